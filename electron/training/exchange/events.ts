import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';

const at = { at: instantSchema };
const call = { ...at, callId: z.string().max(64) };
const queue = { queue: z.string().max(40).nullable() };
const user = { user: z.string().max(100) };
const waitMs = { waitMs: z.number().nonnegative() };

/** What the embedded exchange tells the floor. `callId` is the exchange's own (`X-Call-Id`), not the SIP Call-ID. */
export const exchangeEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reachable'), ...at, ...user, reachable: z.boolean() }),
  /** A binding was made or renewed; null: the user took it back. Without a word (`reachable`: false alone) it was lost or ran out. */
  z.strictObject({ kind: z.literal('bound'), ...at, ...user, until: instantSchema.nullable() }),
  z.strictObject({ kind: z.literal('seatReady'), ...at, ...user, ready: z.boolean() }),
  /** A call entered a queue. */
  z.strictObject({ kind: z.literal('offered'), ...call, queue: z.string().max(40) }),
  z.strictObject({ kind: z.literal('ringing'), ...call, ...queue, ...user }),
  /** The seat did not take it (ring timeout, declined, gone); a queue call goes on waiting. */
  z.strictObject({ kind: z.literal('notTaken'), ...call, ...queue, ...user, status: z.number().int() }),
  /** `waitMs`: from entering the queue (or from the INVITE) to the 200. */
  z.strictObject({ kind: z.literal('answered'), ...call, ...queue, ...user, ...waitMs }),
  z.strictObject({ kind: z.literal('abandoned'), ...call, ...queue, ...waitMs }),
  /** A direct call that nobody took. */
  z.strictObject({ kind: z.literal('failed'), ...call, status: z.number().int() }),
  /** An answered call is over. `by`: who sent the BYE; `line` when a dialog was found dead. */
  z.strictObject({
    kind: z.literal('ended'),
    ...call,
    ...user,
    by: z.enum(['caller', 'callee', 'line']),
    talkMs: z.number().nonnegative(),
  }),
]);
export type ExchangeEvent = Readonly<z.infer<typeof exchangeEventSchema>>;
