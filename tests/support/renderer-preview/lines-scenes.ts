import type { CallSnapshot } from '#shared/call/contract.ts';
import type { FloorState } from '#shared/floor/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { samplePeople } from '#shared/access/people.ts';
import type { Scene } from './fake-bridge.ts';
import { base } from './desk-scenes.ts';
import { call, callId, elderlyCaller, quiet, seat } from './fixtures.ts';

const other = 'call-2' as CallId;

const floor = (now: number): FloorState => ({
  seats: samplePeople.map(({ seatNumber, name }, index) => ({
    seatNumber,
    name: name.zh,
    state: (['talking', 'ready', 'notReady'] as const)[index % 3] ?? 'ready',
    since: now - 60_000,
    queue: null,
    flags: [],
    callId: null,
    handledToday: 3,
    line: { up: true, confirmedAt: null, validUntil: null },
    timesToday: { talkMs: 0, holdMs: 0, wrapUpMs: 0, readyMs: 0, notReadyMs: 0 },
  })),
  queues: (['queue-general', 'queue-elderly', 'queue-hearing', 'queue-foreign'] as const).map(
    (id, index) => ({
      id,
      name: `queue.${id}`,
      waiting: index,
      longestWaitingSinceAt: null,
      offered: 4,
      answered: 4,
      abandoned: 0,
      shortAbandons: 0,
      answeredWithin20s: 4,
      sumWaitAnsweredMs: 0,
    }),
  ),
  feed: { source: 'embedded', asOf: now },
});

const scene = (now: number, calls: readonly CallSnapshot[]): Scene => ({
  ...base(now),
  'seat/state': seat('talking', now),
  'call/state': { calls: [...calls] },
  'caller/state': elderlyCaller(now, true),
  'guidance/state': quiet,
  'floor/state': floor(now),
});

const colleague = (now: number, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  call('active', now, {
    id: other,
    direction: 'outgoing',
    displayName: '周桂兰',
    numberMasked: '3102',
    queue: null,
    waitedMs: null,
    startedAt: now - 40_000,
    answeredAt: now - 31_000,
    consultFor: callId,
    ...more,
  });

const behind = { front: false } as const;

/** With a second call: waiting, asked, mixed, on its way, and what went wrong. */
export const linesScenes: Readonly<Record<string, (now: number) => Scene>> = {
  'lines-talking': (now) => scene(now, [call('active', now)]),
  'call-resuming': (now) => scene(now, [call('connecting', now, { resuming: true })]),
  'call-lost': (now) => ({
    ...scene(now, [
      call('ended', now, {
        end: { by: 'network', reason: 'takeoverLate', status: null },
        endedAt: now - 4_000,
      }),
    ]),
    'seat/state': seat('wrapUp', now, {
      wrapUp: {
        callId,
        startedAt: now - 4_000,
        endsAt: now + 86_000,
        disposition: null,
        note: '',
        followUp: '',
        savedAt: now - 4_000,
      },
    }),
  }),
  'call-out-of-reach': (now) => scene(now, [call('active', now, { reach: 'lost' })]),
  'call-says-not-heard': (now) => scene(now, [call('active', now, { sound: 'notHeard' })]),
  'call-no-sound': (now) => scene(now, [call('active', now, { sound: 'silent' })]),
  'call-not-heard': (now) => scene(now, [call('active', now, { sound: 'nothingHeard' })]),
  'lines-waiting': (now) =>
    scene(now, [
      call('active', now),
      call('ringing', now, { id: other, displayName: '赵先生', numberMasked: '139****0042', ...behind }),
    ]),
  'lines-consulting': (now) => scene(now, [call('held', now, behind), colleague(now)]),
  'lines-dialing': (now) =>
    scene(now, [
      call('held', now, behind),
      colleague(now, { state: 'dialing', answeredAt: null, quality: null }),
    ]),
  'lines-conference': (now) =>
    scene(now, [
      call('active', now, { conferenced: true }),
      colleague(now, { conferenced: true, ...behind }),
    ]),
  'lines-handing': (now) =>
    scene(now, [
      call('held', now, {
        transfer: { kind: 'blind', to: '3102', state: 'ringing', problem: null, status: null, at: now },
      }),
    ]),
  'lines-failed': (now) =>
    scene(now, [
      call('active', now, {
        transfer: { kind: 'blind', to: '3102', state: 'failed', problem: 'failed', status: 486, at: now },
      }),
    ]),
  'lines-diverted': (now) => ({
    ...scene(now, [
      call('ringing', now, { diverted: { from: '8001', name: '客服专线', reason: 'noAnswer' } }),
    ]),
    'seat/state': seat('ringing', now),
  }),
};
