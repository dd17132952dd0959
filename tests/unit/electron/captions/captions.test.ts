import { describe, expect, test } from 'vitest';
import { type CaptionedCall, createCaptions } from '#electron/captions/captions.ts';
import type { Recogniser, RecogniserEvents } from '#electron/captions/ports.ts';
import { type LogFields, silentLog } from '#electron/log/log.ts';
import type { CaptionSide } from '#shared/captions/contract.ts';
import type { CaptionPiece } from '#shared/captions/media.ts';
import { pieceBytes } from '#shared/captions/sound.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const callId = 'call-1' as CallId;
const other = 'call-2' as CallId;
const talking = (id = callId): CaptionedCall => ({ callId: id, why: 'talking' });

interface Stream {
  readonly side: CaptionSide;
  readonly events: RecogniserEvents;
  readonly fed: Uint8Array[];
  takes: boolean;
  end: 'no' | 'ended' | 'closed';
}

/** Lets promises that are already decided run. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function rig(first: CaptionedCall | null = talking(), isOn = true) {
  const clock = createManualClock();
  const streams: Stream[] = [];
  const up = new Set([callId, other]);
  const logged: [string, LogFields | undefined][] = [];
  const recogniser: Recogniser = {
    listen(side, events) {
      const stream: Stream = { side, events, fed: [], takes: true, end: 'no' };
      streams.push(stream);
      return {
        feed(pcm) {
          if (stream.takes) stream.fed.push(pcm);
          return stream.takes;
        },
        end: () => void (stream.end = 'ended'),
        close: () => void (stream.end = 'closed'),
      };
    },
  };
  const target = createPublisher<CaptionedCall | null>(first);
  const chosen = createPublisher<Recogniser | null>(isOn ? recogniser : null);
  const asked: (string | null)[] = [];
  const window = { pieces: [] as CaptionPiece[], returned: () => undefined as void, fails: false };
  const captions = createCaptions({
    clock,
    log: { ...silentLog, warn: (event, fields) => void logged.push([event, fields]) },
    media: {
      caption: (sessionId) => {
        asked.push(sessionId);
        return window.fails ? Promise.reject(new Error('no media window')) : Promise.resolve();
      },
      take: (_sessionId, after) => Promise.resolve(window.pieces.filter(({ seq }) => seq > after)),
      onReturned(listener) {
        window.returned = listener;
        return () => undefined;
      },
    },
    target,
    isUp: (id) => up.has(id),
    recogniser: chosen,
  });
  return {
    ...{ clock, streams, target, chosen, recogniser, asked, window, captions, up, logged },
    state: () => captions.state.get(),
    of: (side: CaptionSide): Stream => {
      const found = streams.findLast((stream) => stream.side === side);
      if (found === undefined) throw new Error(`no stream of the ${side}`);
      return found;
    },
    ready: () => streams.forEach(({ events }) => events.onReady()),
    async pass(ms: number) {
      clock.advance(ms);
      await settled();
    },
  };
}
const piece = (seq: number, own: Partial<CaptionPiece> = {}): CaptionPiece => ({
  ...{ seq, agent: new Uint8Array(pieceBytes).fill(1), caller: new Uint8Array(pieceBytes).fill(2) },
  ...own,
});
const said = (text: string, sentence = 0, isFinal = true) => ({
  sentence,
  text,
  isFinal,
  atMs: sentence * 1_000,
});

describe('captions of the call in front', () => {
  test('are off by default: nobody is asked and nothing is opened', async () => {
    const { state, streams, asked, target } = rig(null, false);
    target.set(talking());
    await settled();
    expect([state().status, streams.length, asked.length]).toEqual(['off', 0, 0]);
  });

  test('each leg has a stream of its own and gets its own sound; silence is passed on as silence', async () => {
    const { state, ready, of, window, pass } = rig();
    expect(state()).toMatchObject({ status: 'connecting', callId });
    ready();
    await settled();
    expect(state().status).toBe('listening');
    window.pieces = [piece(0), piece(1, { agent: null })];
    await pass(120);
    expect(of('caller').fed.map((pcm) => pcm[0])).toEqual([2, 2]);
    expect(of('agent').fed.map((pcm) => [pcm.length, pcm[0]])).toEqual([
      [pieceBytes, 1],
      [pieceBytes, 0],
    ]);
  });

  test('a sentence changes until it is final, keeps its place, and is taken back when it was none', async () => {
    const { state, ready, of } = rig();
    ready();
    of('caller').events.onHeard(said('你好', 0, false));
    of('agent').events.onHeard(said('您好，请讲。'));
    of('caller').events.onHeard(said('你好，我要查余额。'));
    of('caller').events.onHeard(said('嗯', 1, false));
    expect(state().lines).toMatchObject([
      { side: 'caller', text: '你好，我要查余额。', isFinal: true, afterGap: false },
      { side: 'agent', text: '您好，请讲。' },
      { side: 'caller', text: '嗯', isFinal: false },
    ]);
    of('caller').events.onHeard(said('', 1));
    expect(state().lines.length).toBe(2);
  });

  test('numbers are masked before they leave main', () => {
    const { state, ready, of } = rig();
    ready();
    of('caller').events.onHeard(said('卡号6222021234567788'));
    expect(state().lines[0]?.text).toBe('卡号6222 02** **** 7788');
  });

  test('stop on hold and for card data, go on in a stream of their own, and say that something is missing', async () => {
    const { state, ready, of, target, streams, asked } = rig();
    ready();
    const before = of('caller');
    before.events.onHeard(said('请等一下', 0, false));
    target.set({ callId, why: 'notTalking' });
    expect(state()).toMatchObject({ status: 'paused', why: 'notTalking' });
    expect(streams.map(({ end }) => end)).toEqual(['ended', 'ended']);
    expect(asked.at(-1)).toBeNull();
    // What was being said still comes, to its own line.
    before.events.onHeard(said('请等一下。'));
    before.events.onEnd(null);
    target.set({ callId, why: 'cardData' });
    expect(state()).toMatchObject({ status: 'paused', why: 'cardData' });
    target.set(talking());
    ready();
    of('caller').events.onHeard(said('我回来了。'));
    expect(state().lines).toMatchObject([
      { text: '请等一下。', isFinal: true },
      { text: '我回来了。', afterGap: true },
    ]);
  });

  test('go with the call, and belong to it', () => {
    const { state, ready, of, target, up } = rig();
    ready();
    of('caller').events.onHeard(said('第一通'));
    target.set(talking(other));
    ready();
    expect(state()).toMatchObject({ callId: other, lines: [] });
    of('caller').events.onHeard(said('第二通'));
    target.set(talking());
    expect(state().lines.map(({ text }) => text)).toEqual(['第一通']);
    up.delete(callId);
    target.set(null);
    expect(state()).toMatchObject({ status: 'idle', lines: [] });
    up.add(callId);
    target.set(talking());
    expect(state().lines).toEqual([]);
  });
});

describe('when the recogniser is not there', () => {
  test('it is tried again with growing waits, plainly said, and comes back by itself', async () => {
    const { state, of, ready, pass, clock, streams, logged } = rig();
    ready();
    of('caller').events.onHeard(said('一'));
    of('agent').events.onEnd({ code: 'hungUp', detail: 'secret words' });
    of('caller').events.onEnd({ code: 'hungUp', detail: 'secret words' });
    expect(state()).toMatchObject({ status: 'away', problem: 'hungUp', nextTryAt: clock.now() + 1_000 });
    const waits: number[] = [];
    for (const waitMs of [1_000, 2_000, 5_000, 10_000, 30_000, 30_000]) {
      const count = streams.length;
      await pass(waitMs - 1);
      expect(streams.length).toBe(count);
      await pass(1);
      expect(streams.length).toBe(count + 2);
      // Away stays on the screen while it is tried.
      expect(state()).toMatchObject({ status: 'away', nextTryAt: null });
      of('agent').events.onEnd({ code: 'refused', detail: '' });
      of('caller').events.onEnd({ code: 'refused', detail: '' });
      waits.push((state().nextTryAt ?? 0) - clock.now());
    }
    expect(waits).toEqual([2_000, 5_000, 10_000, 30_000, 30_000, 30_000]);
    await pass(30_000);
    streams.slice(-2).forEach(({ events }) => events.onReady());
    expect(state()).toMatchObject({ status: 'listening', problem: null, nextTryAt: null });
    of('caller').events.onHeard(said('二'));
    expect(state().lines).toMatchObject([{ text: '一' }, { text: '二', afterGap: true }]);
    // Nothing of the other side's words in the log: they may hold anything.
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  test('one that stood for a while is tried again soon', async () => {
    const { of, ready, pass, state, clock } = rig();
    of('caller').events.onEnd({ code: 'refused', detail: '' });
    await pass(1_000);
    of('caller').events.onEnd({ code: 'refused', detail: '' });
    await pass(2_000);
    ready();
    await pass(6_000);
    of('caller').events.onEnd({ code: 'hungUp', detail: '' });
    expect((state().nextTryAt ?? 0) - clock.now()).toBe(1_000);
  });

  test('sound of an earlier stream changes nothing any more', () => {
    const { of, ready, chosen, recogniser, state } = rig();
    ready();
    const old = of('caller');
    chosen.set({ ...recogniser });
    expect(old.end).toBe('ended');
    ready();
    old.events.onEnd({ code: 'hungUp', detail: '' });
    expect(state().status).toBe('listening');
    chosen.set(null);
    expect(state()).toMatchObject({ status: 'off', lines: [] });
  });
});

describe('when it is too slow', () => {
  test('what the wire does not take is dropped, and said, for three seconds', async () => {
    const { state, ready, of, window, pass } = rig();
    ready();
    await settled();
    of('caller').events.onHeard(said('一'));
    of('caller').takes = false;
    window.pieces = [piece(0)];
    await pass(120);
    expect(state().status).toBe('behind');
    expect(of('agent').fed.length).toBe(1);
    of('caller').takes = true;
    window.pieces = [piece(0), piece(1)];
    await pass(120);
    await pass(2_800);
    expect(state().status).toBe('behind');
    await pass(200);
    expect(state().status).toBe('listening');
    of('caller').events.onHeard(said('二', 1));
    expect(state().lines.at(-1)).toMatchObject({ text: '二', afterGap: true });
  });

  test('a hole in what the window has is said, too', async () => {
    const { state, ready, window, pass } = rig();
    ready();
    await settled();
    window.pieces = [piece(7)];
    await pass(120);
    expect(state().status).toBe('behind');
  });

  test('a window that died is asked again when it is back', async () => {
    const { asked, ready, window, pass, of } = rig();
    ready();
    await settled();
    window.pieces = [piece(0), piece(1)];
    await pass(120);
    window.returned();
    window.pieces = [piece(0)];
    await settled();
    expect(asked).toEqual([callId, callId]);
    await pass(120);
    expect(of('caller').fed.length).toBe(3);
  });

  test('a window that does not answer is asked again after a second', async () => {
    const { asked, ready, window, pass, target, of } = rig(null);
    window.fails = true;
    target.set(talking());
    await settled();
    window.fails = false;
    window.pieces = [piece(0)];
    ready();
    await pass(999);
    expect(asked).toEqual([callId]);
    await pass(1);
    expect(asked).toEqual([callId, callId]);
    await pass(120);
    expect(of('caller').fed.length).toBe(1);
  });
});
