import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { callStates } from './call-state.ts';

/** Live quality of one call, from RTCP and getStats, refreshed every 2 s. MOS by the E-model (ITU-T G.107), 1–4.5. */
export const qualitySchema = z.strictObject({
  mos: z.number(),
  lossPercent: z.number(),
  jitterMs: z.number(),
  roundTripMs: z.number().nullable(),
  codec: z.string().max(50),
});
export type Quality = z.infer<typeof qualitySchema>;

/**
 * One text of a call. `message`: SIP MESSAGE (RFC 3428), `sent` only after the far end's 2xx for every part of it. `realTime`: T.140,
 * shown while it is `typing`. `problem` says why it failed: `noAnswer` and `lineLost` may have arrived all the same, and nobody knows.
 */
export const textMessageSchema = z.strictObject({
  id: z.string().max(64),
  from: z.enum(['caller', 'agent']),
  text: z.string().max(20_000),
  at: instantSchema,
  state: z.enum(['typing', 'sending', 'sent', 'failed']),
  way: z.enum(['message', 'realTime']),
  problem: z.enum(['refused', 'noAnswer', 'callEnded', 'lineLost']).nullable(),
});
export type TextMessage = z.infer<typeof textMessageSchema>;

/** Why a call ended. `by` says whose act it was; `status` is the SIP final status where there was one. */
export const callEndSchema = z.strictObject({
  by: z.enum(['caller', 'agent', 'exchange', 'network']),
  reason: z.enum([
    'hungUp',
    'declined',
    'cancelled',
    'answeredElsewhere',
    'busy',
    'noAnswer',
    'notFound',
    'refused',
    'redirected',
    'mediaFailed',
    'lineLost',
    'transferred',
    'replaced',
    'sessionExpired',
    'goneMeanwhile',
    'takeoverFailed',
    'takeoverLate',
  ]),
  status: z.number().nullable(),
});
export type CallEnd = z.infer<typeof callEndSchema>;

/**
 * A transfer of this call, followed to its end. `done` only after the far end's own word (NOTIFY 200, RFC 3515 §2.4.5).
 * `refused`: the REFER itself; `failed`: the new call came to nothing; `noWord`: taken, and then nothing was heard;
 * `lineLost`: the connection went in between. After any of these the caller is still ours.
 */
export const transferSchema = z.strictObject({
  kind: z.enum(['blind', 'attended', 'park']),
  /** Whom to, as the agent named them; outside numbers masked. */
  to: z.string().max(100),
  state: z.enum(['asked', 'trying', 'ringing', 'done', 'failed']),
  problem: z.enum(['refused', 'failed', 'noWord', 'lineLost']).nullable(),
  /** SIP status of the refusal or failure. */
  status: z.number().nullable(),
  at: instantSchema,
});
export type Transfer = z.infer<typeof transferSchema>;

/** Whom the caller had asked for before the call came here (RFC 5806 Diversion, RFC 7044 History-Info). */
export const divertedSchema = z.strictObject({
  from: z.string().max(100),
  name: z.string().max(200),
  reason: z.enum(['busy', 'noAnswer', 'unavailable', 'always', 'other']),
});
export type Diverted = z.infer<typeof divertedSchema>;

/**
 * Pictures of one call. `asked`: the far end offered its own and waits for the agent's word. `refused`: it would not have
 * ours. `camera`: the agent's, `none` or `denied` when it was wanted and could not be had.
 */
export const callVideoSchema = z.strictObject({
  state: z.enum(['off', 'asked', 'on']),
  pending: z.boolean(),
  refused: z.boolean(),
  camera: z.enum(['off', 'ok', 'none', 'denied']),
  /** The far end's picture comes. */
  receiving: z.boolean(),
});

export const callSnapshotSchema = z.strictObject({
  id: callIdSchema,
  direction: z.enum(['incoming', 'outgoing']),
  state: z.enum(callStates),
  /** Caller's name as the exchange gave it; may be empty. The panel knows better. */
  displayName: z.string().max(200),
  /** First three and last four digits only (domain.md, privacy). */
  numberMasked: z.string().max(100),
  queue: z.string().max(100).nullable(),
  waitedMs: z.number().nullable(),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  heldSince: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  muted: z.boolean(),
  /** The far end has put us on hold. */
  heldByCaller: z.boolean(),
  /** A request is under way: the button shows it, the state does not pretend. */
  pending: z.enum(['answer', 'hold', 'resume', 'hangUp', 'conference']).nullable(),
  microphone: z.enum(['ok', 'silentSource', 'denied']).nullable(),
  dtmfSent: z.string().max(200),
  messages: z.array(textMessageSchema).max(2000),
  /** The far end reads and writes character by character (T.140, RFC 8865): what is typed goes as it is typed. */
  realTimeText: z.boolean(),
  quality: qualitySchema.nullable(),
  end: callEndSchema.nullable(),
  /** The call that the keys act on. Exactly one while any is live. */
  front: z.boolean(),
  /** The caller's call that this one asks advice about; null for a call of its own. */
  consultFor: callIdSchema.nullable(),
  /** Mixed with the other conferenced calls: each hears the others. */
  conferenced: z.boolean(),
  transfer: transferSchema.nullable(),
  diverted: divertedSchema.nullable(),
  /** The exchange asked for it and the policy allows it: answered by itself at this instant. */
  autoAnswerAt: instantSchema.nullable(),
  /** The far end sends sound before it has answered (RFC 3960): an announcement or its own ringing. */
  earlyMedia: z.boolean(),
  /** The program died in this call and is taking it over: the microphone is off until the caller's sound is back. */
  resuming: z.boolean(),
  /** `lost`: the exchange in use does not know the call. Sound goes on; hold, transfer and the hang-up do not arrive. */
  reach: z.enum(['ok', 'lost']),
  /** Whether packets flow while both talk. `nothingHeard`: none comes; `notHeard`: none goes; `silent`: neither. Said within 3 s. */
  sound: z.enum(['ok', 'nothingHeard', 'notHeard', 'silent']),
  video: callVideoSchema,
});
export type CallSnapshot = z.infer<typeof callSnapshotSchema>;

