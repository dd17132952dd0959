import { describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { pauseBefore } from '#electron/standby/pace.ts';
import { createStandbyPost } from '#electron/standby/post.ts';
import { type StandBySurroundings, standBy } from '#electron/standby/stand-by.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const key = new Uint8Array(32).fill(7);

/** Says these bytes, in these pieces, and then closes the pipe. */
function around(
  pieces: readonly string[],
  own: Partial<StandBySurroundings> & { slept?: number[] } = {},
): StandBySurroundings {
  const left = [...pieces];
  return {
    argv: ['electron', 'app', '--standby=4711', '--restarts='],
    read(into) {
      const piece = Buffer.from(left.shift() ?? '');
      piece.copy(into);
      return piece.length;
    },
    sleep: (ms) => void own.slept?.push(ms),
    isAlive: () => false,
    letGo: () => undefined,
    now: () => 1_000_000,
    prepare: async () => undefined,
    ...own,
  };
}

/** What the first process writes for these steps. */
function written(steps: (post: ReturnType<typeof createStandbyPost>) => void): string {
  let text = '';
  const post = createStandbyPost({
    clock: createManualClock(),
    log: silentLog,
    argv: ['app', '--lang=zh-CN', '--standby=1', '--restarts=9'],
    pid: 4711,
    restarts: [],
    start: () => ({ pid: 1, write: (line) => void (text += line), onExit: () => undefined }),
  });
  post.open();
  steps(post);
  return text;
}

describe('the waiting process', () => {
  it('is an ordinary start without its switch', async () => {
    expect(await standBy(around([], { argv: ['electron', 'app'] }))).toBeNull();
  });

  it('goes when the first process said goodbye', async () => {
    expect(await standBy(around([written((post) => post.goodbye())]))).toBe('dismissed');
  });

  it('takes over when the pipe ends without a word, with nothing held', async () => {
    expect(await standBy(around([]))).toEqual({ diedAt: 1_000_000, held: null, restarts: [1_000_000] });
  });

  it('holds person and key of the call that was up, however the bytes come', async () => {
    const text = written((post) => post.hold('agent-1', key));
    const pieces = [text.slice(0, 5), text.slice(5, 20), text.slice(20)];
    expect(await standBy(around(pieces))).toMatchObject({ held: { personId: 'agent-1', key } });
  });

  it('holds nothing after the call', async () => {
    const text = written((post) => {
      post.hold('agent-1', key);
      post.release();
    });
    expect(await standBy(around([text]))).toMatchObject({ held: null });
  });

  it('reads the rest of main with the first call, once, and takes over all the same when it cannot', async () => {
    let readings = 0;
    const prepare = async (): Promise<void> => {
      readings += 1;
      throw new Error('no such file');
    };
    const none = written((post) => post.release());
    await standBy(around([none], { prepare }));
    expect(readings).toBe(0);
    const calls = written((post) => {
      for (const person of ['agent-1', 'agent-2']) {
        post.hold(person, key);
        post.release();
      }
      post.hold('agent-3', key);
    });
    expect(await standBy(around([calls], { prepare }))).toMatchObject({ held: { personId: 'agent-3' } });
    expect(readings).toBe(1);
  });

  it('slows down when it dies again and again, and stops in the end', async () => {
    const now = 1_000_000;
    expect(pauseBefore([], now)).toBe(0);
    expect(pauseBefore([now - 1_000], now)).toBe(2_000);
    expect(pauseBefore([now - 9_000, now - 1_000], now)).toBe(10_000);
    expect(pauseBefore([now - 20_000, now - 9_000, now - 1_000], now)).toBeNull();
    expect(pauseBefore([now - 90_000, now - 80_000, now - 70_000], now)).toBe(0);
    const argv = ['electron', '--standby=4711', `--restarts=${[now - 3, now - 2, now - 1].join(',')}`];
    expect(await standBy(around([], { argv }))).toBe('dismissed');
  });

  it('waits until its predecessor is really gone', async () => {
    const slept: number[] = [];
    let looks = 3;
    await standBy(around([], { slept, isAlive: () => (looks -= 1) > 0, sleep: (ms) => void slept.push(ms) }));
    expect(slept).toEqual([10, 10]);
  });
});

describe('the first process', () => {
  it('starts it with its own arguments and its own marks, once', () => {
    const started: (readonly string[])[] = [];
    const post = createStandbyPost({
      clock: createManualClock(),
      log: silentLog,
      argv: ['app', '--lang=zh-CN', '--standby=1', '--restarts=9'],
      pid: 4711,
      restarts: [5, 6],
      start: (argv) => (started.push(argv), { pid: 1, write: () => undefined, onExit: () => undefined }),
    });
    post.open();
    post.open();
    expect(started).toEqual([['app', '--lang=zh-CN', '--standby=4711', '--restarts=5,6']]);
  });

  it('replaces one that ended, and tells it what the other knew', () => {
    const clock = createManualClock();
    const lines: string[] = [];
    const ends: (() => void)[] = [];
    const post = createStandbyPost({
      clock,
      log: silentLog,
      argv: [],
      pid: 1,
      restarts: [],
      start: () => ({
        pid: 1,
        write: (line) => void lines.push(line),
        onExit: (listener) => void ends.push(listener),
      }),
    });
    post.open();
    post.hold('agent-1', key);
    ends[0]?.();
    clock.advance(5_000);
    expect(ends).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(lines[0]);
  });
});
