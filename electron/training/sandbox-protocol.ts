import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';
import { coreDrillSchema } from '#shared/training/core-drill.ts';
import { deskEventSchema } from '#shared/training/desk-event.ts';
import { textsSchema } from '#shared/training/texts.ts';
import { exchangeEventSchema } from './exchange/events.ts';

/**
 * What main and the sandbox process say to each other. Both sides check what they get.
 *
 *   main → process   start, then requests with ids
 *   process → main   ready | failed, then one answer per request, and events
 */
const personId = z.string().max(40);
const user = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/);

/** Given on a start after a crash so that the desk finds everything where it was; made up by the process the first time. */
export const identitySchema = z.strictObject({
  exchangePort: z.number().int(),
  corePort: z.number().int(),
  users: z.array(z.strictObject({ user, secret: z.string().min(16) })),
  trunkSecret: z.string().min(16),
  coreToken: z.string().min(16),
});
export type SandboxIdentity = z.infer<typeof identitySchema>;

export const startSchema = z.strictObject({
  type: z.literal('start'),
  assetsDir: z.string(),
  /** File in which the sandbox core keeps its receipts: they must outlive everything. */
  coreFile: z.string(),
  domain: z.string(),
  users: z.array(user).min(1),
  /** Sample callers ring a ready seat by themselves. */
  autoCallers: z.boolean(),
  ringTimeoutMs: z.number().int().positive().optional(),
  identity: identitySchema.nullable(),
});
export type SandboxStart = z.infer<typeof startSchema>;

export const readySchema = z.strictObject({
  type: z.literal('ready'),
  wsUrl: z.string(),
  domain: z.string(),
  coreUrl: z.string(),
  identity: identitySchema,
});
export type SandboxReady = z.infer<typeof readySchema>;

const audioReportSchema = z.strictObject({
  sinceAt: instantSchema,
  asOf: instantSchema,
  packets: z.number(),
  lostPackets: z.number(),
  lastPacketAt: instantSchema.nullable(),
  rms: z.number(),
  dominantHz: z.number().nullable(),
  purity: z.number(),
  maxGapMs: z.number(),
  gaps: z.array(z.strictObject({ at: instantSchema, ms: z.number() })),
  digits: z.string(),
  sentPackets: z.number(),
});

const none = z.strictObject({});
const method = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const sandboxMethods = {
  setSeatReady: method(z.strictObject({ user, ready: z.boolean() }), none),
  setAutoCallers: method(z.strictObject({ on: z.boolean() }), none),
  /** A sample caller rings its queue now; which one, when left out, goes round. Null when there is no such script. */
  callSample: method(
    z.strictObject({ scriptId: z.string().max(40).optional() }),
    z.strictObject({ personId: personId.nullable() }),
  ),
  /** The scenario's caller rings this seat directly. Null: unknown scenario, or the seat is not registered. */
  runScenario: method(
    z.strictObject({ scenarioId: z.string().max(40), user }),
    z.strictObject({ personId: personId.nullable() }),
  ),
  /** A verification case arrives at the sandbox core; which one, when left out, goes round. Null: there is no such one. */
  sendCase: method(
    z.strictObject({ scenarioId: z.string().max(40).optional() }),
    z.strictObject({ caseId: z.string().max(100).nullable() }),
  ),
  /** From now on the sandbox core behaves so. */
  setCoreDrill: method(z.strictObject({ drill: coreDrillSchema }), none),
  deskEvent: method(z.strictObject({ personId, event: deskEventSchema }), none),
  next: method(z.strictObject({ personId }), none),
  hangUp: method(z.strictObject({ personId }), none),
  /** What the caller of this call (`X-Call-Id`; null: the newest live one) has heard; null when there is no such call. */
  audioReport: method(
    z.strictObject({ callId: z.string().max(64).nullable() }),
    z.strictObject({ report: audioReportSchema.nullable() }),
  ),
  markAudio: method(z.strictObject({ callId: z.string().max(64).nullable() }), none),
  stats: method(
    none,
    z.strictObject({
      connections: z.number(),
      registered: z.array(z.string()),
      waiting: z.number(),
      calls: z.number(),
      transactions: z.number(),
      persons: z.number(),
      memoryMb: z.number(),
    }),
  ),
} as const;
export type SandboxMethod = keyof typeof sandboxMethods;
export type SandboxInput<M extends SandboxMethod> = z.input<(typeof sandboxMethods)[M]['input']>;
export type SandboxOutput<M extends SandboxMethod> = z.output<(typeof sandboxMethods)[M]['output']>;

export const requestSchema = z.strictObject({
  type: z.literal('request'),
  id: z.number().int(),
  method: z.enum(Object.keys(sandboxMethods) as [SandboxMethod, ...SandboxMethod[]]),
  input: z.unknown(),
});

/** What becomes of a simulated caller. `scriptId` tells a sample from a scenario. */
export const personEventSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('sent'), at: instantSchema, personId, scriptId: z.string() }),
  z.strictObject({ what: z.literal('ringing'), at: instantSchema, personId }),
  z.strictObject({ what: z.literal('answered'), at: instantSchema, personId, callId: z.string().nullable() }),
  z.strictObject({
    what: z.literal('said'),
    at: instantSchema,
    personId,
    channel: z.enum(['voice', 'text']),
    lineId: z.string(),
    text: z.string(),
  }),
  z.strictObject({
    what: z.literal('beat'),
    at: instantSchema,
    personId,
    beat: z.string(),
    note: textsSchema,
  }),
  z.strictObject({
    what: z.literal('ended'),
    at: instantSchema,
    personId,
    by: z.enum(['self', 'peer', 'line']),
    status: z.number().nullable(),
    answered: z.boolean(),
  }),
]);
export type PersonEvent = Readonly<z.infer<typeof personEventSchema>>;

const fieldsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const fromProcessSchema = z.discriminatedUnion('type', [
  readySchema,
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
  z.strictObject({ type: z.literal('answer'), id: z.number().int(), ok: z.boolean(), value: z.unknown() }),
  z.strictObject({ type: z.literal('exchange'), event: exchangeEventSchema }),
  z.strictObject({ type: z.literal('person'), event: personEventSchema }),
  z.strictObject({
    type: z.literal('log'),
    level: z.enum(['info', 'warn', 'error']),
    event: z.string().max(200),
    fields: fieldsSchema,
  }),
]);
export type FromProcess = z.infer<typeof fromProcessSchema>;
