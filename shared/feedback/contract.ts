import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import {
  feedbackEntrySchema,
  feedbackIdSchema,
  feedbackKinds,
  feedbackStates,
  unansweredSchema,
} from './entry.ts';

const everyone = { roles: ['agent', 'teamLead', 'trainer'] } as const;
const editors = { roles: ['teamLead', 'trainer'] } as const;
const done = z.strictObject({});

export const feedbackCommands = {
  /** Kept at once with what main knows of the call; words may follow. */
  'feedback/capture': command(
    z.strictObject({
      kind: z.enum(feedbackKinds),
      query: z.string().max(200),
      articleId: z.string().max(200).nullable(),
    }),
    z.strictObject({ feedbackId: feedbackIdSchema }),
    everyone,
  ),
  /** Words to one's own entry, while it is open. Refused when they hold a card, ID or phone number. */
  'feedback/annotate': command(
    z.strictObject({ feedbackId: feedbackIdSchema, note: z.string().max(500) }),
    done,
    everyone,
  ),
  /** Newest first; queries that found nothing, most often first. */
  'feedback/list': command(
    z.strictObject({}),
    z.strictObject({
      entries: z.array(feedbackEntrySchema).max(500),
      unanswered: z.array(unansweredSchema).max(200),
    }),
    editors,
  ),
  'feedback/settle': command(
    z.strictObject({ feedbackId: feedbackIdSchema, state: z.enum(feedbackStates) }),
    done,
    editors,
  ),
  /** Into a file of the person's choosing. `file`: its name without the path; null when they changed their mind. */
  'feedback/export': command(
    z.strictObject({ format: z.enum(['jsonl', 'csv']) }),
    z.strictObject({ file: z.string().max(300).nullable(), entries: z.int().nonnegative() }),
    editors,
  ),
} as const;

export const feedbackTopics = {
  /** `changedAt` moves with every change, so that a list that is open is read again. */
  'feedback/state': topic(
    z.strictObject({ open: z.int().nonnegative(), changedAt: z.number().nonnegative() }),
  ),
} as const;
export type FeedbackState = { readonly open: number; readonly changedAt: number };
