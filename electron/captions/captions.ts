import type { Log } from '#electron/log/log.ts';
import { type CaptionSide, captionSideSchema, type CaptionsState } from '#shared/captions/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { createLines, type Lines } from './lines.ts';
import type { CaptionMedia, Recogniser } from './ports.ts';
import { createSide, type Side, type SideState } from './side.ts';

/** Two pieces at a time: a recogniser answers every 600 ms, sooner is nothing to be seen. */
const takenEveryMs = 120;
const triedAgainAfterMs = 1_000;
/** So long after the last dropped piece the captions are said to be behind. */
const behindForMs = 3_000;

/** The call whose captions are shown, and whether it is listened to at this moment. */
export interface CaptionedCall {
  readonly callId: CallId;
  readonly why: 'talking' | 'notTalking' | 'cardData';
}

export interface CaptionsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: CaptionMedia;
  readonly target: Source<CaptionedCall | null>;
  /** Calls that are not over: the lines of every other are forgotten. */
  readonly isUp: (callId: CallId) => boolean;
  /** null: captions are off. Another object: another server. */
  readonly recogniser: Source<Recogniser | null>;
}

export interface Captions {
  readonly state: Source<CaptionsState>;
  dispose(): void;
}

/** One stretch of a call that is listened to: from an answer to a hold, from a hold to the end. */
interface Listening {
  readonly callId: CallId;
  readonly recogniser: Recogniser;
  readonly sides: Readonly<Record<CaptionSide, Side>>;
  /** The last piece that was taken. */
  after: number;
}

/**
 * Shows what is said in the call in front, as the bank's recogniser understands it. In memory alone: neither the sound nor the words
 * are kept. The call has no part in it: sound that cannot be passed on at once is dropped.
 */
export function createCaptions(deps: CaptionsDeps): Captions {
  const { clock, log, media, target } = deps;
  const state = createPublisher<CaptionsState>(stateNow(null, null, null, false));
  const kept = new Map<CallId, Lines>();
  let listening: Listening | null = null;
  /** Stretches so far: what an earlier one still understands must not take the place of what a later one did. */
  let stretches = 0;
  let behindUntil = 0;
  let undoTick: Undo = () => undefined;
  let undoBehind: Undo = () => undefined;

  const linesOf = (callId: CallId): Lines => {
    const known = kept.get(callId) ?? createLines();
    kept.set(callId, known);
    return known;
  };
  const show = (): void => {
    for (const callId of kept.keys()) if (!deps.isUp(callId)) kept.delete(callId);
    if (deps.recogniser.get() === null && state.get().status === 'off') return;
    const call = target.get();
    const next = stateNow(
      deps.recogniser.get(),
      call,
      listening === null ? null : Object.values(listening.sides).map((side) => side.state()),
      clock.monotonicMs() < behindUntil,
    );
    state.set({ ...next, lines: call === null ? [] : (kept.get(call.callId)?.shown() ?? []) });
  };
  const dropped = (callId: CallId): void => {
    const isNews = clock.monotonicMs() >= behindUntil;
    behindUntil = clock.monotonicMs() + behindForMs;
    linesOf(callId).gap();
    undoBehind();
    undoBehind = clock.after(behindForMs, show);
    if (!isNews) return;
    log.warn('captions are behind: sound was dropped', {});
    show();
  };
  const begin = (callId: CallId, recogniser: Recogniser): void => {
    const stretch = (stretches += 1);
    const sideOf = (side: CaptionSide): Side =>
      createSide({
        ...{ clock, log, recogniser, side },
        onHeard(heard, at, stream) {
          if (!deps.isUp(callId)) return;
          linesOf(callId).take(side, stretch * 1_000 + stream, heard, at);
          show();
        },
        onState({ at }) {
          if (at === 'away') linesOf(callId).gap();
          show();
        },
      });
    const own: Listening = {
      callId,
      recogniser,
      sides: { agent: sideOf('agent'), caller: sideOf('caller') },
      after: -1,
    };
    listening = own;
    openTap(own);
  };
  const openTap = (own: Listening): void => {
    own.after = -1;
    media.caption(own.callId).then(
      () => take(own),
      (error: unknown) => tapFailed(own, error),
    );
  };
  const tapFailed = (own: Listening, error: unknown): void => {
    if (listening !== own) return;
    log.warn('the sound for captions cannot be had', { reason: String(error) });
    dropped(own.callId);
    undoTick();
    undoTick = clock.after(triedAgainAfterMs, () => openTap(own));
  };
  const take = (own: Listening): void => {
    undoTick();
    if (listening !== own) return;
    media.take(own.callId, own.after).then(
      (pieces) => {
        if (listening !== own) return;
        for (const piece of pieces) {
          // A hole: the window had to let go of what was not taken.
          const isWhole = piece.seq === own.after + 1;
          own.after = piece.seq;
          const taken = captionSideSchema.options.map((side) => own.sides[side].feed(piece[side]));
          if (!isWhole || taken.includes(false)) dropped(own.callId);
        }
        undoTick = clock.after(takenEveryMs, () => take(own));
      },
      (error: unknown) => tapFailed(own, error),
    );
  };
  const end = (own: Listening): void => {
    listening = null;
    undoTick();
    for (const side of Object.values(own.sides)) side.stop();
    kept.get(own.callId)?.gap();
    media.caption(null).catch((error: unknown) => log.debug('captions not ended', { reason: String(error) }));
  };
  const follow = (): void => {
    const recogniser = deps.recogniser.get();
    const call = target.get();
    const wanted = recogniser !== null && call?.why === 'talking' ? call.callId : null;
    if (listening !== null && (listening.callId !== wanted || listening.recogniser !== recogniser))
      end(listening);
    if (recogniser === null) kept.clear();
    if (listening === null && wanted !== null && recogniser !== null) begin(wanted, recogniser);
    show();
  };

  const undos = [
    target.subscribe(follow),
    deps.recogniser.subscribe(follow),
    media.onReturned(() => {
      if (listening === null) return;
      dropped(listening.callId);
      openTap(listening);
    }),
  ];
  follow();
  return {
    state,
    dispose() {
      for (const undo of undos) undo();
      undoBehind();
      if (listening !== null) end(listening);
    },
  };
}

function stateNow(
  recogniser: Recogniser | null,
  call: CaptionedCall | null,
  sides: readonly SideState[] | null,
  isBehind: boolean,
): CaptionsState {
  const nothing = { callId: null, why: null, problem: null, nextTryAt: null, lines: [] };
  if (recogniser === null) return { ...nothing, status: 'off' };
  if (call === null) return { ...nothing, status: 'idle' };
  const own = { ...nothing, callId: call.callId };
  if (call.why !== 'talking') return { ...own, status: 'paused', why: call.why };
  const away = sides?.find(({ at }) => at === 'away');
  if (away !== undefined) return { ...own, status: 'away', problem: away.problem, nextTryAt: away.nextTryAt };
  if (sides === null || sides.some(({ at }) => at === 'connecting')) return { ...own, status: 'connecting' };
  return { ...own, status: isBehind ? 'behind' : 'listening' };
}
