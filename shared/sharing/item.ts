import { z } from 'zod';
import { playbookIdSchema } from '#shared/guidance/playbook.ts';
import { articleIdSchema } from '#shared/knowledge/article.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';

export const sendIdSchema = z.string().min(1).max(60);

/** What is sent, by its id in the content: the words come from there, never from a window. */
export const sharedThingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('branch'), branchId: z.string().max(120) }),
  z.strictObject({ kind: z.literal('article'), articleId: articleIdSchema }),
  z.strictObject({ kind: z.literal('card'), playbookId: playbookIdSchema }),
]);
export type SharedThing = z.infer<typeof sharedThingSchema>;

/** `text`: in the call (SIP MESSAGE) · `sms`: by the core's message service, also after the call. */
export const sharedWays = ['text', 'sms'] as const;
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

export const keyOfThing = (thing: SharedThing): string =>
  thing.kind === 'branch'
    ? `branch ${thing.branchId}`
    : thing.kind === 'article'
      ? `article ${thing.articleId}`
      : `card ${thing.playbookId}`;
