import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type {
  DialogRecord,
  Line,
  LineConfig,
  SipCall,
  SipCallEvent,
  TakeoverPlan,
} from '#electron/sip/ports.ts';
import { dialogRecordSchema } from '#electron/sip/ports.ts';
import { createExchange, type Exchange } from '#electron/training/exchange/exchange.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { startTcpWire, type TcpWire } from '#tests/support/tcp-wire.ts';

/** A line that dies without a word, and the one that comes after it. The far end is a line of ours at a real exchange. */
let exchange: Exchange;
let wire: TcpWire;
const lines: Line[] = [];
const openLine = (user: string, media = quietMedia(), url = exchange.url): { line: Line; start(): void } => {
  const line = createLine({ clock: systemClock, log: silentLog, media, random: () => 0.5, version: '0' });
  lines.push(line);
  return { line, start: () => line.start(configOf(user, url)) };
};
const configOf = (user: string, url = exchange.url): LineConfig => ({
  exchange: 'embedded',
  urls: [url],
  domain: exchange.domain,
  user,
  password: 'right',
  displayName: user,
  instanceId: user === '3107' ? '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01' : randomUUID(),
  expiresSeconds: 60,
});
const isRegistered = (line: Line): Promise<void> =>
  vi.waitFor(() => expect(line.state.get().state).toBe('registered'), 5_000);
const eventsOf = (call: SipCall): SipCallEvent[] => {
  const events: SipCallEvent[] = [];
  call.subscribe((event) => events.push(event));
  return events;
};
const plan = (own: Partial<TakeoverPlan> = {}): TakeoverPlan => ({
  way: 'reinvite',
  leftMs: 15_000,
  muted: false,
  ...own,
});

interface Died {
  readonly record: DialogRecord;
  readonly far: SipCall;
  readonly farEvents: SipCallEvent[];
  readonly farLine: Line;
}

/** A call is up; then the desk's connection is gone for ever, without a BYE. */
async function diedInCall(options: { readonly held?: boolean } = {}): Promise<Died> {
  const desk = openLine('3107', quietMedia(), `ws://127.0.0.1:${wire.port}`);
  const other = openLine('2001');
  desk.start();
  other.start();
  await Promise.all([isRegistered(desk.line), isRegistered(other.line)]);
  const ringing = new Promise<SipCall>((heard) => desk.line.onIncoming(heard));
  const dialed = other.line.dial('3107');
  if (!dialed.ok) throw new Error(dialed.error.code);
  const farEvents = eventsOf(dialed.value);
  const call = await ringing;
  await call.accept();
  await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'established' }));
  if (options.held === true) {
    await call.setHold(true);
    // The re-INVITE and its ACK: a far end that misses the ACK takes no other re-INVITE.
    await vi.waitFor(() =>
      expect(farEvents.filter(({ kind }) => kind === 'dialogMoved').length).toBeGreaterThanOrEqual(2),
    );
  }
  const record = dialogRecordSchema.parse(JSON.parse(JSON.stringify(call.record())));
  await wire.dispose();
  return { record, far: dialed.value, farEvents, farLine: other.line };
}

/** The next program: another line, another media window, the same account and installation. */
function successor(record: DialogRecord, own: Partial<TakeoverPlan> = {}, media = quietMedia()) {
  const next = openLine('3107', media);
  const call = next.line.resume('call-1', record, plan(own));
  const events = eventsOf(call);
  next.start();
  return { call, events, media, line: next.line };
}

beforeEach(async () => {
  exchange = await createExchange({
    clock: systemClock,
    random: (bytes) => randomBytes(bytes).toString('hex'),
    log: silentLog,
    port: 0,
    domain: 'desk.test',
    accounts: ['3107', '2001'].map((user) => ({ user, secret: 'right', trunk: false })),
    queues: [],
  });
  wire = await startTcpWire(exchange.port);
});
afterEach(async () => {
  // A line whose wire is gone waits for an answer to its BYE: nobody waits with it.
  for (const line of lines.splice(0)) void line.stop();
  await wire.dispose().catch(() => undefined);
  await exchange.dispose();
});

