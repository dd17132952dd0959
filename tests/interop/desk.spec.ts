import { expect, test } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { agentToneHz, type Desk } from '../support/desk-app.ts';
import { listenAtDesk } from '../support/media-ear.ts';
import { startDeskAtPeers } from './desk-at-peers.ts';
import { ensurePeers } from './peers/packages.ts';
import { type Peers, startPeers } from './peers/peers.ts';
import { row } from './table.ts';

// The real desk on Kamailio and rtpengine, with baresip as the caller: audio measured by frequency at both ends.

const missing = await ensurePeers();
test.skip(missing !== null, missing ?? '');

const phoneNumber = '13800001111';
let peers: Peers;
let desk: Desk;

const call = async (): Promise<CallSnapshot | undefined> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);
const inState = (state: CallSnapshot['state']): Promise<void> =>
  expect.poll(async () => (await call())?.state, { timeout: 30_000 }).toBe(state);
const figures = (type: string, description: string): void => {
  test.info().annotations.push({ type, description });
  console.log(`          ${type}: ${description}`);
};

/** The phone hears the agent's tone, cleanly. */
async function phoneHearsTheAgent(): Promise<string> {
  let said = '';
  await expect(async () => {
    const { dominantHz, purity, rms } = await peers.phone(phoneNumber).listen();
    expect(Math.abs((dominantHz ?? 0) - agentToneHz)).toBeLessThan(10);
    expect(purity).toBeGreaterThan(0.8);
    said = `${dominantHz?.toFixed(1)} Hz, rms ${rms.toFixed(3)}, purity ${purity.toFixed(2)}`;
    figures('phone hears', said);
  }).toPass({ timeout: 30_000 });
  return said;
}

/** The agent hears the phone's tone: measured in the media window. */
async function agentHearsThePhone(): Promise<string> {
  let said = '';
  await expect(async () => {
    const { hz, db } = await listenAtDesk(desk.app);
    expect(Math.abs(hz - peers.phone(phoneNumber).toneHz)).toBeLessThan(10);
    said = `${hz.toFixed(1)} Hz at ${db.toFixed(0)} dBFS`;
    figures('agent hears', said);
  }).toPass({ timeout: 30_000 });
  return said;
}

async function answered(): Promise<void> {
  const phone = peers.phone(phoneNumber);
  phone.mark();
  await phone.dial('1001');
  await inState('ringing');
  await desk.press('F2');
  await inState('active');
  await phone.seen('CALL_ESTABLISHED');
}

/** Through the wrap-up, so that the next test finds a free desk. */
async function wrapUp(): Promise<void> {
  const ended = await call();
  if (ended === undefined) return;
  await inState('ended');
  if (ended.answeredAt === null) return;
  await desk.send('seat/save-wrap-up', { callId: ended.id, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId: ended.id, then: 'ready' });
}

test.beforeAll(async () => {
  peers = await startPeers({
    seats: ['1001'],
    phones: [{ user: phoneNumber, displayName: 'Wang Guizhen' }],
    inviteHeaders: { 'X-Customer-Id': 'C-10086', 'X-Queue': 'bank' },
  });
  desk = await startDeskAtPeers(peers);
});

test.afterEach(async () => {
  // baresip answers an error when nothing is up.
  await peers
    .phone(phoneNumber)
    .hangup()
    .catch(() => undefined);
  await wrapUp();
});

test.afterAll(async () => {
  await desk?.close();
  await peers?.dispose();
});

test('registers over wss with the bank’s own authority', async () => {
  const line = await desk.ask<LineSnapshot>('line/state');
  expect(line).toMatchObject({ state: 'registered', exchange: 'configured', problem: null });
  expect(line.lastConfirmedAt).not.toBeNull();
  row(
    'registration over wss, digest',
    'RFC 3261, 7118',
    'Kamailio',
    `registered, confirmed by the exchange, ${line.latencyMs} ms`,
  );
});

test('a phone rings, is answered, both are heard, the phone hangs up', async () => {
  await answered();
  expect(await call()).toMatchObject({
    queue: 'bank',
    displayName: 'Wang Guizhen',
    numberMasked: '138****1111',
  });
  const [there, here] = [await phoneHearsTheAgent(), await agentHearsThePhone()];
  await peers.phone(phoneNumber).hangup();
  await inState('ended');
  expect((await call())?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  row(
    'call, both ways',
    'RFC 3261, 3264, 5764',
    'Kamailio + rtpengine, baresip',
    `phone hears ${there}; agent hears ${here}`,
  );
});

test('the agent holds, resumes and hangs up', async () => {
  await answered();
  await agentHearsThePhone();
  await desk.press('F5');
  await inState('held');
  await desk.press('F5');
  await inState('active');
  // What the held one hears afterwards is measured in telephony.spec.ts: baresip does not go on recording.
  await agentHearsThePhone();
  await desk.press('F12');
  await peers.phone(phoneNumber).seen('CALL_CLOSED');
  await inState('ended');
  expect((await call())?.end).toMatchObject({ by: 'agent', reason: 'hungUp' });
});

test('the phone holds and resumes; the desk says so', async () => {
  await answered();
  await agentHearsThePhone();
  await peers.phone(phoneNumber).hold();
  await expect.poll(async () => (await call())?.heldByCaller).toBe(true);
  await peers.phone(phoneNumber).resume();
  await expect.poll(async () => (await call())?.heldByCaller).toBe(false);
  const back = await agentHearsThePhone();
  row(
    'held by the far end',
    'RFC 3264',
    'Kamailio + rtpengine, baresip',
    `said at the desk; afterwards the agent hears ${back}`,
  );
  await peers.phone(phoneNumber).hangup();
  await inState('ended');
});

test('a declined caller is told so, and one who gives up is no talk', async () => {
  const phone = peers.phone(phoneNumber);
  phone.mark();
  await phone.dial('1001');
  await inState('ringing');
  await desk.press('F12');
  await phone.seen('CALL_CLOSED');
  await expect.poll(async () => (await call())?.end?.reason).toBe('declined');

  await phone.dial('1001');
  await inState('ringing');
  await phone.hangup();
  await expect.poll(async () => (await call())?.end).toMatchObject({ by: 'caller', reason: 'cancelled' });
  row(
    'declined, given up',
    'RFC 3261',
    'Kamailio, baresip',
    '603 reaches the phone; CANCEL ends as given up by the caller',
  );
});

test('the exchange restarts in a call: audio goes on, the line comes back by itself', async () => {
  await answered();
  await agentHearsThePhone();
  await peers.restartExchange();
  await agentHearsThePhone();
  await expect
    .poll(async () => (await desk.ask<LineSnapshot>('line/state')).state, { timeout: 30_000 })
    .toBe('registered');
  await desk.press('F12');
  await inState('ended');
});
