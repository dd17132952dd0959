import { errorFields, type Log } from '#electron/log/log.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noRecordings, type RecordingState } from '#shared/recording/contract.ts';
import type { Recording, RecordingId } from '#shared/recording/recording.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import { allClosed } from './marks.ts';
import { createOneRecording, type OneRecording } from './one-recording.ts';
import type { RecordingMedia, RecordingRepository } from './ports.ts';

export interface RecorderDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly media: RecordingMedia;
  readonly repository: RecordingRepository;
  readonly calls: Source<{ readonly calls: readonly CallSnapshot[] }>;
  readonly events: { subscribe(listener: (event: DeskEvent) => void): () => void };
  /** Whoever sits here. */
  readonly agent: () => Who | null;
  readonly scenarioId: () => string | null;
  readonly why: () => 'training' | 'policy' | null;
}

export interface Recorder {
  readonly state: Source<RecordingState>;
  /** Errors: recording/not-recording. */
  setPaused(callId: CallId, paused: boolean): Promise<Result<Record<string, never>>>;
  /** The list has changed by somebody else's hand. */
  listChanged(): void;
  /** A setting has changed. */
  renew(): void;
  /** Closes what is under way. */
  dispose(): Promise<void>;
}

/** The program itself, in the audit. */
export const itself: Who = { personId: 'guardline', name: 'Guardline' };

/** A caller's own call that is answered. A consultation is between two who have not been told; nothing of it is recorded. */
const isRecordable = ({ state, consultFor, resuming }: CallSnapshot): boolean =>
  (state === 'active' || state === 'held') && consultFor === null && !resuming;

/** Decides which calls are recorded and follows each from its answer to its end. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const { clock, log } = deps;
  const state = createPublisher<RecordingState>(noRecordings);
  const open = new Map<CallId, OneRecording>();
  const ending = new Set<Promise<void>>();
  let listRevision = 0;
  const show = (): void => state.set({ calls: [...open.values()].map((one) => one.state()), listRevision });
  const listChanged = (): void => {
    listRevision += 1;
    show();
  };
  const pausedBefore = closeBrokenOff(deps);

  const begin = (call: CallSnapshot, why: 'training' | 'policy'): void => {
    const agent = deps.agent();
    if (agent === null) return;
    const recording: Recording = {
      recordingId: deps.newId() as RecordingId,
      callId: call.id,
      why,
      agent,
      direction: call.direction,
      numberMasked: call.numberMasked.slice(0, 60),
      scenarioId: why === 'training' ? deps.scenarioId() : null,
      startedAt: clock.now(),
      endedAt: null,
      state: 'recording',
      durationMs: 0,
      bytes: 0,
      marks: [],
      moments: [],
    };
    const wanted = { held: call.state === 'held', paused: pausedBefore.delete(call.id) };
    const one = createOneRecording(
      { ...deps, who: () => deps.agent() ?? agent, onChange: show },
      recording,
      wanted,
    );
    open.set(call.id, one);
    listChanged();
  };
  const end = (callId: CallId, one: OneRecording): void => {
    open.delete(callId);
    const closing = one.end().then(listChanged);
    ending.add(closing);
    void closing.finally(() => ending.delete(closing));
    show();
  };
  const follow = (): void => {
    const why = deps.why();
    const { calls } = deps.calls.get();
    for (const [callId, one] of open)
      if (why === null || !calls.some((call) => call.id === callId && call.state !== 'ended'))
        end(callId, one);
    if (why === null) return;
    for (const call of calls.filter(isRecordable)) {
      const one = open.get(call.id);
      if (one === undefined) begin(call, why);
      else one.setHeld(call.state === 'held');
    }
  };

  const undos = [
    deps.calls.subscribe(follow),
    deps.media.onReturned(() => {
      for (const one of open.values()) one.windowReturned();
    }),
    deps.events.subscribe(({ kind, params }) => {
      const front = deps.calls.get().calls.find((call) => call.front && call.consultFor === null);
      if (front) open.get(front.id)?.add({ kind, params });
    }),
  ];
  follow();
  return {
    state,
    async setPaused(callId, paused) {
      const one = open.get(callId);
      if (one === undefined) return fail(appError('recording/not-recording', {}));
      await one.setPaused(paused);
      return ok({});
    },
    listChanged,
    renew: follow,
    async dispose() {
      for (const undo of undos) undo();
      for (const [callId, one] of open) end(callId, one);
      await Promise.all(ending).catch((error: unknown) =>
        log.warn('a recording not closed', errorFields(error)),
      );
    },
  };
}

/** What the last program left open ends where its sound ends. Answers the calls that were paused: they go on in the pause. */
function closeBrokenOff({ clock, log, repository }: RecorderDeps): Set<CallId> {
  const paused = new Set<CallId>();
  for (const recording of repository.unfinished()) {
    if (recording.marks.some(({ kind, toMs }) => kind === 'paused' && toMs === null))
      paused.add(recording.callId);
    const closed: Recording = {
      ...recording,
      state: 'brokenOff',
      endedAt: recording.startedAt + recording.durationMs,
      marks: allClosed(recording.marks, recording.durationMs),
    };
    repository.save(closed, { step: 'brokenOff', at: clock.now(), by: itself });
    log.warn('a recording was broken off', { callId: recording.callId, durationMs: recording.durationMs });
  }
  return paused;
}