describe('taking a call over after a death', () => {
  it('re-INVITE in the kept dialog: microphone off first, on when the caller is heard, and the hang-up arrives', async () => {
    const { record, far } = await diedInCall();
    const { call, events, media } = successor(record);
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }), 5_000);
    expect(media.asked).toEqual([
      ...['start-muted', 'prepare sendrecv'],
      ...['start-muted', 'offer sendrecv', 'accept-answer', 'unmute'],
    ]);
    expect(call.id).toBe('call-1');
    await far.end();
    await vi.waitFor(() =>
      expect(events.at(-1)).toEqual({
        kind: 'ended',
        end: { by: 'caller', reason: 'hungUp', status: null },
      }),
    );
  });

  it('what was held stays held, and what was muted stays muted', async () => {
    const { record, farEvents } = await diedInCall({ held: true });
    expect(record.held).toBe(true);
    const { call, events, media } = successor(record, { muted: true });
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }), 5_000);
    expect(media.asked).toEqual([
      ...['start-muted', 'prepare sendonly'],
      ...['start-muted', 'offer sendonly', 'accept-answer'],
    ]);
    expect(await call.setHold(false)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(farEvents).toContainEqual({ kind: 'heldByCaller', held: false }));
  });

  it('Replaces where the far end said that it knows it: the old dialog ends, the new one is the call', async () => {
    const { record, farLine, farEvents } = await diedInCall();
    expect(record.peerReplaces).toBe(true);
    const replaced = new Promise<SipCall>((heard) => farLine.onIncoming(heard));
    const { events } = successor(record, { way: 'replaces' });
    const instead = await replaced;
    expect(instead.replaces).not.toBeNull();
    await instead.accept();
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }), 5_000);
    await vi.waitFor(() => expect(farEvents.some(({ kind }) => kind === 'ended')).toBe(true));
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    await instead.end();
    await vi.waitFor(() => expect(events.some(({ kind }) => kind === 'ended')).toBe(true));
  });

  it('whoever begins to listen when it is taken hears of it, and of what came after', async () => {
    const { record, far } = await diedInCall();
    const { line } = openLine('3107');
    const steps: string[] = [];
    const call = line.resume('call-1', record, plan({ onStep: (step) => steps.push(step) }));
    line.start(configOf('3107'));
    await vi.waitFor(() => expect(steps).toContain('heard'), 5_000);
    expect(steps.filter((step) => step !== 'offered')).toEqual(['wire', 'registered', 'answered', 'heard']);
    await far.end();
    await vi.waitFor(() => expect(call.record()?.sipCallId).toBe(record.sipCallId));
    const events = eventsOf(call);
    await vi.waitFor(() => expect(events.at(-1)?.kind).toBe('ended'));
    expect(events[0]).toEqual({ kind: 'established' });
  });

  it('a caller who hung up meanwhile: said so, nothing left', async () => {
    const { record, far } = await diedInCall();
    await far.end();
    const { events } = successor(record);
    await vi.waitFor(
      () =>
        expect(events).toContainEqual({
          kind: 'ended',
          end: expect.objectContaining({ reason: 'goneMeanwhile' }),
        }),
      5_000,
    );
  });

  it.each([
    ['too late', { leftMs: 0 }, 'takeoverLate'],
    ['switched off', { way: 'off' as const }, 'takeoverFailed'],
  ])('%s: the caller gets a BYE in the kept dialog', async (_name, own, reason) => {
    const { record, farEvents } = await diedInCall();
    const { events } = successor(record, own);
    await vi.waitFor(() =>
      expect(events).toContainEqual({ kind: 'ended', end: expect.objectContaining({ reason }) }),
    );
    await vi.waitFor(
      () =>
        expect(farEvents).toContainEqual({
          kind: 'ended',
          end: { by: 'caller', reason: 'hungUp', status: null },
        }),
      5_000,
    );
  });

  it('a 200 without a single packet is no call: ended at both ends', async () => {
    const { record, farEvents } = await diedInCall();
    const media = { ...quietMedia(), stats: async () => ({ packetsReceived: 0 }) };
    const { events } = successor(record, {}, media);
    await vi.waitFor(
      () =>
        expect(events).toContainEqual({
          kind: 'ended',
          end: expect.objectContaining({ reason: 'takeoverFailed' }),
        }),
      8_000,
    );
    await vi.waitFor(() => expect(farEvents.some(({ kind }) => kind === 'ended')).toBe(true));
  });

  it('the agent may give up while it is under way', async () => {
    const { record, farEvents } = await diedInCall();
    const media = { ...quietMedia(), whenReady: () => new Promise<void>(() => undefined) };
    const { call, events, line } = successor(record, {}, media);
    await isRegistered(line);
    await call.end();
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { by: 'agent' } }));
    await vi.waitFor(() => expect(farEvents.some(({ kind }) => kind === 'ended')).toBe(true));
  });

  it('another account does not get the call', async () => {
    const { record, farEvents } = await diedInCall();
    const { events, line, media } = successor({ ...record, account: '9999@desk.test' });
    await isRegistered(line);
    expect(media.asked).toEqual([]);
    expect(events).toEqual([]);
    expect(farEvents.some(({ kind }) => kind === 'ended')).toBe(false);
  });
});

