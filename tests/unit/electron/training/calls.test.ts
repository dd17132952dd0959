import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallEnded, SimCall } from '#electron/training/caller/call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import { startTestExchange, until, type TestExchange } from '#tests/support/embedded-exchange.ts';

interface Seat {
  readonly invites: SipRequest[];
  readonly calls: SimCall[];
  readonly texts: string[];
  readonly ended: CallEnded[];
}

describe('calls through the embedded exchange', () => {
  let lab: TestExchange;
  let trunk: UserAgent;

  beforeEach(async () => {
    lab = await startTestExchange({ ringTimeoutMs: 300, spareMs: 150 });
    trunk = await lab.agent('trunk');
  });
  afterEach(() => lab.dispose());

  /** A seat that rings, and does with the call what it is told. */
  async function seat(
    user: string,
    act: (call: SimCall) => void = (call) => void call.accept(),
  ): Promise<Seat> {
    const own: Seat = { invites: [], calls: [], texts: [], ended: [] };
    await lab.agent(user, {
      onInvite(invite, agent) {
        const call = takeCall(lab.callDeps(agent), invite, {
          onText: (text) => own.texts.push(text),
          onEnded: (ended) => own.ended.push(ended),
        });
        own.invites.push(invite);
        own.calls.push(call);
        call.ring();
        act(call);
        return true;
      },
    });
    return own;
  }

  it('carries audio both ways', async () => {
    const one = await seat('1001');
    const caller = lab.call(trunk, { to: '1001' });
    await until(() => caller.phase === 'up' && one.calls[0]?.phase === 'up', 'the call to be up');
    caller.mouth.loop(mulawTone(440, 1_000));
    one.calls[0]!.mouth.loop(mulawTone(1_000, 1_000));
    await until(() => caller.audio().packets > 60 && one.calls[0]!.audio().packets > 60, 'a second of audio');
    expect(one.calls[0]!.audio()).toMatchObject({ lostPackets: 0 });
    expect(Math.abs(one.calls[0]!.audio().dominantHz! - 440)).toBeLessThan(5);
    expect(Math.abs(caller.audio().dominantHz! - 1_000)).toBeLessThan(5);
    expect(caller.audio().purity).toBeGreaterThan(0.9);
  });

  /** Both ends up, each with its tone: the desk side is `one`, the caller `caller`. */
  async function talking() {
    const one = await seat('1001');
    const ended: CallEnded[] = [];
    const texts: string[] = [];
    const caller = lab.call(
      trunk,
      { to: '1001' },
      { onEnded: (how) => ended.push(how), onText: (text) => texts.push(text) },
    );
    const desk = await until(() => one.calls[0], 'the ring');
    await until(() => caller.phase === 'up' && desk.phase === 'up', 'the call to be up');
    caller.mouth.loop(mulawTone(440, 1_000));
    desk.mouth.loop(mulawTone(1_000, 1_000));
    await until(() => caller.audio().packets > 10 && desk.audio().packets > 10, 'audio');
    return { one, caller, desk, ended, texts };
  }

  it('tells the seat who calls, from where and by which call', async () => {
    await lab.dispose();
    lab = await startTestExchange({
      ivr: (number) => (number === '+8613900000001' ? { customerId: 'cu-1', verified: 'phonePin' } : null),
    });
    trunk = await lab.agent('trunk');
    const one = await seat('1001');
    lab.exchange.setSeatReady('1001', true);
    lab.call(trunk, { to: 'queue-elderly' });
    const invite = await until(() => one.invites[0], 'the ring');
    expect(header(invite, 'x-customer-id')).toBe('cu-1');
    expect(header(invite, 'x-ivr-verified')).toBe('phonePin');
    expect(header(invite, 'x-queue')).toBe('queue-elderly');
    expect(Number(header(invite, 'x-waited-ms'))).toBeGreaterThanOrEqual(0);
    expect(header(invite, 'x-call-id')).toMatch(/^x[0-9a-f]+$/);
    expect(header(invite, 'p-asserted-identity')).toBe('"测试来电" <sip:+8613900000001@floor.test>');
  });

  it('goes silent both ways on hold and comes back', async () => {
    const { caller, desk } = await talking();
    expect(await desk.reInvite('hold')).toBe(true);
    expect(caller.held).toBe(true);
    const before = desk.audio().packets;
    await new Promise((resolve) => setTimeout(resolve, 300));
    // One packet may have been under way when the hold was answered.
    expect(desk.audio().packets - before).toBeLessThanOrEqual(2);
    expect(await desk.reInvite('resume')).toBe(true);
    expect(caller.held).toBe(false);
    await until(() => desk.audio().packets > before + 20, 'audio after the hold');
  });

  it('goes on with a desk that comes back with a new transport', async () => {
    const { caller, desk } = await talking();
    expect(await desk.reInvite('renew')).toBe(true);
    caller.markAudio();
    desk.markAudio();
    await until(() => caller.audio().packets > 60 && desk.audio().packets > 60, 'audio on the new transport');
    expect(Math.abs(desk.audio().dominantHz! - 440)).toBeLessThan(5);
    expect(Math.abs(caller.audio().dominantHz! - 1_000)).toBeLessThan(5);
  });

  it('hears digits pressed at the other end', async () => {
    const { caller, desk } = await talking();
    desk.mouth.dtmf('19#');
    await until(() => caller.audio().digits === '19#', 'the digits');
    expect(caller.audio().digits).toBe('19#');
  });

  it('carries text both ways, in Chinese', async () => {
    const { one, caller, desk, texts } = await talking();
    expect(await caller.sendText('我听不见，请打字。')).toBe(true);
    expect(await desk.sendText('好的，我在。先不要转账！')).toBe(true);
    expect(one.texts).toEqual(['我听不见，请打字。']);
    expect(texts).toEqual(['好的，我在。先不要转账！']);
  });

  it('ends from the desk', async () => {
    const { desk, ended } = await talking();
    desk.hangUp();
    await until(() => ended.length > 0, 'the end at the caller');
    expect(ended).toEqual([{ by: 'peer', status: null }]);
    expect(lab.events.find((event) => event.kind === 'ended')).toMatchObject({ by: 'callee', user: '1001' });
    expect(lab.exchange.stats().calls).toBe(0);
  });

  it('ends from the caller', async () => {
    const { one, caller } = await talking();
    caller.hangUp();
    await until(() => one.ended.length > 0, 'the end at the desk');
    expect(one.ended).toEqual([{ by: 'peer', status: null }]);
    expect(lab.events.find((event) => event.kind === 'ended')).toMatchObject({ by: 'caller' });
  });

  it('takes the call back when the caller gives up while it rings', async () => {
    const one = await seat('1001', () => {});
    const ended: CallEnded[] = [];
    const caller = lab.call(trunk, { to: '1001' }, { onEnded: (how) => ended.push(how) });
    await until(() => one.calls.length > 0 && caller.phase === 'ringing', 'the ring');
    caller.hangUp();
    await until(() => ended.length > 0 && one.ended.length > 0, 'both ends');
    expect(ended).toEqual([{ by: 'self', status: 487 }]);
    expect(one.ended).toEqual([{ by: 'peer', status: 487 }]);
  });

  it('says busy, unknown and unreachable as they are', async () => {
    await seat('1001', (call) => call.reject(486));
    const statusOf = async (to: string): Promise<number | null> => {
      const ended: CallEnded[] = [];
      lab.call(trunk, { to }, { onEnded: (how) => ended.push(how) });
      return (await until(() => ended[0], `an answer from ${to}`)).status;
    };
    expect(await statusOf('1001')).toBe(486);
    expect(await statusOf('1003')).toBe(480);
    expect(await statusOf('4711')).toBe(404);
  });

  it('stops ringing a seat that does not answer a direct call', async () => {
    const one = await seat('1001', () => {});
    const ended: CallEnded[] = [];
    lab.call(trunk, { to: '1001' }, { onEnded: (how) => ended.push(how) });
    await until(() => ended.length > 0, 'the ring timeout');
    expect(ended[0]).toEqual({ by: 'peer', status: 480 });
    expect(one.ended).toEqual([{ by: 'peer', status: 487 }]);
  });

  it('lets a desk call out through the trunk', async () => {
    const taken: SimCall[] = [];
    await lab.agent('trunk', {
      onInvite(invite, agent) {
        const call = takeCall(lab.callDeps(agent), invite, {});
        taken.push(call);
        void call.accept();
        return true;
      },
    });
    const desk = await lab.agent('1001');
    const call = lab.call(desk, { to: '+8613900000009', from: { number: '1001', name: '' } });
    await until(() => call.phase === 'up' && taken[0]?.phase === 'up', 'the call to be up');
    expect(lab.exchange.busy('1001')).toBe(true);
    taken[0]!.hangUp();
    await until(() => call.phase === 'ended', 'the end');
    expect(lab.exchange.busy('1001')).toBe(false);
  });
});
