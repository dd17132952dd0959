import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, TakeoverMedia, SipCall } from '#electron/sip/ports.ts';
import type { SimCall } from '#electron/training/caller/call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { createPacer } from '#electron/training/caller/pacer.ts';
import { createVoice, type Voice } from '#electron/training/caller/voice.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import {
  secretOf,
  startTestExchange,
  testDomain,
  until,
  type TestExchange,
} from '#tests/support/embedded-exchange.ts';

/** The desk's own line (SIP.js) with a werift leg in the place of the media window. */
function deskLine(exchange: TestExchange, user: string, voices: Map<string, Voice>): Line {
  const pacer = createPacer(systemClock);
  const voiceOf = (id: string): Voice => {
    const agent = null as unknown as UserAgent;
    const voice =
      voices.get(id) ??
      createVoice(
        { clock: systemClock, random: randomToken, pacer, agent, pauseMs: 400, rtpTimeoutMs: 60_000 },
        {},
      );
    voices.set(id, voice);
    return voice;
  };
  const media: TakeoverMedia = {
    offer: async (id, { direction }) => {
      const known = voices.has(id);
      const { media: leg } = voiceOf(id);
      return {
        sdp: known
          ? await leg.reOffer(direction === 'sendonly' ? 'sendonly' : 'sendrecv')
          : await leg.offer(),
      };
    },
    answer: async (id, { sdp }) => ({ sdp: await voiceOf(id).media.answer(sdp) }),
    acceptAnswer: (id, sdp) => voiceOf(id).media.acceptAnswer(sdp),
    renew: async () => {},
    rollback: async () => {},
    whenReady: async () => {},
    startMuted: () => {},
    prepareOffer: async () => {},
    setMuted: async () => {},
    stats: async () => ({ packetsReceived: 1 }),
    close: (id) => voices.get(id)?.media.dispose(),
  };
  const line = createLine({
    clock: systemClock,
    log: silentLog,
    media,
    random: Math.random,
    version: 'test',
  });
  line.start({
    exchange: 'embedded',
    urls: [exchange.exchange.url],
    domain: testDomain,
    user,
    password: secretOf(user),
    displayName: '',
    instanceId: '00000000-0000-4000-8000-000000000001',
    expiresSeconds: 300,
  });
  return line;
}

describe('the desk’s own line at the embedded exchange', () => {
  let lab: TestExchange;
  let trunk: UserAgent;
  let line: Line;
  const voices = new Map<string, Voice>();
  const calls: SipCall[] = [];

  beforeEach(async () => {
    voices.clear();
    calls.length = 0;
    lab = await startTestExchange({
      ringTimeoutMs: 400,
      spareMs: 100,
      ivr: () => ({ customerId: 'cust-jia' }),
    });
    trunk = await lab.agent('trunk');
    line = deskLine(lab, '1001', voices);
    line.onIncoming((call) => calls.push(call));
    await until(() => line.state.get().state === 'registered', 'the registration');
  });
  afterEach(async () => {
    await line.stop();
    await lab.dispose();
  });

  it('is rung from the queue, answers, holds, resumes, and the caller hangs up', async () => {
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-elderly' });
    const call = await until(() => calls[0], 'the ring');
    expect([call.remote.user, call.header('X-Customer-Id')]).toEqual(['+8613900000001', 'cust-jia']);
    expect(await call.accept()).toMatchObject({ ok: true });
    await until(() => caller.phase === 'up', 'the call to be up');
    const voice = voices.get(call.id)!;
    caller.mouth.loop(mulawTone(440, 1_000));
    voice.mouth.loop(mulawTone(1_000, 1_000));
    await until(() => Math.abs((caller.audio().dominantHz ?? 0) - 1_000) < 5, 'the desk in the caller’s ear');
    await until(
      () => Math.abs((voice.ear.report().dominantHz ?? 0) - 440) < 5,
      'the caller in the desk’s ear',
    );
    expect(await call.setHold(true)).toMatchObject({ ok: true });
    expect(caller.held).toBe(true);
    expect(await call.setHold(false)).toMatchObject({ ok: true });
    expect(caller.held).toBe(false);
    const ended: unknown[] = [];
    call.subscribe((event) => event.kind === 'ended' && ended.push(event.end));
    caller.hangUp();
    await until(() => ended.length > 0, 'the end');
    expect(ended).toMatchObject([{ by: 'caller', reason: 'hungUp' }]);
  });

  it('declines, and is rung again with the same call when nobody else is there', async () => {
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    const first = await until(() => calls[0], 'the ring');
    await first.reject();
    const second = await until(() => calls[1], 'the second ring');
    expect(await second.accept()).toMatchObject({ ok: true });
    await until(() => caller.phase === 'up', 'the call to be up');
    await second.end();
    await until(() => caller.phase === 'ended', 'the end');
    expect(lab.events.map(({ kind }) => kind)).toContain('notTaken');
  });

  it('loses the ring when it does not answer, and gets it back', async () => {
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    const first = await until(() => calls[0], 'the ring');
    const ended: unknown[] = [];
    first.subscribe((event) => event.kind === 'ended' && ended.push(event.end));
    await until(() => ended.length > 0, 'the ring to stop');
    const second = await until(() => calls[1], 'the second ring');
    expect(await second.accept()).toMatchObject({ ok: true });
    await until(() => caller.phase === 'up', 'the call to be up');
  });

  it('exchanges text in the call, both ways', async () => {
    const texts: string[] = [];
    const caller = lab.call(trunk, { to: '1001' }, { onText: (text) => texts.push(text) });
    const call = await until(() => calls[0], 'the ring');
    const got: string[] = [];
    call.subscribe((event) => event.kind === 'text' && got.push(event.text));
    await call.accept();
    await until(() => caller.phase === 'up', 'the call to be up');
    expect(await caller.sendText('我听不见')).toBe(true);
    expect(await call.sendText('好的，我打字')).toMatchObject({ ok: true });
    expect([got, texts]).toEqual([['我听不见'], ['好的，我打字']]);
  });

  it('dials out through the trunk, and is told when the other hangs up', async () => {
    const taken: SimCall[] = [];
    await lab.agent('trunk', {
      onInvite(invite, agent) {
        const call = takeCall(lab.callDeps(agent), invite, {});
        taken.push(call);
        call.ring();
        void call.accept();
        return true;
      },
    });
    const dialled = line.dial('13600005507');
    expect(dialled.ok).toBe(true);
    if (!dialled.ok) return;
    const heard: string[] = [];
    dialled.value.subscribe((event) =>
      heard.push(event.kind === 'ended' ? `ended by ${event.end.by}` : event.kind),
    );
    await until(() => heard.includes('established') && taken[0]?.phase === 'up', 'the call to be up');
    taken[0]!.hangUp();
    await until(() => heard.includes('ended by caller'), 'the end');
    expect(heard).toEqual(['progress', 'established', 'ended by caller']);
  });

  it('is told that a number is not there', async () => {
    const dialled = line.dial('13999999999');
    const ended: unknown[] = [];
    if (dialled.ok) dialled.value.subscribe((event) => event.kind === 'ended' && ended.push(event.end));
    await until(() => ended.length > 0, 'the answer');
    expect(lab.events.at(-1)).toMatchObject({ kind: 'failed', status: 404 });
    expect(lab.exchange.busy('1001')).toBe(false);
  });
});
