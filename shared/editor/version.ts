import { documentSchema } from '#shared/documents/document.ts';
import { z } from 'zod';
import { tokenSchema, whoSchema } from '#shared/core/text.ts';
import { flowSchema } from '#shared/flows/flow.ts';
import { policyFiguresSchema } from '#shared/flows/policy.ts';
import { playbookSchema } from '#shared/guidance/playbook.ts';
import { articleSchema } from '#shared/knowledge/article.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { noticeSchema } from '#shared/notices/notice.ts';
import { contentKinds } from './kinds.ts';
import { editorActs, versionStates } from './phase.ts';

export const contentKindSchema = z.enum(contentKinds);
export const contentIdSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be kebab-case');
export const versionIdSchema = tokenSchema;
/** More than any honest content file. Bounded, as it is read between two keys of somebody who types, on the loop that signalling shares. */
export const maxTextLength = 100_000;
export const contentTextSchema = z.string().max(maxTextLength);
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date().max(10);

/** Where a version came from: written here, read from a folder, or sent by the bank's content service. */
export const originSchema = z.enum(['desk', 'import', 'service']);
export type Origin = z.infer<typeof originSchema>;

/** One step of a version's way, kept for good. */
export const editorStepSchema = z.strictObject({
  at: instantSchema,
  act: z.enum([...editorActs, 'begin']),
  by: whoSchema,
  note: z.string().max(500),
});
export type EditorStep = z.infer<typeof editorStepSchema>;

/** A version as people see it in a list. `title`: as far as the text gives one, else its id in both. */
export const versionSchema = z.strictObject({
  versionId: versionIdSchema,
  kind: contentKindSchema,
  contentId: contentIdSchema,
  title: z.strictObject({ zh: z.string().max(200), en: z.string().max(200) }),
  state: z.enum(versionStates),
  origin: originSchema,
  /** Counts up with every save. */
  revision: z.int().nonnegative(),
  hash: hashSchema,
  /** Everybody who wrote in it. */
  authors: z.array(whoSchema).min(1).max(50),
  reviewer: whoSchema.nullable(),
  changedAt: instantSchema,
  /** First and last day in force; before it is published, what was proposed. */
  from: day.nullable(),
  to: day.nullable(),
  publishedAt: instantSchema.nullable(),
});
export type Version = z.infer<typeof versionSchema>;

/** What is wrong in a text. 1-based; 0 when the whole is meant. */
export const contentFaultSchema = z.strictObject({
  line: z.int().nonnegative(),
  reason: z.string().max(1000),
});
export type ContentFault = z.infer<typeof contentFaultSchema>;

/** The text as the desk reads it: what the agent will see. `figures`: the bank's, for the gaps of a flow. */
export const previewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('article'), article: articleSchema }),
  z.strictObject({ kind: z.literal('flow'), flow: flowSchema, figures: policyFiguresSchema }),
  z.strictObject({ kind: z.literal('playbook'), playbook: playbookSchema }),
  z.strictObject({ kind: z.literal('notice'), notice: noticeSchema }),
  z.strictObject({ kind: z.literal('document'), document: documentSchema }),
]);
export type Preview = z.infer<typeof previewSchema>;

export const checkedSchema = z.strictObject({
  faults: z.array(contentFaultSchema).max(40),
  /** null while the text cannot be read. */
  preview: previewSchema.nullable(),
});
export type CheckedText = z.infer<typeof checkedSchema>;
