import type { Log } from '#electron/log/log.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { Measures } from '#shared/measures/contract.ts';
import { type Course, courseWith, courseWithPause, noCourse } from '#shared/measures/course.ts';
import { mergeMeasures } from '#shared/measures/merge.ts';
import { type MeasuresState, noMeasures } from '#shared/measures/state.ts';
import type { MeasuresRepository, MeasuringMedia } from './ports.ts';
import { measuredCall } from './target.ts';

/** A crash loses this much of a call's figures. */
const saveEveryMs = 15_000;

export interface MeasuresDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: MeasuringMedia;
  readonly calls: Source<{ readonly calls: readonly CallSnapshot[] }>;
  /** The call on the panel: it keeps its figures through the wrap-up. */
  readonly current: Source<{ readonly callId: CallId } | null>;
  readonly isOn: () => boolean;
  /** Syllables a minute (setting care.calmPace). */
  readonly calmPace: () => number;
  /** null until the store is open. */
  readonly repository: () => MeasuresRepository | null;
}

export interface MeasuresRoom {
  readonly state: Source<MeasuresState>;
  /** The agent asks a question now; its answer's latency is told to `onAnswerBegan`. */
  questionAsked(callId: CallId): void;
  onAnswerBegan(listener: (heard: { readonly callId: CallId; readonly latencyMs: number }) => void): Undo;
  /** What is kept of any call; null: not measured. */
  of(callId: CallId): Measures | null;
  /** A setting has changed. */
  renew(): void;
  dispose(): void;
}

interface Kept {
  /** Of measurings that ended before their call did. */
  before: Measures | null;
  now: Measures;
  course: Course;
  savedAt: number;
}

/** Decides what is measured, keeps the figures with their call and shows them. Decides nothing by them. */
export function createMeasures(deps: MeasuresDeps): MeasuresRoom {
  const { clock, log, media } = deps;
  const state = createPublisher<MeasuresState>(noMeasures);
  const listeners = new Set<(heard: { readonly callId: CallId; readonly latencyMs: number }) => void>();
  const kept = new Map<CallId, Kept>();
  const pausedAt = new Map<CallId, number>();
  let target: CallId | null = null;
  let health: 'starting' | 'measuring' | 'notMeasured' = 'starting';
  let agentSpeaking = false;

  const wholeOf = (callId: CallId): Measures | null => {
    const one = kept.get(callId);
    return one === undefined ? null : mergeMeasures(one.before, one.now);
  };
  const statusNow = (callId: CallId | null): MeasuresState['status'] => {
    if (!deps.isOn()) return 'off';
    if (callId === null) return 'idle';
    return target === null ? 'paused' : health;
  };
  const show = (): void => {
    const callId = target ?? deps.current.get()?.callId ?? null;
    const live = callId === null ? null : wholeOf(callId);
    const status = statusNow(callId);
    state.set({
      status,
      callId,
      live,
      pace: {
        syllablesPerSecond: status === 'measuring' ? (live?.agentRate ?? null) : null,
        calmSyllablesPerSecond: Math.round((deps.calmPace() / 60) * 10) / 10,
        speaking: status === 'measuring' && agentSpeaking,
      },
    });
  };
  const save = (callId: CallId): void => {
    const whole = wholeOf(callId);
    const one = kept.get(callId);
    if (whole === null || one === undefined) return;
    one.savedAt = clock.now();
    try {
      deps.repository()?.save(callId, whole, one.course, one.savedAt);
    } catch (error) {
      log.error('measures of a call not kept', { callId, reason: String(error) });
    }
  };
  const ask = (sessionId: CallId | null): void =>
    void media.measure(sessionId).catch((error: unknown) => {
      log.warn('the measuring could not be switched', { reason: String(error) });
      health = 'notMeasured';
      show();
    });
  /** A call that is measured anew after the program was: what was kept of it goes on. */
  const keptBefore = (callId: CallId): Omit<Kept, 'now'> => {
    const repository = deps.repository();
    return {
      before: repository?.of(callId) ?? null,
      course: repository?.courseOf(callId) ?? noCourse,
      savedAt: clock.now(),
    };
  };
  /** What the next figures begin from: the worker or the window that counted so far is gone. */
  const beginAnew = (): void => {
    for (const [callId, one] of kept) {
      const whole = wholeOf(callId);
      if (whole !== null) kept.set(callId, { ...one, before: whole, now: nothingYet });
    }
  };
  const goesOn = (callId: CallId | null): void => {
    const from = callId === null ? undefined : pausedAt.get(callId);
    const one = callId === null ? undefined : kept.get(callId);
    if (callId === null || from === undefined || one === undefined) return;
    pausedAt.delete(callId);
    kept.set(callId, { ...one, course: courseWithPause(one.course, from, clock.now()) });
  };
  const follow = (): void => {
    const { calls } = deps.calls.get();
    const next = deps.isOn() ? measuredCall(calls) : null;
    if (next !== target) {
      if (target !== null) {
        save(target);
        pausedAt.set(target, clock.now());
      }
      target = next;
      goesOn(next);
      if (next !== null) health = 'starting';
      agentSpeaking = false;
      ask(next);
    }
    for (const callId of kept.keys())
      if (!calls.some(({ id }) => id === callId)) {
        save(callId);
        kept.delete(callId);
        pausedAt.delete(callId);
      }
    show();
  };

  const undos = [
    deps.calls.subscribe(follow),
    deps.current.subscribe(show),
    media.onMeasures((heard) => {
      const callId = heard.sessionId as CallId;
      if (!deps.calls.get().calls.some(({ id }) => id === callId)) return;
      const one = kept.get(callId) ?? keptBefore(callId);
      kept.set(callId, {
        before: one.before,
        now: heard.measures,
        course: courseWith(one.course, heard.spoken, heard.measures.agentRate, clock.now()),
        savedAt: one.savedAt,
      });
      if (callId === target) agentSpeaking = heard.agentSpeaking;
      // What comes after the measuring of a call has stopped is its last word.
      if (callId !== target || clock.now() - one.savedAt >= saveEveryMs) save(callId);
      show();
    }),
    media.onAnswer(({ sessionId, latencyMs }) => {
      for (const listener of [...listeners]) listener({ callId: sessionId as CallId, latencyMs });
    }),
    media.onMeasuring(({ status, why }) => {
      if (status === 'paused') return;
      if (status === 'notMeasured') {
        log.warn('the voices of a call are not measured', { reason: why ?? '' });
        beginAnew();
      }
      health = status;
      show();
    }),
    media.onReturned(() => {
      beginAnew();
      if (target !== null) ask(target);
    }),
  ];

  return {
    state,
    questionAsked(callId) {
      if (callId === target) void media.markQuestion(callId).catch(() => undefined);
    },
    onAnswerBegan(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    of: (callId) => wholeOf(callId) ?? deps.repository()?.of(callId) ?? null,
    renew: follow,
    dispose() {
      for (const callId of kept.keys()) save(callId);
      for (const undo of undos) undo();
    },
  };
}

const nothingYet: Measures = {
  measuredMs: 0,
  agentTalkMs: 0,
  callerTalkMs: 0,
  overlapMs: 0,
  callerOver: 0,
  agentOver: 0,
  silences: 0,
  longestSilenceMs: 0,
  responses: [],
  loudness: null,
  pitch: null,
  agentRate: null,
};
