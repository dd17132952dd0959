import { errorFields, type Log } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { RecordedCall } from '#shared/recording/contract.ts';
import type { MediaChunk } from '#shared/recording/media.ts';
import { peaksOf } from '#shared/recording/peaks.ts';
import { mostMoments, type Recording, type RecordingMoment } from '#shared/recording/recording.ts';
import { msToSamples, samplesToMs } from '#shared/recording/sound.ts';
import { allClosed, markBegun, markClosed, withGap } from './marks.ts';
import type { RecordingMedia, RecordingRepository, RecordingStep } from './ports.ts';

/** What a crash of this program can lose is what has not been taken yet. */
const takenEveryMs = 400;
const triedAgainAfterMs = 1_000;

export interface OneRecordingDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: RecordingMedia;
  readonly repository: RecordingRepository;
  readonly who: () => Who;
  readonly onChange: () => void;
}

/** The recording of one call, from its answer to its end. */
export interface OneRecording {
  state(): RecordedCall;
  /** The caller is on hold, or back. */
  setHeld(held: boolean): void;
  /** Answered when it is so: the sound thread has confirmed it, or nothing of it is taken any more. */
  setPaused(paused: boolean): Promise<void>;
  add(moment: Omit<RecordingMoment, 'atMs'>): void;
  /** The media window died and is back. */
  windowReturned(): void;
  /** Takes what is left and closes it. */
  end(): Promise<void>;
}

/**
 * One after the other: begin, take, silence, end. What the window has is a segment with a clock of its own, laid at `base`; when the
 * window does not do what it is asked, the segment is given up (nothing more of it is taken) and another one begun.
 */
