import { noHolds } from '#shared/control/state.ts';
import type { FloorQueue, FloorSeat, FloorSeatState, FloorState } from '#shared/floor/contract.ts';
import { helpAsked } from './care-scenes.ts';
import { queueIds } from '#shared/floor/queues.ts';
import type { Scene } from './fake-bridge.ts';
import { releaseAsk } from './control-fixtures.ts';
import { seat as seatState, signedIn } from './fixtures.ts';

const minute = 60_000;

const queue = (id: string, more: Partial<FloorQueue> = {}): FloorQueue => ({
  id,
  name: `queue.${id}`,
  waiting: 0,
  longestWaitingSinceAt: null,
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandons: 0,
  answeredWithin20s: 0,
  sumWaitAnsweredMs: 0,
  ...more,
});

const seat = (
  seatNumber: string,
  name: string,
  state: FloorSeatState,
  since: number,
  more: Partial<FloorSeat> = {},
): FloorSeat => ({
  seatNumber,
  name,
  state,
  since,
  queue: null,
  flags: [],
  callId: null,
  handledToday: 0,
  line: { up: true, confirmedAt: null, validUntil: null },
  timesToday: { talkMs: 0, holdMs: 0, wrapUpMs: 0, readyMs: 0, notReadyMs: 0 },
  ...more,
});

const times = (talk: number, hold: number, wrapUp: number, ready: number, notReady: number) => ({
  talkMs: talk * minute,
  holdMs: hold * minute,
  wrapUpMs: wrapUp * minute,
  readyMs: ready * minute,
  notReadyMs: notReady * minute,
});

/** What one machine shows: the lead's own seat, six queues, a few calls. */
const quietFloor = (now: number): FloorState => ({
  seats: [
    seat('3100', '周敏', 'ready', now - 4 * minute, {
      handledToday: 3,
      timesToday: times(11.2, 0.4, 3.1, 14, 6),
    }),
  ],
  queues: queueIds.map((id, index) =>
    index === 1
      ? queue(id, { offered: 3, answered: 3, answeredWithin20s: 3, sumWaitAnsweredMs: 21_000 })
      : queue(id),
  ),
  feed: { source: 'embedded', asOf: now - 1200 },
});

const busySeats = (now: number): FloorSeat[] => [
  seat('3100', '周敏', 'notReady', now - 41 * minute, { timesToday: times(0, 0, 0, 20, 41) }),
  seat('3101', '陈立', 'talking', now - 220_000, {
    queue: 'queue-general',
    callId: 'c1',
    handledToday: 88,
    timesToday: times(201, 12, 44, 30, 25),
  }),
  seat('3102', '吴桐', 'talking', now - 686_000, {
    queue: 'queue-cards',
    flags: ['distress'],
    callId: 'c2',
    handledToday: 91,
    timesToday: times(221, 9, 41, 22, 18),
  }),
  seat('3103', '赵可心', 'wrapUp', now - 112_000, {
    queue: 'queue-cards',
    handledToday: 90,
    timesToday: times(200, 5, 61, 21, 30),
  }),
  seat('3104', '孙岩', 'talking', now - 258_000, {
    queue: 'queue-hearing',
    flags: ['hearingImpaired'],
    callId: 'c4',
    handledToday: 12,
  }),
  seat('3105', '何苗', 'talking', now - 96_000, {
    queue: 'queue-foreign',
    flags: ['foreignLanguage', 'elderly'],
    callId: 'c5',
    handledToday: 85,
  }),
  seat('3106', '郑一鸣', 'ringing', now - 4000, { queue: 'queue-general', callId: 'c6', handledToday: 79 }),
  seat('3107', '林晓晴', 'help', now - 18_000, {
    queue: 'queue-elderly',
    flags: ['elderly', 'thirdParty'],
    callId: 'c7',
    handledToday: 94,
    timesToday: times(230, 11, 52, 19, 20),
  }),
  seat('3109', '许诺', 'talking', now - 51_000, { callId: 'c9', handledToday: 87 }),
  seat('3114', '高原', 'notReady', now - 545_000, { handledToday: 76 }),
];

const busyQueues = (now: number): FloorQueue[] => [
  queue('queue-general', {
    waiting: 6,
    longestWaitingSinceAt: now - 31_000,
    offered: 412,
    answered: 396,
    abandoned: 16,
    shortAbandons: 5,
    answeredWithin20s: 344,
    sumWaitAnsweredMs: 396 * 14_000,
  }),
  queue('queue-elderly', {
    waiting: 1,
    longestWaitingSinceAt: now - 12_000,
    offered: 138,
    answered: 138,
    answeredWithin20s: 134,
    sumWaitAnsweredMs: 138 * 5000,
  }),
  queue('queue-cards', {
    waiting: 14,
    longestWaitingSinceAt: now - 108_000,
    offered: 365,
    answered: 338,
    abandoned: 27,
    shortAbandons: 2,
    answeredWithin20s: 259,
    sumWaitAnsweredMs: 338 * 38_000,
  }),
  queue('queue-foreign', {
    waiting: 0,
    offered: 23,
    answered: 22,
    abandoned: 1,
    answeredWithin20s: 18,
    sumWaitAnsweredMs: 22 * 21_000,
  }),
  queue('queue-hearing', { offered: 9, answered: 9, answeredWithin20s: 9, sumWaitAnsweredMs: 54_000 }),
  queue('queue-risk'),
];

const busyFloor = (now: number): FloorState => ({
  seats: busySeats(now),
  queues: busyQueues(now),
  feed: { source: 'embedded', asOf: now - 2400 },
});

export const floorScenes = (
  base: (now: number) => Scene,
): Readonly<Record<string, (now: number) => Scene>> => {
  const lead = (now: number): Scene => ({
    ...base(now),
    'access/state': signedIn(1),
    'seat/state': seatState('notReady', now),
  });
  return {
    floor: (now) => ({ ...lead(now), 'floor/state': quietFloor(now) }),
    'floor-busy': (now) => ({ ...lead(now), 'floor/state': busyFloor(now) }),
    'floor-releases': (now) => ({
      ...lead(now),
      'floor/state': busyFloor(now),
      'control/state': {
        ...noHolds,
        releaseAsks: [releaseAsk(now), releaseAsk(now, { askId: 'ask-2', why: 'asked' })],
      },
    }),
    'floor-empty': (now) => ({
      ...lead(now),
      'floor/state': { ...quietFloor(now), seats: [], queues: queueIds.map((id) => queue(id)) },
    }),
    'floor-off': (now) => ({
      ...lead(now),
      'floor/state': { ...busyFloor(now), feed: { source: 'off', asOf: now - 80_000 } },
    }),
    'floor-help': (now) => ({
      ...lead(now),
      'floor/state': busyFloor(now),
      'care/list': { help: [helpAsked(now, 'asked')], followUps: [], refusedRules: [] },
    }),
    'floor-waiting': (now) => lead(now),
  };
};
