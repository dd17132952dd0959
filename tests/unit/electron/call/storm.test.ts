import { expect, it, vi } from 'vitest';
import { createCallManager } from '#electron/call/call-manager.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import { secretOf, startTestExchange } from '#tests/support/embedded-exchange.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { rawCall } from '#tests/support/raw-call.ts';

it('answers thirty INVITEs at once on the wire: one rings, twenty-nine hear busy, none is lost, nothing flickers', async () => {
  const floor = await startTestExchange();
  const trunk = await floor.agent('trunk');
  const media = quietMedia();
  const tones: string[] = [];
  const line = createLine({ clock: systemClock, log: silentLog, media, random: () => 0.5, version: '0' });
  const calls = createCallManager({
    line,
    media: {
      tone: (tone) => void tones.push(tone),
      setConference: async () => undefined,
      setMuted: async () => undefined,
      sendDtmf: async () => undefined,
      stats: async () => Promise.reject(new Error('no media in this test')),
      setPicture: async (_id, { camera }) => (camera ? 'ok' : 'off'),
      onFirstPicture: () => () => undefined,
      sendText: async () => false,
      onText: () => () => undefined,
      onTextChannel: () => () => undefined,
      onMicrophone: () => () => undefined,
    },
    records: () => null,
    kept: () => null,
    texts: () => null,
    personId: () => 'lin',
    policy: () => ({
      maxLines: 3,
      dtmf: 'rfc4733',
      autoAnswer: false,
      textBytes: 800,
      offersText: false,
      codes: { park: '', pickUp: '' },
    }),
    asksFirst: () => null,
    isFree: () => true,
    ringTimeoutMs: () => 30_000,
    headers: () => ({ customerId: 'a', queue: 'b', ivrVerified: 'c', callId: 'd', care: 'e' }),
    maskNumber: (number) => number,
    clock: systemClock,
    log: silentLog,
  });
  try {
    line.start({
      exchange: 'embedded',
      urls: [floor.exchange.url],
      domain: floor.exchange.domain,
      user: '1001',
      password: secretOf('1001'),
      displayName: '1001',
      instanceId: '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01',
      expiresSeconds: 60,
    });
    await vi.waitFor(() => expect(line.state.get().state).toBe('registered'));
    const shown: number[] = [];
    calls.state.subscribe(({ calls: now }) => shown.push(now.length));
    const storm = Array.from({ length: 30 }, (_, index) =>
      rawCall(trunk, { to: '1001', number: `139000000${String(index).padStart(2, '0')}` }),
    );
    const answers = (): number[] => storm.map(({ answered }) => answered?.start.status ?? 0);
    await vi.waitFor(() => expect(answers().filter((status) => status === 486).length).toBe(29), 10_000);
    expect(answers().filter((status) => status === 180).length).toBe(1);
    expect(calls.state.get().calls.map(({ state }) => state)).toEqual(['ringing']);
    expect(tones).toEqual(['ring']);
    expect(new Set(shown)).toEqual(new Set([1]));
  } finally {
    await line.stop();
    await floor.dispose();
  }
});
