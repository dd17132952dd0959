import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { splitText } from '#shared/text/split.ts';
import type { Desk } from '../support/desk-app.ts';
import { tonesAtDesk } from '../support/media-ear.ts';
import { freePorts } from './peers/free-ports.ts';
import { startDeskAtPeers } from './desk-at-peers.ts';
import { ensurePeers } from './peers/packages.ts';
import { type Peers, startPeers } from './peers/peers.ts';
import { callScript, earlyScript, registerScript, startSipp, type SippPeer, steps } from './peers/sipp.ts';
import { row } from './table.ts';

// Peers that do one particular thing, message by message: sipp behind Kamailio, the real desk in front of it.

const missing = await ensurePeers();
test.skip(missing !== null, missing ?? '');

const user = '13800003333';
/** The announcement before the answer. */
const earlyHz = 700;
let peers: Peers;
let desk: Desk;
let dir: string;
const running: SippPeer[] = [];

const call = async (): Promise<CallSnapshot | undefined> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);
const inState = (state: CallSnapshot['state']): Promise<void> =>
  expect.poll(async () => (await call())?.state, { timeout: 30_000 }).toBe(state);
const set = async (key: string, value: unknown): Promise<void> =>
  expect(await desk.send('settings/set', { key, value })).toMatchObject({ ok: true });

async function sipp(name: string, script: string, port?: number): Promise<SippPeer> {
  const who = { user, secret: peers.users[user] ?? '', domain: peers.domain };
  const own = { dir, name, proxyPort: peers.sipPort, script, ...who };
  const peer = await startSipp(port === undefined ? own : { ...own, port });
  running.push(peer);
  return peer;
}
const who = (): { user: string; secret: string; domain: string } => ({
  user,
  secret: peers.users[user] ?? '',
  domain: peers.domain,
});

test.beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'guardline-sipp-'));
  peers = await startPeers({ seats: ['1001'], phones: [], others: [user] });
  desk = await startDeskAtPeers(peers);
});
test.afterEach(async () => {
  const { status, expectedStatus } = test.info();
  for (const peer of running.splice(0)) {
    // A script that met something else has ended, and what was waited for never comes: it tells why.
    if (status !== expectedStatus) await test.info().attach('sipp', { body: peer.messages() });
    peer.stop();
  }
  const last = await call();
  if (last !== undefined && last.state !== 'ended') await desk.send('call/hang-up', { callId: last.id });
  if (last === undefined) return;
  await inState('ended');
  const { wrapUp: due } = await desk.ask<{ wrapUp: { callId: string } | null }>('seat/state');
  if (due === null) return;
  const { callId } = due;
  await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId, then: 'ready' });
});
test.afterAll(async () => {
  await desk?.close();
  await peers?.dispose();
  rmSync(dir, { recursive: true, force: true });
});

/** The call of the script rings, is answered by key and stands. */
async function answered(name: string, headers: readonly string[], then: string): Promise<SippPeer> {
  const peer = await sipp(name, callScript(who(), '1001', headers, then));
  await inState('ringing');
  await desk.press('F2');
  await inState('active');
  return peer;
}

/** Hands the call over to a number without a word. */
async function transfer(): Promise<void> {
  const callId = (await call())?.id;
  const begun = await desk.send('call/transfer', { callId, number: '9999', confirmed: false });
  expect(begun).toMatchObject({ ok: true });
}

test('a REFER that is refused leaves the caller where they are', async () => {
  const peer = await answered(
    'refused',
    [],
    steps.answer('INVITE', '200 OK', '', steps.held) +
      steps.answer('REFER', '405 Method Not Allowed') +
      steps.answer('INVITE', '200 OK', '', steps.sdp) +
      steps.answer('BYE', '200 OK'),
  );
  await transfer();
  await expect
    .poll(async () => await call(), { timeout: 30_000 })
    .toMatchObject({ state: 'active', transfer: { state: 'failed', problem: 'refused', status: 405 } });
  await desk.press('F12');
  await peer.done;
  row(
    'REFER refused',
    'RFC 3515',
    'sipp behind Kamailio',
    'hold → REFER → 405 → taken back; the call stands, BYE ours',
  );
});

