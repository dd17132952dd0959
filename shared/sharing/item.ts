import { z } from 'zod';
import { playbookIdSchema } from '#shared/guidance/playbook.ts';
import { articleIdSchema } from '#shared/knowledge/article.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';

export const sendIdSchema = z.string().min(1).max(60);

const contentIdSchema = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/);
export const pictureIdSchema = z.string().regex(/^[\w-]{1,60}$/);

/** What is sent, by its id in the content: the words come from there, never from a window. */
export const sharedThingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('branch'), branchId: z.string().max(120) }),
  z.strictObject({ kind: z.literal('article'), articleId: articleIdSchema }),
  z.strictObject({ kind: z.literal('card'), playbookId: playbookIdSchema }),
  /** A message out of the bank's templates, its gaps filled from the call. */
  z.strictObject({ kind: z.literal('template'), templateId: contentIdSchema }),
  /** One of the bank's own addresses, whole. */
  z.strictObject({ kind: z.literal('link'), linkId: contentIdSchema }),
  /** Where the caller leaves a screenshot, and the picture that goes back (C11). */
  z.strictObject({ kind: z.literal('uploadLink'), pictureId: pictureIdSchema }),
  z.strictObject({ kind: z.literal('picture'), pictureId: pictureIdSchema }),
]);
export type SharedThing = z.infer<typeof sharedThingSchema>;

/** `text`: in the call (SIP MESSAGE) · `sms`, `app`: by the core's message service, also after the call. */
export const sharedWays = ['text', 'sms', 'app'] as const;
export type SharedWay = (typeof sharedWays)[number];

/** `sending`: on disk and on its way · `sent`: taken by the far end or the operator · `delivered`: on the device · `failed`: it will not come. */
export const sharedStates = ['sending', 'sent', 'delivered', 'failed'] as const;

export const sharedItemSchema = z.strictObject({
  sendId: sendIdSchema,
  callId: callIdSchema,
  thing: sharedThingSchema,
  title: bilingual(120, 300),
  via: z.enum(sharedWays),
  /** As it was sent. */
  text: z.string().max(1000),
  state: z.enum(sharedStates),
  at: instantSchema,
  callOffsetMs: z.int().nonnegative(),
  /** Code of the failure, or the core's word why it will not come. */
  problem: z.string().max(100).nullable(),
});
export type SharedItem = z.infer<typeof sharedItemSchema>;

export function keyOfThing(thing: SharedThing): string {
  if (thing.kind === 'branch') return `branch ${thing.branchId}`;
  if (thing.kind === 'article') return `article ${thing.articleId}`;
  if (thing.kind === 'card') return `card ${thing.playbookId}`;
  if (thing.kind === 'template') return `template ${thing.templateId}`;
  return thing.kind === 'link' ? `link ${thing.linkId}` : `${thing.kind} ${thing.pictureId}`;
}
