import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, LineConfig, SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { startTcpWire } from '#tests/support/tcp-wire.ts';
import { createExchange, type Exchange } from '#electron/training/exchange/exchange.ts';

let exchange: Exchange;
const lines: Line[] = [];
const config = (user: string, password: string): LineConfig => ({
  exchange: 'embedded',
  urls: [exchange.url],
  domain: exchange.domain,
  user,
  password,
  displayName: user === '3107' ? '林晓晴' : 'Caller',
  instanceId: '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01',
  expiresSeconds: 60,
});
const openLine = (user: string, password: string, media = quietMedia(), url = exchange.url): Line => {
  const line = createLine({ clock: systemClock, log: silentLog, media, random: () => 0.5, version: '0' });
  lines.push(line);
  line.start({ ...config(user, password), urls: [url] });
  return line;
};
const isRegistered = (line: Line): Promise<void> =>
  vi.waitFor(() => expect(line.state.get().state).toBe('registered'));
const eventsOf = (call: SipCall): SipCallEvent[] => {
  const events: SipCallEvent[] = [];
  call.subscribe((event) => events.push(event));
  return events;
};

/** The far end rings the desk. */
async function ring(
  desk: Line,
  far: Line,
): Promise<{ call: SipCall; far: SipCall; farEvents: SipCallEvent[] }> {
  const ringing = new Promise<SipCall>((heard) => desk.onIncoming(heard));
  const dialed = far.dial('3107');
  if (!dialed.ok) throw new Error(dialed.error.code);
  const farEvents = eventsOf(dialed.value);
  return { call: await ringing, far: dialed.value, farEvents };
}

beforeEach(async () => {
  exchange = await createExchange({
    clock: systemClock,
    random: (bytes) => randomBytes(bytes).toString('hex'),
    log: silentLog,
    port: 0,
    domain: 'desk.test',
    accounts: [
      { user: '3107', secret: 'right', trunk: false },
      { user: '2001', secret: 'right', trunk: false },
    ],
    queues: [],
  });
});
afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.stop()));
  await exchange.dispose();
});

