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

/** One line of in-call text (SIP MESSAGE, RFC 3428). `state` is honest: `sent` only after the far end's 2xx. */
export const textMessageSchema = z.strictObject({
  id: z.string().max(64),
  from: z.enum(['caller', 'agent']),
  text: z.string().max(20_000),
  at: instantSchema,
  state: z.enum(['sending', 'sent', 'failed']),
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
    'mediaFailed',
    'lineLost',
  ]),
  status: z.number().nullable(),
});
export type CallEnd = z.infer<typeof callEndSchema>;

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
  pending: z.enum(['answer', 'hold', 'resume', 'hangUp']).nullable(),
  microphone: z.enum(['ok', 'silentSource', 'denied']).nullable(),
  dtmfSent: z.string().max(200),
  messages: z.array(textMessageSchema).max(2000),
  quality: qualitySchema.nullable(),
  end: callEndSchema.nullable(),
});
export type CallSnapshot = z.infer<typeof callSnapshotSchema>;

const byId = z.strictObject({ callId: callIdSchema });
const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const callCommands = {
  'call/answer': command(byId, done, atDesk),
  'call/decline': command(byId, done, atDesk),
  'call/hang-up': command(byId, done, atDesk),
  'call/hold': command(byId, done, atDesk),
  'call/resume': command(byId, done, atDesk),
  'call/set-muted': command(z.strictObject({ callId: callIdSchema, muted: z.boolean() }), done, atDesk),
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
  'call/dial': command(
    z.strictObject({ number: z.string().min(1).max(100) }),
    z.strictObject({ callId: callIdSchema }),
    atDesk,
  ),
};

export const callTopics = {
  /** The calls of this desk: live ones, and the last ended one until the seat leaves wrap-up. Newest last. */
  'call/state': topic(z.strictObject({ calls: z.array(callSnapshotSchema).max(20) })),
};
