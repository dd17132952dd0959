import type { Log } from '#electron/log/log.ts';
import type { CaptionProblem, CaptionSide } from '#shared/captions/contract.ts';
import { pieceBytes } from '#shared/captions/sound.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Heard, Recogniser, RecogniserStream } from './ports.ts';

/** The last wait stays for as long as the call lasts. */
export const waitsMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** A recogniser that stood for so long had a trouble of its own: the next one is the first again. */
const steadyMs = 5_000;
const silence = new Uint8Array(pieceBytes);

export interface SideState {
  readonly at: 'connecting' | 'listening' | 'away';
  readonly problem: CaptionProblem | null;
  readonly nextTryAt: number | null;
}

/** One leg of one call at the recogniser, over all its connections. */
export interface Side {
  state(): SideState;
  /** null: silence. False: the recogniser is there and could not take it. */
  feed(pcm: Uint8Array | null): boolean;
  /** No more sound of this leg; what is still understood comes. */
  stop(): void;
}

export interface SideDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly recogniser: Recogniser;
  readonly side: CaptionSide;
  /** `at`: when the sentence began. `stream` tells the sentences of one connection from those of the next. */
  readonly onHeard: (heard: Heard, at: number, stream: number) => void;
  readonly onState: (state: SideState) => void;
}

/** Keeps a stream open for as long as the leg is listened to: a recogniser that is away is tried again, with growing waits. */
export function createSide({ clock, log, recogniser, side, onHeard, onState }: SideDeps): Side {
  let state: SideState = { at: 'connecting', problem: null, nextTryAt: null };
  let stream: RecogniserStream | null = null;
  let streams = 0;
  let failures = 0;
  let readyAt = 0;
  let fedAt: number | null = null;
  let hasStopped = false;
  let undoWait: Undo = () => undefined;

  const change = (next: SideState): void => {
    state = next;
    if (!hasStopped) onState(state);
  };
  const away = (code: CaptionProblem): void => {
    if (readyAt > 0 && clock.monotonicMs() - readyAt >= steadyMs) failures = 0;
    const waitMs = waitsMs[Math.min(failures, waitsMs.length - 1)] ?? 0;
    failures += 1;
    stream = null;
    readyAt = 0;
    // The code alone: the other side's words may hold anything.
    log.warn('the recogniser of captions is away', { side, problem: code, waitMs });
    undoWait = clock.after(waitMs, open);
    change({ at: 'away', problem: code, nextTryAt: clock.now() + waitMs });
  };
  function open(): void {
    if (hasStopped) return;
    const own = (streams += 1);
    fedAt = null;
    // Away stays on the screen until it listens again: what is tried is no news.
    if (state.at === 'away') change({ ...state, nextTryAt: null });
    stream = recogniser.listen(side, {
      onReady() {
        if (own !== streams) return;
        readyAt = clock.monotonicMs();
        change({ at: 'listening', problem: null, nextTryAt: null });
      },
      onHeard: (heard) => onHeard(heard, (fedAt ?? clock.now()) + heard.atMs, own),
      onEnd(problem) {
        if (own === streams && !hasStopped) away(problem?.code ?? 'hungUp');
      },
    });
  }
  open();

  return {
    state: () => state,
    feed(pcm) {
      if (state.at !== 'listening' || stream === null) return true;
      fedAt ??= clock.now();
      return stream.feed(pcm ?? silence);
    },
    stop() {
      hasStopped = true;
      undoWait();
      stream?.end();
    },
  };
}
