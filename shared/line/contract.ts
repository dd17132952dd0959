import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';

/**
 * The line to the exchange, told honestly: `registered` is shown only while the exchange's own answer is younger
 * than the registration's life, and its age is always there.
 *
 *   off → connecting → registering → registered
 *            ↑______ waiting ______↓      (waiting: backoff with jitter, `nextTryAt` says when)
 *   refused: the exchange said no (wrong password, unknown user); it is tried again slowly, and said why
 */
export const lineStates = ['off', 'connecting', 'registering', 'registered', 'waiting', 'refused'] as const;
export type LineState = (typeof lineStates)[number];

export const lineSnapshotSchema = z.strictObject({
  state: z.enum(lineStates),
  exchange: z.enum(['embedded', 'configured']),
  host: z.string().max(300),
  user: z.string().max(200),
  /** The exchange's last 2xx to a REGISTER or to our OPTIONS probe. */
  lastConfirmedAt: instantSchema.nullable(),
  /** Round trip of the last confirmed request, milliseconds. */
  latencyMs: z.number().nullable(),
  /** When the exchange is asked next; null while there is nothing to confirm. */
  nextConfirmAt: instantSchema.nullable(),
  /** Until then the exchange keeps the registration by its own word. Counted on a clock that never jumps, told as an instant. */
  validUntil: instantSchema.nullable(),
  /** In use is not the exchange that is preferred. */
  isFallback: z.boolean(),
  nextTryAt: instantSchema.nullable(),
  attempt: z.number().int(),
  problem: z
    .strictObject({
      code: z.enum([
        'unreachable',
        'certificate',
        'forbidden',
        'unknownUser',
        'digestUnsupported',
        'timeout',
        'exchangeError',
        'connectionLost',
        'halfOpen',
        'notResolved',
        'clientCertificate',
        'expired',
        'notBound',
      ]),
      status: z.number().nullable(),
      detail: z.string().max(300),
    })
    .nullable(),
});
export type LineSnapshot = z.infer<typeof lineSnapshotSchema>;

export const lineTopics = { 'line/state': topic(lineSnapshotSchema) };