test('a NOTIFY that says 503 is said, and the caller is taken back', async () => {
  const peer = await answered(
    'notify',
    [],
    steps.answer('INVITE', '200 OK', '', steps.held) +
      steps.answer('REFER', '202 Accepted') +
      steps.notify(who(), 3, 'SIP/2.0 100 Trying', 'active;expires=60') +
      steps.notify(who(), 4, 'SIP/2.0 503 Service Unavailable', 'terminated;reason=noresource') +
      steps.answer('INVITE', '200 OK', '', steps.sdp) +
      steps.answer('BYE', '200 OK'),
  );
  await transfer();
  await expect
    .poll(async () => await call(), { timeout: 30_000 })
    .toMatchObject({ state: 'active', transfer: { state: 'failed', problem: 'failed', status: 503 } });
  await desk.press('F12');
  await peer.done;
  row(
    'transfer target busy (NOTIFY 503, as Asterisk says it)',
    'RFC 3515, 3420',
    'sipp behind Kamailio',
    'NOTIFY 100 and 503 answered 200; said, caller taken back by re-INVITE',
  );
});

test('session timers: the answer names the refresher, UPDATE and re-INVITE refresh, a brief one is refused', async () => {
  const expires = 'Session-Expires: 120;refresher=uac';
  const timed = ['Supported: timer', expires, 'Allow: INVITE, ACK, BYE, CANCEL, UPDATE'];
  const peer = await answered(
    'timer',
    timed,
    steps.send(who(), 'UPDATE', 3, `Supported: timer\n${expires}`) + steps.answer('BYE', '200 OK'),
  );
  await expect.poll(() => peer.messages().match(/^SIP\/2\.0 200 OK/gm)?.length ?? 0).toBeGreaterThan(1);
  await desk.press('F12');
  await peer.done;
  const answers = peer.messages().match(/^session-expires: .*$/gim) ?? [];
  expect(answers.filter((line) => /refresher=uac/i.test(line)).length).toBeGreaterThanOrEqual(4);
  const brief = await sipp(
    'brief',
    callScript(who(), '1001', ['Supported: timer', 'Session-Expires: 20'], '', '422'),
  );
  await brief.done;
  expect(brief.messages()).toMatch(/^min-se: 90/im);
  row(
    'session timers, UPDATE',
    'RFC 4028, 3311',
    'sipp behind Kamailio',
    '200 with Session-Expires: 120;refresher=uac and Require: timer; UPDATE in the dialog 200 with the same; 20 s refused 422, Min-SE: 90',
  );
});

test('keys by INFO arrive one by one', async () => {
  await set('exchange.dtmf', 'info');
  const peer = await answered(
    'info',
    [],
    steps.answer('INFO', '200 OK') + steps.answer('INFO', '200 OK') + steps.answer('BYE', '200 OK'),
  );
  expect(await desk.send('call/send-dtmf', { callId: (await call())?.id, digits: '5#' })).toMatchObject({
    ok: true,
  });
  await desk.press('F12');
  await peer.done;
  await set('exchange.dtmf', 'rfc4733');
  const keys = [...peer.messages().matchAll(/Signal=(.)/g)].map(([, key]) => key);
  expect(keys).toEqual(['5', '#']);
  row(
    'DTMF by INFO',
    'RFC 6086, dtmf-relay',
    'sipp behind Kamailio',
    `two INFO, Signal=${keys.join(' then Signal=')}`,
  );
});

test('who was called first is shown, and answer-after is obeyed only when the policy says so', async () => {
  const headers = [
    'Diversion: "Fraud desk" <sip:8001@bank.test>;reason=no-answer',
    'P-Asserted-Identity: "Li Na" <sip:13912345678@bank.test>',
    'Call-Info: <sip:bank.test>;answer-after=1',
  ];
  const left = await sipp('left', callScript(who(), '1001', headers, steps.answer('BYE', '200 OK')));
  await inState('ringing');
  expect(await call()).toMatchObject({
    diverted: { name: 'Fraud desk', reason: 'noAnswer' },
    numberMasked: '139****5678',
    autoAnswerAt: null,
  });
  await expect(desk.page.locator('.bar-who .meta')).toContainText('Fraud desk');
  await desk.press('F2');
  await inState('active');
  await desk.press('F12');
  await left.done;
  const { wrapUp: due } = await desk.ask<{ wrapUp: { callId: string } }>('seat/state');
  await desk.send('seat/save-wrap-up', { callId: due.callId, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId: due.callId, then: 'ready' });

  await set('exchange.autoAnswer', true);
  const taken = await sipp('taken', callScript(who(), '1001', headers, steps.answer('BYE', '200 OK')));
  await inState('active');
  await desk.press('F12');
  await taken.done;
  await set('exchange.autoAnswer', false);
  row(
    'Diversion, P-Asserted-Identity',
    'RFC 5806, 3325',
    'sipp behind Kamailio',
    'shown on the ring: first called, why, and the asserted number (masked)',
  );
  row(
    'Call-Info answer-after',
    'draft, by policy',
    'sipp behind Kamailio',
    'policy off: rings until F2; policy on: answered by itself after 1 s',
  );
});

