import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackground } from '#renderer/media/background/background.ts';
import type { FromWorker } from '#renderer/media/background/messages.ts';

// Node has neither frames nor workers: they stand in here by what the code asks of them. The real ones run in tests/desk/video.spec.ts.

interface Frame {
  readonly timestamp: number;
  readonly what: string;
  closed: boolean;
  clone(): Frame;
  close(): void;
}
const frameOf = (timestamp: number, what = 'camera'): Frame => ({
  timestamp,
  what,
  closed: false,
  clone: () => frameOf(timestamp, what),
  close() {
    this.closed = true;
  },
});

class FakeWorker extends EventTarget {
  readonly got: Frame[] = [];
  ended = false;
  postMessage(message: { frame: Frame }): void {
    this.got.push(message.frame);
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: FromWorker | { kind: 'frame'; frame: Frame }): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

let nowMs = 0;
beforeEach(() => {
  nowMs = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext(): unknown {
        return { drawImage: () => undefined };
      }
    },
  );
  vi.stubGlobal('VideoFrame', function whole(_canvas: unknown, { timestamp }: { timestamp: number }) {
    return frameOf(timestamp, 'whole');
  });
});
afterEach(() => vi.unstubAllGlobals());

function rig() {
  const workers: FakeWorker[] = [];
  const told: (readonly [string, string | null])[] = [];
  const background = createBackground(
    (state, why) => told.push([state, why]),
    () => {
      workers.push(new FakeWorker());
      return workers.at(-1) as unknown as Worker;
    },
  );
  let at = 0;
  let stopped = false;
  const frames = background.behind({
    latest: () => frameOf((at += 66)) as unknown as VideoFrame,
    stop: () => void (stopped = true),
  });
  const shown = (): string => (frames.latest() as unknown as Frame).what;
  return { background, workers, told, frames, shown, stopped: () => stopped };
}

describe('the blur behind the agent', () => {
  it('costs nothing while it is off: the frames as they are, no worker', () => {
    const { workers, shown, told } = rig();
    expect(shown()).toBe('camera');
    expect(workers).toHaveLength(0);
    expect(told).toEqual([]);
  });

  it('shows nothing sharp while the model loads, then what the worker gives', () => {
    const { background, workers, shown, told } = rig();
    background.setBlur(true);
    expect(shown()).toBe('whole');
    expect(workers[0]?.got).toHaveLength(0);
    workers[0]?.says({ kind: 'ready' });
    expect(shown()).toBe('whole');
    expect(workers[0]?.got).toHaveLength(1);
    workers[0]?.says({ kind: 'frame', frame: frameOf(66, 'blurred') });
    expect(shown()).toBe('blurred');
    expect(told).toEqual([
      ['whole', null],
      ['blurred', null],
    ]);
  });

  it('asks for one frame at a time', () => {
    const { background, workers, shown } = rig();
    background.setBlur(true);
    shown();
    workers[0]?.says({ kind: 'ready' });
    for (let count = 0; count < 5; count += 1) shown();
    expect(workers[0]?.got).toHaveLength(1);
    workers[0]?.says({ kind: 'frame', frame: frameOf(66, 'blurred') });
    shown();
    expect(workers[0]?.got).toHaveLength(2);
  });

  it('blurs the whole picture when the worker fails, says why, and starts another after a while', () => {
    const { background, workers, shown, told } = rig();
    background.setBlur(true);
    shown();
    workers[0]?.says({ kind: 'ready' });
    shown();
    workers[0]?.says({ kind: 'frame', frame: frameOf(66, 'blurred') });
    shown();
    workers[0]?.says({ kind: 'failed', why: 'out of memory' });
    expect(workers[0]?.ended).toBe(true);
    expect(shown()).toBe('whole');
    expect(told.at(-1)).toEqual(['whole', 'out of memory']);
    expect(workers).toHaveLength(1);
    nowMs += 1_001;
    expect(shown()).toBe('whole');
    expect(workers).toHaveLength(2);
  });

  it('does not leave a frozen face: an old picture gives way to the blur, and a silent worker to another', () => {
    const { background, workers, shown, told } = rig();
    background.setBlur(true);
    shown();
    workers[0]?.says({ kind: 'ready' });
    shown();
    workers[0]?.says({ kind: 'frame', frame: frameOf(66, 'blurred') });
    expect(shown()).toBe('blurred');
    nowMs += 1_500;
    expect(shown()).toBe('whole');
    expect(told.at(-1)).toEqual(['whole', 'slow']);
    nowMs += 5_001;
    expect(shown()).toBe('whole');
    expect(workers[0]?.ended).toBe(true);
  });

  it('ends its worker with the last picture, and when it is switched off', () => {
    const { background, workers, shown, frames, stopped, told } = rig();
    background.setBlur(true);
    shown();
    background.setBlur(false);
    expect(workers[0]?.ended).toBe(true);
    expect(shown()).toBe('camera');
    expect(told.at(-1)).toEqual(['plain', null]);
    background.setBlur(true);
    expect(shown()).toBe('whole');
    frames.stop();
    expect(stopped()).toBe(true);
    expect(workers.at(-1)?.ended).toBe(true);
  });
});
