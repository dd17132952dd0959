import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimCall } from '#electron/training/caller/call.ts';
import { filmOfIvf, keyFrameSize, packetiseVp8, readFilm } from '#electron/training/caller/picture.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { startTestExchange, type TestExchange, until } from '#tests/support/embedded-exchange.ts';

const film = readFilm('assets', 'paper');

describe('the drawn picture of a simulated caller', () => {
  it('is there: a loop of frames, the first whole, in packets that any network carries', () => {
    expect(film).toMatchObject({ width: 320, height: 240, framesPerSecond: 10 });
    expect(film?.frames).toHaveLength(30);
    const payloads = packetiseVp8(film?.frames[0] ?? Buffer.alloc(0));
    expect(payloads.length).toBeGreaterThan(1);
    for (const payload of payloads) expect(payload.length).toBeLessThan(1_200);
    expect(payloads.map((payload) => keyFrameSize(payload))).toEqual([
      { width: 320, height: 240 },
      ...payloads.slice(1).map(() => null),
    ]);
    expect(Buffer.concat(payloads.map((payload) => payload.subarray(1)))).toEqual(film?.frames[0]);
    expect(keyFrameSize(packetiseVp8(film?.frames[1] ?? Buffer.alloc(0))[0] ?? Buffer.alloc(0))).toBeNull();
  });

  it('a file that is none, or that is cut off, is no picture', () => {
    expect(filmOfIvf(Buffer.alloc(10))).toBeNull();
    expect(filmOfIvf(Buffer.from('DKIF'.padEnd(40, 'x'), 'latin1'))).toBeNull();
    expect(readFilm('assets', 'nobody')).toBeNull();
  });
});

describe('pictures between simulated callers', () => {
  let lab: TestExchange;
  beforeEach(async () => void (lab = await startTestExchange()));
  afterEach(() => lab.dispose());

  it('go both ways, stop with a hold, come back, and are refused by one that has none', async () => {
    let taken: SimCall | undefined;
    const trunk = await lab.agent('trunk');
    await lab.agent('1001', {
      onInvite(invite, agent) {
        taken = takeCall(lab.callDeps(agent), invite, { film: null });
        void taken.accept();
        return true;
      },
    });
    await lab.agent('1002', {
      onInvite(invite, agent) {
        taken = takeCall(lab.callDeps(agent), invite, {});
        void taken.accept();
        return true;
      },
    });
    const caller = lab.call(trunk, { to: '1001' }, { film });
    const frames = (): number => taken?.picture()?.frames ?? 0;
    await until(() => frames() > 10, 'a second of pictures');
    expect(taken?.picture()).toMatchObject({ width: 320, height: 240 });
    // Whoever only looks shows nothing.
    expect(caller.picture()?.packets).toBe(0);
    expect(await taken?.reInvite('hold')).toBe(true);
    await until(() => caller.held, 'the hold');
    let last = -1;
    await until(() => {
      const same = frames() === last;
      last = frames();
      return same;
    }, 'no more pictures');
    expect(await taken?.reInvite('resume')).toBe(true);
    await until(() => frames() > last, 'pictures again');

    const other = lab.call(trunk, { to: '1002' }, { film });
    await until(() => other.phase === 'up' && (taken?.audio().packets ?? 0) > 5, 'sound');
    expect(taken?.picture()).toBeNull();
  });
});
