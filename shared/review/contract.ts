import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { command } from '#shared/contract/define.ts';
import { tokenSchema, whoSchema } from '#shared/core/text.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { reviewCallSchema, reviewSheetSchema } from './sheet.ts';

/** Whoever answers for quality: nobody else sees another person's call. Looked at in main before the handler. */
const reviewers = { roles: ['teamLead', 'trainer'] as const };

/** What the list is narrowed to; null and '' narrow nothing. */
export const reviewFilterSchema = z.strictObject({
  /** The caller's name, the digits of the number, or the id of a call. */
  query: z.string().max(100),
  personId: tokenSchema.nullable(),
  flag: careFlagSchema.nullable(),
  since: instantSchema.nullable(),
  only: z.enum(['all', 'missing', 'measured', 'controls']),
});
export type ReviewFilter = z.infer<typeof reviewFilterSchema>;

export const reviewCommands = {
  /** Answered calls that are over, newest first. Looking at the list leaves no trace: everything in it is masked. */
  'review/list': command(
    reviewFilterSchema,
    z.strictObject({
      calls: z.array(reviewCallSchema).max(200),
      more: z.boolean(),
      /** Everybody with a call here: for the choice of the agent. */
      people: z.array(whoSchema).max(300),
    }),
    reviewers,
  ),
  /** All that is kept of one call. Who opened it and when is in the audit before anything is answered. */
  'review/open': command(z.strictObject({ callId: callIdSchema }), reviewSheetSchema, reviewers),
} as const;
