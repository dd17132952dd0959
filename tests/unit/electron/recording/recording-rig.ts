import { silentLog } from '#electron/log/log.ts';
import { createRecordingLibrary } from '#electron/recording/library.ts';
import type { RecordingMedia } from '#electron/recording/ports.ts';
import { createRecorder, type Recorder } from '#electron/recording/recorder.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createRecordingRepository } from '#electron/store/recording-repository.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { Result } from '#shared/errors/result.ts';
import { decodeMulaw, encodeMulawSample } from '#shared/lib/mulaw.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { MediaChunk } from '#shared/recording/media.ts';
import type { Recording, RecordingId } from '#shared/recording/recording.ts';
import { chunkSamples, msToSamples } from '#shared/recording/sound.ts';
import type { Role } from '#shared/seat/role.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { call as fixture } from '#tests/support/renderer-preview/fixtures.ts';
import { openTestDb } from '#tests/support/test-db.ts';

/** What the far side of the window says all the time: each leg its own level, so that a mix-up shows. */
export const agentLevel = encodeMulawSample(4_000);
export const callerLevel = encodeMulawSample(-9_000);

interface Segment {
  readonly beganMs: number;
  readonly silences: { readonly from: number; to: number }[];
  sent: number;
  seq: number;
  chunks: MediaChunk[];
}

/** A media window that records by the manual clock, sample by sample. */
export function fakeWindow(clock: ManualClock) {
  let segments = new Map<string, Segment>();
  const returned = new Set<() => void>();
  const faults = { silent: false, take: false, record: false, hangs: false };
  const now = (one: Segment): number => msToSamples(clock.now() - one.beganMs);
  const known = (id: string): Segment => {
    const one = segments.get(id);
    if (one === undefined) throw new Error('no such recording');
    return one;
  };
  const grow = (one: Segment, whole: boolean): void => {
    for (let left = now(one) - one.sent; left > 0; left = now(one) - one.sent) {
      const samples = Math.min(left, chunkSamples);
      if (samples < chunkSamples && !whole) return;
      const isSilent = (at: number): boolean => one.silences.some(({ from, to }) => at >= from && at < to);
      const leg = (code: number): Uint8Array<ArrayBuffer> | null => {
        const codes = Uint8Array.from({ length: samples }, (_, at) =>
          isSilent(one.sent + at) ? 0xff : code,
        );
        return codes.every((given) => given === 0xff) ? null : codes;
      };
      one.chunks.push({
        ...{ seq: one.seq, fromSample: one.sent, samples },
        ...{ agent: leg(agentLevel), caller: leg(callerLevel) },
      });
      one.seq += 1;
      one.sent += samples;
    }
  };
  const media: RecordingMedia = {
    async record(id, _callId, silent) {
      if (faults.record) throw new Error('no window');
      const silences = silent ? [{ from: 0, to: Infinity }] : [];
      segments.set(id, { beganMs: clock.now(), silences, sent: 0, seq: 0, chunks: [] });
    },
    async recordSilent(id, silent) {
      const one = known(id);
      if (faults.silent) throw new Error('the window did not answer');
      const at = now(one);
      if (silent) one.silences.push({ from: at, to: Infinity });
      else for (const part of one.silences) part.to = Math.min(part.to, at);
      return at;
    },
    async takeRecorded(id, after, end) {
      if (faults.hangs) return new Promise(() => undefined);
      if (faults.take) throw new Error('the window did not answer');
      const one = known(id);
      grow(one, end);
      one.chunks = one.chunks.filter(({ seq }) => seq > after);
      return { chunks: one.chunks.slice(0, 40), more: one.chunks.length > 40 };
    },
    forgetRecording: async (id) => void segments.delete(id),
    onReturned: (listener) => (returned.add(listener), () => void returned.delete(listener)),
  };
  return {
    media,
    faults,
    open: () => segments.size,
    die() {
      segments = new Map();
    },
    comeBack() {
      for (const listener of returned) listener();
    },
  };
}

export const callOf = (id: string, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  fixture('active', 1_000_000, { id: id as CallId, ...more });

/** Recorder and library on an encrypted store; a later program is another rig on the same store. */
export function recordingRig(
  given: { db?: Db; clock?: ManualClock; why?: 'training' | 'policy' | null } = {},
) {
  const clock = given.clock ?? createManualClock();
  const db = given.db ?? openTestDb(allMigrations);
  const audit = createAuditRepository(db);
  const repository = createRecordingRepository(db, audit.append);
  const window = fakeWindow(clock);
  const calls = createPublisher<{ readonly calls: readonly CallSnapshot[] }>({ calls: [] });
  const events = new Set<(event: DeskEvent) => void>();
  const decided = {
    why: given.why === undefined ? ('training' as const) : given.why,
    role: 'trainer' as Role,
    personId: 'lin',
    agentsListen: false,
    mayExport: false,
    keepDays: 30,
  };
  const saved: Uint8Array[] = [];
  let count = 0;
  const recorder: Recorder = createRecorder({
    clock,
    log: silentLog,
    newId: () => `recording-${clock.now()}-${(count += 1)}`,
    media: window.media,
    repository,
    calls,
    events: { subscribe: (listener) => (events.add(listener), () => void events.delete(listener)) },
    agent: () => ({ personId: decided.personId, name: '林晓晴' }),
    scenarioId: () => 'case-3-12',
    why: () => decided.why,
  });
  const library = createRecordingLibrary({
    clock,
    log: silentLog,
    repository,
    policy: {
      keepDays: () => decided.keepDays,
      agentsListen: () => decided.agentsListen,
      mayExport: () => decided.mayExport,
    },
    person: () => ({ personId: decided.personId, name: '林晓晴', role: decided.role }),
    onChange: recorder.listChanged,
    async saveFile(_name, parts) {
      saved.push(Buffer.concat([...parts]));
      return 'recording.wav';
    },
  });
  /** Lets the promises run, as main's loop does between two ticks of the clock. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  };
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      clock.advance(Math.min(100, left));
      await settle();
    }
  };
  return {
    ...{ clock, db, repository, window, recorder, library, decided, saved, settle, pass },
    up: async (...all: CallSnapshot[]) => (calls.set({ calls: all }), settle()),
    tell: (event: DeskEvent) => events.forEach((listener) => listener(event)),
    only(): Recording {
      const [one] = repository.list(10, null);
      if (one === undefined) throw new Error('nothing is recorded');
      return one;
    },
    audited: () => [...audit.entries()].map(({ action }) => action),
    /** Both legs as samples, from the store. */
    samples(recordingId: RecordingId, durationMs: number) {
      const legs = {
        agent: new Int16Array(msToSamples(durationMs)),
        caller: new Int16Array(msToSamples(durationMs)),
      };
      for (const chunk of repository.chunks(recordingId, 0, 10_000))
        for (const leg of ['agent', 'caller'] as const)
          chunk[leg]?.forEach((code, at) => (legs[leg][chunk.atSample + at] = decodeMulaw(code)));
      return legs;
    },
  };
}
export type RecordingRig = ReturnType<typeof recordingRig>;
export const valueOf = async <T>(result: Result<T> | Promise<Result<T>>): Promise<T> => {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.error.code);
  return settled.value;
};