describe('the line', () => {
  it('registers with digest and says when it was confirmed', async () => {
    const line = openLine('3107', 'right');
    await isRegistered(line);
    expect(line.state.get()).toMatchObject({ user: '3107', attempt: 0, problem: null });
    expect(line.state.get().lastConfirmedAt).not.toBeNull();
    expect(exchange.isRegistered('3107')).toBe(true);
  });

  it('says that a wrong password was refused and when it tries again', async () => {
    const line = openLine('3107', 'wrong');
    await vi.waitFor(() => expect(line.state.get().state).toBe('refused'));
    expect(line.state.get().problem?.code).toBe('forbidden');
    expect(line.state.get().nextTryAt).not.toBeNull();
  });

  it('waits and comes back when the exchange goes away', async () => {
    const line = openLine('3107', 'right');
    await isRegistered(line);
    const { port } = exchange;
    await exchange.dispose();
    await vi.waitFor(() => expect(line.state.get().state).toBe('waiting'));
    expect(line.state.get().problem).not.toBeNull();
    exchange = await createExchange({
      clock: systemClock,
      random: (bytes) => randomBytes(bytes).toString('hex'),
      log: silentLog,
      port,
      domain: 'desk.test',
      accounts: [{ user: '3107', secret: 'right', trunk: false }],
      queues: [],
    });
    await vi.waitFor(() => expect(line.state.get().state).toBe('registered'), 10_000);
    expect(line.state.get().problem).toBeNull();
  });

  it('carries a call: ring, answer, hold, text both ways, hang-up by the caller', async () => {
    const deskMedia = quietMedia();
    const desk = openLine('3107', 'right', deskMedia);
    const far = openLine('2001', 'right');
    await Promise.all([isRegistered(desk), isRegistered(far)]);
    const ringing = new Promise<SipCall>((ring) => desk.onIncoming(ring));
    const dialed = far.dial('31 07');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const farEvents = eventsOf(dialed.value);
    const call = await ringing;
    const deskEvents = eventsOf(call);
    expect(call.remote.user).toBe('2001');
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'progress', status: 180 }));

    expect(await call.accept()).toEqual({ ok: true, value: undefined });
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'established' }));
    expect(await call.setHold(true)).toEqual({ ok: true, value: undefined });
    expect(deskMedia.asked).toContain('offer sendonly');
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'heldByCaller', held: true }));
    expect(await call.setHold(false)).toEqual({ ok: true, value: undefined });

    expect(await dialed.value.sendText('我听不见，请写字')).toEqual({ ok: true, value: undefined });
    await vi.waitFor(() => expect(deskEvents).toContainEqual({ kind: 'text', text: '我听不见，请写字' }));
    await dialed.value.end();
    await vi.waitFor(() =>
      expect(deskEvents).toContainEqual({
        kind: 'ended',
        end: { by: 'caller', reason: 'hungUp', status: null },
      }),
    );
  });

  it('tells the far end where it is after the socket broke in a call, so that the hang-up arrives', async () => {
    const wire = await startTcpWire(exchange.port);
    const desk = openLine('3107', 'right', quietMedia(), `ws://127.0.0.1:${wire.port}`);
    const far = openLine('2001', 'right');
    await Promise.all([isRegistered(desk), isRegistered(far)]);
    const { call, far: dialed, farEvents } = await ring(desk, far);
    const events = eventsOf(call);
    await call.accept();
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'established' }));

    wire.cut();
    await vi.waitFor(() => expect(desk.state.get().state).not.toBe('registered'));
    await vi.waitFor(() => expect(desk.state.get().state).toBe('registered'), 10_000);
    await dialed.end();
    await vi.waitFor(
      () => expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { by: 'caller' } }),
      10_000,
    );
    await wire.dispose();
  });

  it('frees the agent also when the far end cannot be told, and closes the microphone', async () => {
    const wire = await startTcpWire(exchange.port);
    const media = quietMedia();
    const desk = openLine('3107', 'right', media, `ws://127.0.0.1:${wire.port}`);
    const far = openLine('2001', 'right');
    await Promise.all([isRegistered(desk), isRegistered(far)]);
    const { call, farEvents } = await ring(desk, far);
    const events = eventsOf(call);
    await call.accept();
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'established' }));
    wire.cut();
    await vi.waitFor(() => expect(desk.state.get().state).not.toBe('registered'));
    await call.end();
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { by: 'agent' } }));
    expect(media.asked).toContain('close');
    await wire.dispose();
  });

  it('says why a call that was dialled was refused', async () => {
    const desk = openLine('3107', 'right');
    await isRegistered(desk);
    const dialed = desk.dial('9999');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const events = eventsOf(dialed.value);
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { reason: 'notFound', status: 404 } }),
    );
  });

  it('tells a caller who gave up from one that another seat answered', async () => {
    const desk = openLine('3107', 'right');
    const far = openLine('2001', 'right');
    await Promise.all([isRegistered(desk), isRegistered(far)]);
    const ringing = new Promise<SipCall>((ring) => desk.onIncoming(ring));
    const dialed = far.dial('3107');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const events = eventsOf(await ringing);
    await vi.waitFor(() => expect(eventsOf(dialed.value)).toBeDefined());
    await dialed.value.end();
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { reason: 'cancelled', by: 'caller' } }),
    );
  });

  it('refuses to dial what is no number and while it is not registered', async () => {
    const line = openLine('3107', 'right');
    expect(line.dial('2001')).toMatchObject({ ok: false, error: { code: 'line/not-registered' } });
    await isRegistered(line);
    expect(line.dial('sip:evil@elsewhere')).toMatchObject({ ok: false, error: { code: 'call/bad-number' } });
  });
});
