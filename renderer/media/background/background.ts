import type { BackgroundState } from '#shared/media/contract.ts';
import type { FrameSource } from '../frames.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Other agents' screens and papers stand behind a seat: a caller's picture must not show them. */
export interface Background {
  setBlur(on: boolean): void;
  /** The camera's frames as they may be sent. Ends with the source. */
  behind(source: FrameSource): FrameSource;
}

const script = '/workers/background-worker.js';
/** A worker that gives nothing for so long is ended, ms. The model takes about half a second to load. */
const mostSilenceMs = 5_000;
/** A picture older than this is not shown any more: a frozen face would look like a person who listens. */
const oldMs = 1_000;
const triesAfterMs = [1_000, 5_000, 30_000] as const;
/** All that is left of a picture that is blurred whole; nothing can be read in it, and that somebody is there can be seen. */
const whole = { width: 24, height: 18 } as const;

/**
 * Fails to the safe side: while blurring is wanted and the worker has no picture (it loads, it died, the machine is too slow), the frame is
 * sent as a blur altogether, and never as it is.
 */
export function createBackground(
  onState: (state: BackgroundState, why: string | null) => void,
  startWorker: () => Worker = () => new Worker(script, { type: 'module' }),
): Background {
  let wanted = false;
  let worker: Worker | null = null;
  let state: BackgroundState = 'plain';
  let failures = 0;
  let notBefore = 0;
  let ready = false;
  let sentAt: number | null = null;
  let heardAt = 0;
  let finished: { readonly frame: VideoFrame; readonly at: number } | null = null;
  const open = new Set<object>();

  const become = (next: BackgroundState, why: string | null = null): void => {
    if (next === state) return;
    state = next;
    onState(next, why);
  };
  const forget = (): void => {
    finished?.frame.close();
    finished = null;
    sentAt = null;
  };
  const end = (): void => {
    worker?.terminate();
    worker = null;
    ready = false;
    forget();
  };
  const fail = (why: string): void => {
    end();
    notBefore = performance.now() + (triesAfterMs[Math.min(failures, triesAfterMs.length - 1)] ?? 0);
    failures += 1;
    if (wanted) become('whole', why);
  };
  const start = (): void => {
    if (worker !== null || performance.now() < notBefore) return;
    const own = startWorker();
    worker = own;
    heardAt = performance.now();
    own.addEventListener('error', ({ message }) => worker === own && fail(message || 'worker'));
    own.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (worker !== own) return data.kind === 'frame' ? data.frame.close() : undefined;
      heardAt = performance.now();
      if (data.kind === 'failed') return fail(data.why);
      if (data.kind === 'ready') return void (ready = true);
      finished?.frame.close();
      finished = { frame: data.frame, at: performance.now() };
      sentAt = null;
      failures = 0;
      become('blurred');
    });
  };
  const send = (frame: VideoFrame): void => {
    if (!ready || sentAt !== null) return;
    const copy = frame.clone();
    worker?.postMessage({ kind: 'frame', frame: copy } satisfies ToWorker, [copy]);
    sentAt = performance.now();
  };
  const keepAlive = (): void => {
    if (worker !== null && (!ready || sentAt !== null) && performance.now() - heardAt > mostSilenceMs)
      fail('silent');
    start();
  };

  return {
    setBlur(on) {
      if (on === wanted) return;
      wanted = on;
      if (on && open.size > 0) start();
      if (!on) end();
      become(on ? 'whole' : 'plain');
    },
    behind(source) {
      open.add(source);
      let last = -1;
      let blurred: VideoFrame | null = null;
      return {
        latest() {
          const frame = source.latest();
          if (!wanted || frame === null) return frame;
          keepAlive();
          if (frame.timestamp !== last) {
            last = frame.timestamp;
            if (sentAt === null) heardAt = performance.now();
            send(frame);
          }
          if (finished !== null && performance.now() - finished.at < oldMs) return finished.frame;
          if (finished !== null) become('whole', 'slow');
          blurred?.close();
          blurred = blurWhole(frame);
          return blurred;
        },
        stop() {
          open.delete(source);
          source.stop();
          blurred?.close();
          blurred = null;
          if (open.size === 0) end();
        },
      };
    },
  };
}

function blurWhole(frame: VideoFrame): VideoFrame {
  const canvas = new OffscreenCanvas(whole.width, whole.height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('no 2D canvas');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(frame, 0, 0, whole.width, whole.height);
  return new VideoFrame(canvas, { timestamp: frame.timestamp });
}
