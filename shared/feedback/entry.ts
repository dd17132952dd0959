import { z } from 'zod';
import { tokenSchema } from '#shared/core/text.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { feedbackKinds } from './kinds.ts';

export { feedbackKinds, type FeedbackKind } from './kinds.ts';

export const feedbackIdSchema = z.string().min(1).max(60);

/** What was going on, as ids and kinds: nothing of the person (C2) is in it. */
export const feedbackContextSchema = z.strictObject({
  callId: callIdSchema,
  callOffsetMs: z.int().nonnegative(),
  queue: z.string().max(100).nullable(),
  playbookId: z.string().max(60).nullable(),
  flowId: z.string().max(60).nullable(),
  flags: z.array(z.string().max(40)).max(12),
});
export type FeedbackContext = z.infer<typeof feedbackContextSchema>;

export const feedbackStates = ['open', 'done', 'declined'] as const;

export const feedbackEntrySchema = z.strictObject({
  feedbackId: feedbackIdSchema,
  kind: z.enum(feedbackKinds),
  at: instantSchema,
  by: z.strictObject({ personId: tokenSchema, name: z.string().max(80) }),
  /** What was typed into the search; may be empty. */
  query: z.string().max(200),
  articleId: z.string().max(200).nullable(),
  /** Between calls there is none. */
  context: feedbackContextSchema.nullable(),
  note: z.string().max(500),
  state: z.enum(feedbackStates),
  settled: z
    .strictObject({
      at: instantSchema,
      by: z.strictObject({ personId: tokenSchema, name: z.string().max(80) }),
    })
    .nullable(),
});
export type FeedbackEntry = z.infer<typeof feedbackEntrySchema>;

/** A query that found nothing, however often. */
export const unansweredSchema = z.strictObject({
  query: z.string().max(200),
  times: z.int().positive(),
  lastAt: instantSchema,
});
export type Unanswered = z.infer<typeof unansweredSchema>;
