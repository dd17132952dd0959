import { z } from 'zod';
import { textMessageSchema } from '#shared/call/contract.ts';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { phraseSchema } from './phrases.ts';

const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;
const done = z.strictObject({});
const threadId = z.string().min(1).max(64);
/** As long as one text of a call may be. */
const words = z.string().max(20_000);

/** Texts with one number outside of calls. Kept; shown until they are put away. */
export const looseThreadSchema = z.strictObject({
  threadId,
  numberMasked: z.string().max(100),
  /** As the exchange gave it; may be empty. */
  displayName: z.string().max(200),
  messages: z.array(textMessageSchema).max(100),
  unread: z.int().nonnegative(),
  at: instantSchema,
});
export type LooseThread = z.infer<typeof looseThreadSchema>;

export const textStateSchema = z.strictObject({
  /** The call that the draft belongs to. */
  callId: callIdSchema.nullable(),
  /** What was typed and not sent; on disk, so that it outlives the window and the program. */
  draft: words,
  /** Ready phrases for callers who read, in the order of their digits. */
  phrases: z.array(phraseSchema).max(9),
  /** Newest first. */
  loose: z.array(looseThreadSchema).max(20),
});
export type TextState = z.infer<typeof textStateSchema>;
export const noTexts: TextState = { callId: null, draft: '', phrases: [], loose: [] };

export const textCommands = {
  /** Keeps what is being typed to the caller; empty: nothing is left of it. Answered when it is on disk. */
  'text/keep-draft': command(z.strictObject({ callId: callIdSchema, text: words }), done, atDesk),
  /** Answers a text that came outside of a call. Answered when the far end has taken it. */
  'text/reply': command(z.strictObject({ threadId, text: words.min(1) }), done, atDesk),
  /** It was read: it goes from the screen and stays on disk. */
  'text/put-away': command(z.strictObject({ threadId }), done, atDesk),
} as const;

export const textTopics = { 'text/state': topic(textStateSchema) } as const;
