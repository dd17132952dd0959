import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';

/** Seat states of the floor: ● ready ◯ ringing ■ talking ◐ wrap-up ○ not ready ◆ help. */
export const floorSeatStates = ['ready', 'ringing', 'talking', 'wrapUp', 'notReady', 'help'] as const;
export type FloorSeatState = (typeof floorSeatStates)[number];

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();

/** How a seat's signed-in time of today was spent, milliseconds. Fed to `metrics.ts`. */
export const seatTimesSchema = z.strictObject({
  talkMs: ms,
  holdMs: ms,
  wrapUpMs: ms,
  readyMs: ms,
  notReadyMs: ms,
});
export type SeatTimes = z.infer<typeof seatTimesSchema>;

export const floorSeatSchema = z.strictObject({
  seatNumber: z.string().max(20),
  name: z.string().max(100),
  state: z.enum(floorSeatStates),
  since: instantSchema,
  /** Queue of the call at the seat; null when there is none, or it came directly. */
  queue: z.string().max(40).nullable(),
  /** Care flags of the caller on the line. */
  flags: z.array(z.string().max(30)).max(12),
  callId: z.string().max(100).nullable(),
  handledToday: count,
  /** Its registration, by the exchange's own word: `up` is false where that word is broken or too old, and the seat is not ready then. */
  line: z.strictObject({
    up: z.boolean(),
    confirmedAt: instantSchema.nullable(),
    validUntil: instantSchema.nullable(),
  }),
  timesToday: seatTimesSchema,
});
export type FloorSeat = z.infer<typeof floorSeatSchema>;

/** Counters of one queue since midnight (or since the exchange started, if later). Rates are made by `metrics.ts`. */
export const floorQueueSchema = z.strictObject({
  id: z.string().max(40),
  /** i18n key, `queue.<id>`. */
  name: z.string().max(60),
  waiting: count,
  /** When the longest waiting caller came in; the window counts up from it. */
  longestWaitingSinceAt: instantSchema.nullable(),
  offered: count,
  answered: count,
  /** All abandoned, the short ones (under 5 s) too. */
  abandoned: count,
  shortAbandons: count,
  answeredWithin20s: count,
  sumWaitAnsweredMs: ms,
});
export type FloorQueue = z.infer<typeof floorQueueSchema>;

export const floorStateSchema = z.strictObject({
  seats: z.array(floorSeatSchema).max(2000),
  queues: z.array(floorQueueSchema).max(200),
  /** Where it comes from and how fresh it is. `off`: no feed, the figures are the last ones known. */
  feed: z.strictObject({ source: z.enum(['embedded', 'off']), asOf: instantSchema }),
});
export type FloorState = z.infer<typeof floorStateSchema>;

export const floorCommands = {};

export const floorTopics = { 'floor/state': topic(floorStateSchema) };
