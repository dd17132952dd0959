import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';

/** Pause codes of domain.md, and two that nobody chooses: just signed in, and ready but out of the exchange's reach. */
export const notReadyReasons = [
  'signedIn',
  'break',
  'meal',
  'training',
  'meeting',
  'coaching',
  'outboundTask',
  'systemTrouble',
  'lineDown',
] as const;
export type NotReadyReason = (typeof notReadyReasons)[number];
/** What an agent may choose. */
export const choosableReasons = notReadyReasons.filter(
  (reason) => reason !== 'signedIn' && reason !== 'lineDown',
);

export const workStates = ['notReady', 'ready', 'ringing', 'talking', 'wrapUp'] as const;
export type WorkState = (typeof workStates)[number];

/** How a call ended for the caller. Keys are content (`disposition.<id>`), ids are kept with the call. */
export const dispositions = [
  'solved',
  'scamStopped',
  'cardHeld',
  'informed',
  'callBackPromised',
  'handedOver',
  'complaint',
  'droppedByCaller',
  'notReached',
  'wrongNumber',
] as const;
export type Disposition = (typeof dispositions)[number];

export const wrapUpSchema = z.strictObject({
  callId: callIdSchema,
  startedAt: instantSchema,
  /** When the aimed time is over. The desk then says so; it never throws the agent out. */
  endsAt: instantSchema,
  disposition: z.enum(dispositions).nullable(),
  note: z.string().max(4000),
  followUp: z.string().max(500),
  /** The last draft that is on disk. */
  savedAt: instantSchema.nullable(),
});
export type WrapUp = z.infer<typeof wrapUpSchema>;

/** Notes of the call that is still up: on disk, and with main, so that a window that comes back shows them. */
export const notesSchema = wrapUpSchema.pick({
  callId: true,
  disposition: true,
  note: true,
  followUp: true,
  savedAt: true,
});
export type Notes = z.infer<typeof notesSchema>;

export const seatSnapshotSchema = z.strictObject({
  work: z.enum(workStates),
  since: instantSchema,
  reason: z.enum(notReadyReasons).nullable(),
  /** What the seat goes to after the wrap-up: chosen during a call, kept until then. */
  afterCall: z.enum(['ready', 'notReady']),
  wrapUp: wrapUpSchema.nullable(),
  notes: notesSchema.nullable(),
  handledToday: z.number().int(),
});
export type SeatSnapshot = z.infer<typeof seatSnapshotSchema>;

const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const seatCommands = {
  'seat/set-ready': command(z.strictObject({}), done, atDesk),
  'seat/set-not-ready': command(z.strictObject({ reason: z.enum(notReadyReasons) }), done, atDesk),
  /** Draft of the wrap-up: on disk before the answer. Also usable while the call is still up (notes). */
  'seat/save-wrap-up': command(
    z.strictObject({
      callId: callIdSchema,
      disposition: z.enum(dispositions).nullable(),
      note: z.string().max(4000),
      followUp: z.string().max(500),
    }),
    z.strictObject({ savedAt: instantSchema }),
    atDesk,
  ),
  /** Closes the wrap-up; `then` is where the seat goes. Refused without a disposition. */
  'seat/finish-wrap-up': command(
    z.strictObject({ callId: callIdSchema, then: z.enum(['ready', 'notReady']) }),
    done,
    atDesk,
  ),
};

export const seatTopics = { 'seat/state': topic(seatSnapshotSchema) };