export function createOneRecording(
  deps: OneRecordingDeps,
  given: Recording,
  wanted: { readonly held: boolean; readonly paused: boolean },
): OneRecording {
  const { clock, log, media, repository } = deps;
  let recording = given;
  let segment: { base: number; after: number; silent: boolean } | null = null;
  /** Where the sound on the disk ends. */
  let storedTo = 0;
  let isStarted = false;
  let isOver = false;
  let hasFailed = false;
  let pausedAt: number | null = null;
  let pending = false;
  let { held, paused } = wanted;
  /** As it is, not as it is asked for. */
  let isPaused = paused;
  let undoTick: Undo = () => undefined;
  let work: Promise<void> = Promise.resolve();

  const id = recording.recordingId;
  const elapsed = (): number => msToSamples(Math.max(0, clock.now() - recording.startedAt));
  /** Windows so far: what an earlier one still owes no longer counts. */
  let windows = 0;
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const asked = windows;
    work = work.then(act).catch((error: unknown) => {
      if (asked === windows) giveUp(error);
    });
    return work;
  };
  const giveUp = (why: unknown): void => {
    log.warn('a recording lost its window', errorFields(why));
    segment = null;
    hasFailed = true;
    void media.forgetRecording(id).catch(() => undefined);
    deps.onChange();
  };
  const save = (step?: RecordingStep): void => {
    if (!isStarted) return;
    repository.save(recording, step && { step, at: clock.now(), by: deps.who() });
  };

  async function begin(): Promise<void> {
    const silent = held || paused;
    await media.record(id, recording.callId, silent);
    if (!isStarted) {
      recording = { ...recording, startedAt: clock.now() };
      isStarted = true;
      // A call that was taken over in a pause goes on in it.
      if (paused) mark('paused', 0);
      if (paused) pausedAt = clock.now();
      if (held) mark('held', 0);
      save('started');
    }
    segment = { base: Math.max(storedTo, elapsed()), after: -1, silent };
    hasFailed = false;
    deps.onChange();
  }
  function mark(kind: 'paused' | 'held', atSample: number | null): void {
    recording = { ...recording, marks: markBegun(recording.marks, kind, samplesToMs(atSample ?? elapsed())) };
  }
  function unmark(kind: 'paused' | 'held', atSample: number | null): void {
    recording = {
      ...recording,
      marks: markClosed(recording.marks, kind, samplesToMs(atSample ?? elapsed())),
    };
  }
  /** The window does as `held` and `paused` say. From which sample on; null: it did already, or there is no window. */
  async function silence(): Promise<number | null> {
    const silent = held || paused;
    if (segment === null || segment.silent === silent) return null;
    try {
      const at = await media.recordSilent(id, silent);
      segment.silent = silent;
      return segment.base + at;
    } catch (error) {
      giveUp(error);
      return null;
    }
  }
  async function take(end: boolean): Promise<void> {
    const own = segment;
    for (let more = true; more && own !== null && own === segment;) {
      const answer = await media.takeRecorded(id, own.after, end);
      if (own !== segment) return;
      store(answer.chunks, own.base);
      own.after = answer.chunks.at(-1)?.seq ?? own.after;
      more = answer.more;
    }
  }
  function store(chunks: readonly MediaChunk[], base: number): void {
    if (chunks.length === 0) return;
    const rows = chunks.map(({ fromSample, samples, agent, caller }) => {
      const where = { atSample: base + fromSample, samples };
      const peaks = { ...where, agent: peaksOf(agent, samples), caller: peaksOf(caller, samples) };
      return { ...where, agent, caller, peaks };
    });
    for (const { atSample, samples, agent, caller } of rows) {
      recording = {
        ...recording,
        marks: withGap(recording.marks, samplesToMs(storedTo), samplesToMs(atSample)),
        durationMs: samplesToMs(atSample + samples),
        bytes: recording.bytes + (agent?.length ?? 0) + (caller?.length ?? 0),
      };
      storedTo = atSample + samples;
    }
    repository.addChunks(recording, rows);
  }

  const stateNow = (): RecordedCall['state'] => {
    // Paused first: while no window records, nothing is kept either.
    if (isPaused) return 'paused';
    if (segment === null) return hasFailed ? 'failed' : 'starting';
    return held ? 'held' : 'recording';
  };

  const tick = (afterMs: number): void => {
    undoTick();
    undoTick = clock.after(afterMs, () => {
      void inTurn(() => (segment === null ? begin() : take(false))).then(() => {
        if (!isOver) tick(segment === null ? triedAgainAfterMs : takenEveryMs);
      });
    });
  };
  void inTurn(begin).then(() => {
    if (!isOver) tick(segment === null ? triedAgainAfterMs : takenEveryMs);
  });

  return {
    state: () => ({
      callId: recording.callId,
      recordingId: id,
      state: stateNow(),
      pending,
      startedAt: recording.startedAt,
      pausedAt,
    }),
    setHeld(next) {
      if (next === held) return;
      held = next;
      void inTurn(async () => {
        const at = await silence();
        if (next) mark('held', at);
        else unmark('held', at);
        save();
        deps.onChange();
      });
    },
    async setPaused(next) {
      pending = true;
      deps.onChange();
      await inTurn(async () => {
        if (paused === next) return;
        paused = next;
        const at = await silence();
        isPaused = next;
        pausedAt = next ? clock.now() : null;
        if (next) mark('paused', at);
        else unmark('paused', at);
        save(next ? 'paused' : 'resumed');
      });
      pending = false;
      deps.onChange();
    },
    add({ kind, params }) {
      if (!isStarted || recording.moments.length >= mostMoments) return;
      recording = {
        ...recording,
        moments: [...recording.moments, { atMs: samplesToMs(elapsed()), kind, params: { ...params } }],
      };
    },
    windowReturned() {
      undoTick();
      // What was asked of the dead window, or of this one before it could hear, is not waited for.
      windows += 1;
      segment = null;
      work = Promise.resolve();
      void inTurn(async () => {
        if (!isOver) await begin();
      }).then(() => {
        if (!isOver) tick(segment === null ? triedAgainAfterMs : takenEveryMs);
      });
    },
    async end() {
      isOver = true;
      undoTick();
      await inTurn(() => take(true));
      await inTurn(async () => {
        if (segment !== null) await media.forgetRecording(id);
        segment = null;
      });
      await inTurn(async () => {
        recording = {
          ...recording,
          marks: allClosed(recording.marks, recording.durationMs),
          endedAt: clock.now(),
          state: 'ended',
        };
        save('ended');
      });
    },
  };
}