test('an announcement before the answer is heard, and a reliable 183 is acknowledged', async () => {
  const port = await freePorts(4);
  await (
    await sipp('register', registerScript(who()), port)
  ).done;
  const sound = join(dir, 'early.pcmu');
  writeFileSync(sound, mulawTone(earlyHz, 1_000));
  const peer = await sipp('early', earlyScript(sound), port);
  expect(await desk.send('call/dial', { number: user })).toMatchObject({ ok: true });
  await expect.poll(async () => (await call())?.earlyMedia, { timeout: 30_000 }).toBe(true);
  expect((await call())?.state).toBe('dialing');
  let level = -200;
  await expect(async () => {
    level = Math.max(...(await tonesAtDesk(desk.app, [earlyHz])).map(([one]) => one ?? -200));
    expect(level).toBeGreaterThan(-50);
    expect((await call())?.state).toBe('dialing');
  }).toPass({ timeout: 30_000 });
  peer.goOn();
  await inState('active');
  await desk.press('F12');
  await peer.done;
  expect(peer.messages()).toMatch(/^PRACK sip:/m);
  row(
    'early media, 100rel',
    'RFC 3960, 3262',
    'sipp behind Kamailio + rtpengine',
    `183 with SDP, PRACK 200; ${earlyHz} Hz heard before the answer at ${level.toFixed(0)} dB`,
  );
});

test('text in the dialog: ten thousand characters both ways, in parts that fit UDP; another type is refused', async () => {
  const said = '我听不见，请打字🙂'.repeat(1_112).slice(0, 10_000);
  const written = '先核对您本人👍🏽，再帮您重置密码。'.repeat(600).slice(0, 10_000);
  const parts = splitText(written, 700).length;
  const peer = await answered(
    'text',
    [],
    steps.text(who(), 3, said) +
      steps.text(who(), 4, '<b>hi</b>', 'text/html', '415') +
      steps.answer('MESSAGE', '200 OK').repeat(parts) +
      steps.answer('MESSAGE', '488 Not Acceptable Here') +
      steps.answer('BYE', '200 OK'),
  );
  await expect.poll(async () => (await call())?.messages.at(-1)?.text === said).toBe(true);
  // Only then the script listens: a request that comes while it waits for its own answer would end it.
  await expect.poll(() => /^SIP\/2\.0 415/m.test(peer.messages())).toBe(true);
  const send = async (text: string): Promise<unknown> =>
    desk.send('call/send-text', { callId: (await call())?.id, text });
  expect(await send(written)).toMatchObject({ ok: true });
  expect((await call())?.messages.at(-1)).toMatchObject({ from: 'agent', state: 'sent', problem: null });
  expect(await send('再见')).toMatchObject({ ok: false });
  expect((await call())?.messages.at(-1)).toMatchObject({
    text: '再见',
    state: 'failed',
    problem: 'refused',
  });
  await desk.press('F12');
  await peer.done;
  const heard = peer
    .messages()
    .replaceAll('\r\n', '\n')
    .split(/^-{10,}.*$/m);
  const bodies = heard.flatMap((one) =>
    /message received/.test(one) && /^MESSAGE sip:/m.test(one) ? [one] : [],
  );
  const got = bodies.map((one) =>
    one.slice(one.indexOf('\n\n', one.indexOf('MESSAGE sip:')) + 2).replace(/\n+$/, ''),
  );
  expect(new Set(got.slice(0, -1)).size).toBeGreaterThan(1);
  expect(got.slice(0, parts).join('')).toBe(written);
  const largest = Math.max(...bodies.map((one) => Buffer.byteLength(one.slice(one.indexOf('MESSAGE sip:')))));
  expect(largest).toBeLessThan(1_300);
  row(
    'text in the dialog, both ways',
    'RFC 3428',
    'sipp behind Kamailio',
    `10,000 characters (Chinese, emoji) from sipp in one MESSAGE, whole; 10,000 to it in ${parts} of at most 700 bytes, joined the same, largest request at sipp ${largest} bytes; text/html refused 415; a 488 shown as not delivered`,
  );
});