/** The dialog lives, its sound is gone: some exchanges take new keys only in a new session (takeover.md, m2 and m5). */
describe('renewing the sound of a call that is up', () => {
  async function inCall() {
    const media = quietMedia();
    const [desk, other] = [openLine('3107', media), openLine('2001')];
    desk.start();
    other.start();
    await Promise.all([isRegistered(desk.line), isRegistered(other.line)]);
    const ringing = new Promise<SipCall>((heard) => desk.line.onIncoming(heard));
    const dialed = other.line.dial('3107');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const call = await ringing;
    const [events, farEvents] = [eventsOf(call), eventsOf(dialed.value)];
    await call.accept();
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }));
    media.asked.length = 0;
    return { line: desk.line, call, events, media, farLine: other.line, farEvents };
  }
  const ends = (events: readonly SipCallEvent[]) => events.filter(({ kind }) => kind === 'ended');

  it('by a new session that replaces ours: the same call, no end of it, and the media is not closed', async () => {
    const { line, call, events, media, farLine, farEvents } = await inCall();
    const before = call.record()?.sipCallId;
    const replaced = new Promise<SipCall>((heard) => farLine.onIncoming(heard));
    line.renewMedia('replaces');
    const instead = await replaced;
    expect(instead.replaces).not.toBeNull();
    await instead.accept();
    await vi.waitFor(() => expect(call.record()?.sipCallId).not.toBe(before));
    await vi.waitFor(() => expect(ends(farEvents)).toHaveLength(1));
    expect(ends(events)).toEqual([]);
    expect(media.asked).toEqual(['offer sendrecv', 'accept-answer']);
    expect(await call.setHold(true)).toMatchObject({ ok: true });
    await instead.end();
    await vi.waitFor(() => expect(ends(events)).toHaveLength(1));
    expect(ends(events)[0]).toMatchObject({ end: { by: 'caller', reason: 'hungUp' } });
  });

  it('a call on hold is held in the new session too, and nothing is sent before', async () => {
    const { line, call, media, farLine } = await inCall();
    await call.setHold(true);
    await vi.waitFor(() => expect(call.record()).toMatchObject({ held: true }));
    media.asked.length = 0;
    const replaced = new Promise<SipCall>((heard) => farLine.onIncoming(heard));
    line.renewMedia('replaces');
    const instead = await replaced;
    const far = eventsOf(instead);
    await instead.accept();
    await vi.waitFor(
      () => expect(media.asked.filter((one) => one === 'accept-answer').length).toBeGreaterThan(1),
      5_000,
    );
    expect(
      media.asked.filter((one) => one.startsWith('offer')).every((one) => one === 'offer sendonly'),
    ).toBe(true);
    expect(far.some(({ kind }) => kind === 'ended')).toBe(false);
  });

  it('refused: the call goes on as it was, by re-INVITE', async () => {
    const { line, call, events, media, farLine } = await inCall();
    const before = call.record()?.sipCallId;
    farLine.onIncoming((instead) => void instead.reject(480));
    line.renewMedia('replaces');
    await vi.waitFor(
      () => expect(media.asked.filter((one) => one === 'accept-answer').length).toBeGreaterThan(0),
      5_000,
    );
    expect(call.record()?.sipCallId).toBe(before);
    expect(ends(events)).toEqual([]);
    await call.end();
    await vi.waitFor(() => expect(ends(events)).toHaveLength(1));
  });

  it('behind a proxy, unless told otherwise: by re-INVITE in the same dialog', async () => {
    const { line, call, media } = await inCall();
    const before = call.record();
    line.renewMedia('reinvite');
    await vi.waitFor(() => expect(media.asked).toEqual(['offer sendrecv', 'accept-answer']), 5_000);
    expect(call.record()?.sipCallId).toBe(before?.sipCallId);
  });
});