const byId = z.strictObject({ callId: callIdSchema });
/** `confirmed`: the agent was asked (call/confirm-needed) and says it again. */
const asked = z.strictObject({ callId: callIdSchema, confirmed: z.boolean().optional() });
const done = z.strictObject({});
const number = z.string().min(1).max(100);
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const callCommands = {
  /** A caller in a crisis who would be held by it is asked about first, as with every act below that holds or ends a call. */
  'call/answer': command(asked, done, atDesk),
  'call/decline': command(byId, done, atDesk),
  'call/hang-up': command(asked, done, atDesk),
  'call/hold': command(asked, done, atDesk),
  'call/resume': command(byId, done, atDesk),
  'call/set-muted': command(z.strictObject({ callId: callIdSchema, muted: z.boolean() }), done, atDesk),
  /** Adds pictures to the call or drops them (RFC 3264 §8). Refused by the far end: call/no-video; the sound goes on. */
  'call/set-video': command(z.strictObject({ callId: callIdSchema, on: z.boolean() }), done, atDesk),
  /** The agent's own camera. Off until it is asked for. */
  'call/set-camera': command(z.strictObject({ callId: callIdSchema, on: z.boolean() }), done, atDesk),
  'call/send-dtmf': command(
    z.strictObject({ callId: callIdSchema, digits: z.string().min(1).max(32) }),
    done,
    atDesk,
  ),
  'call/send-text': command(
    z.strictObject({ callId: callIdSchema, text: z.string().min(1).max(20_000) }),
    z.strictObject({ messageId: z.string() }),
    atDesk,
  ),
  /** The line as it stands while the agent types, for a far end that reads along. Nothing is sent where it does not. */
  'call/type': command(z.strictObject({ callId: callIdSchema, text: z.string().max(20_000) }), done, atDesk),
  /**
   * The line to write in is before the agent: real-time text is offered where the policy allows and the far end may take it
   * (RFC 8865). Answered when that is known; a far end that will not have it is no error.
   */
  'call/offer-text': command(byId, done, atDesk),
  /**
   * Calls the caller of this call back, which was lost, or which is up without sound and is ended for it: the whole number stays
   * in main. The wrap-up waits meanwhile.
   */
  'call/call-back': command(byId, z.strictObject({ callId: callIdSchema }), atDesk),
  'call/dial': command(z.strictObject({ number }), z.strictObject({ callId: callIdSchema }), atDesk),
  /** Puts this call in front: what was talked on is held, this one is taken back. */
  'call/bring-forward': command(asked, done, atDesk),
  /**
   * Asks somebody about this call on a second line. The caller is held meanwhile; with `join` they are not, and the
   * three are mixed as soon as the other answers. With `video` pictures are offered to whoever is asked: a sign seat.
   */
  'call/consult': command(
    z.strictObject({
      callId: callIdSchema,
      number,
      join: z.boolean(),
      video: z.boolean().optional(),
      confirmed: z.boolean().optional(),
    }),
    z.strictObject({ callId: callIdSchema }),
    atDesk,
  ),
  /**
   * Hands the call over unannounced (REFER, RFC 3515). Answered when it has begun; how it goes is in the call's `transfer`.
   * A caller who must not be handed over blindly needs `confirmed` (domain.md): else call/confirm-needed.
   */
  'call/transfer': command(
    z.strictObject({ callId: callIdSchema, number, confirmed: z.boolean() }),
    done,
    atDesk,
  ),
  /** Joins the caller and whoever was consulted, and leaves (REFER with Replaces, RFC 3891, RFC 5589). */
  'call/hand-over': command(byId, done, atDesk),
  /** Mixes the calls that are up: each hears the others. */
  'call/conference': command(z.strictObject({}), done, atDesk),
  /** Ends the mixing: the call in front goes on, the other is held. */
  'call/split': command(z.strictObject({ confirmed: z.boolean().optional() }), done, atDesk),
  /** Puts the call into the exchange's park by its code (setting exchange.codes.park). */
  'call/park': command(byId, done, atDesk),
  /** Takes a call that rings elsewhere, by the exchange's code (setting exchange.codes.pickUp). */
  'call/pick-up': command(z.strictObject({}), z.strictObject({ callId: callIdSchema }), atDesk),
  /** The agent has read how the transfer went. */
  'call/dismiss-transfer': command(byId, done, atDesk),
};

export const callTopics = {
  /** The calls of this desk: live ones, and ended ones until their wrap-up is done. Newest last. */
  'call/state': topic(z.strictObject({ calls: z.array(callSnapshotSchema).max(20) })),
};
