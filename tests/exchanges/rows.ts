import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { row } from '#tests/interop/table.ts';
import { agentToneHz } from '#tests/support/desk-app.ts';
import { farSections, tonesAtDesk } from '#tests/support/media-ear.ts';
import { caller, callerHz, heardDb, make, other, otherHz, type Rig, startRig } from './rig.ts';

/** An exchange that nobody here wrote, and that keeps calls itself: what the caller hears is what the exchange records. */
const peers = `${make.name}, baresip`;
let rig: Rig;

test.beforeEach(async () => void (rig = await startRig()));
test.afterEach(() => rig?.dispose());

const hears = async (user: string, yes: number, no: number): Promise<string> => {
  let said = '';
  await expect(async () => {
    const [wanted = -200, unwanted = -200] = await rig.exchange.phone(user).listenFor([yes, no]);
    said = `${wanted.toFixed(0)} dB of ${yes} Hz, ${unwanted.toFixed(0)} dB of ${no} Hz`;
    expect(wanted).toBeGreaterThan(heardDb);
    expect(unwanted).toBeLessThan(heardDb - 20);
  }).toPass({ timeout: 20_000 });
  return said;
};
const atDesk = (hz: number): Promise<void> =>
  expect
    .poll(async () => Math.max(...(await tonesAtDesk(rig.desk.app, [hz])).map(([level]) => level ?? -200)))
    .toBeGreaterThan(heardDb);

test('a call both ways, held and taken back, ended by the caller', async () => {
  await rig.talking();
  await atDesk(callerHz);
  expect(await rig.theirs(caller)).toMatchObject({ queue: 'bank', displayName: 'Wang Guizhen' });
  await rig.press('F5');
  await rig.inState(caller, 'held');
  await rig.press('F5');
  await rig.inState(caller, 'active');
  await rig.callerHearsTheAgent();
  await rig.exchange.phone(caller).hangup();
  await rig.inState(caller, 'ended');
  expect((await rig.theirs(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  row('call both ways, hold, taken back', 'RFC 3261, 3264, 5764', peers, 'heard before and after, both ends');
});

test('real-time text is offered when the line to write in is opened, and refused', async () => {
  await rig.talking();
  await rig.press('F6');
  await expect
    .poll(() => farSections(rig.desk.app), { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/^m=application 0 /));
  expect(await rig.theirs(caller)).toMatchObject({ state: 'active', realTimeText: false });
  await rig.callerHearsTheAgent();
  row(
    'real-time text offered, refused',
    'RFC 8865, 3264 §6',
    peers,
    `answered with ${(await farSections(rig.desk.app)).at(-1)}; the call and its sound go on`,
  );
});

test('a queue’s call, and a second one that waits and is swapped', async () => {
  await rig.exchange.phone(caller).dial('6000');
  await rig.inState(caller, 'ringing');
  await rig.press('F2');
  await rig.inState(caller, 'active');
  const first = await hears(caller, agentToneHz, otherHz);
  await rig.exchange.phone(other).dial('1001');
  await rig.inState(other, 'ringing');
  await rig.press('F2');
  await rig.inState(other, 'active');
  expect((await rig.theirs(caller))?.state).toBe('held');
  const second = await hears(other, agentToneHz, callerHz);
  await rig.press('Shift+F5');
  await rig.inState(caller, 'active');
  await rig.inState(other, 'held');
  row('queue, call waiting, swap', 'RFC 3264', peers, `first ${first}; second ${second}`);
});

test('asked, and handed over: the two are together and both our calls are over', async () => {
  await rig.talking();
  await rig.press('F7');
  await rig.desk.page.locator('.transfer-sheet input').fill(other);
  await rig.press('Enter');
  const second = rig.exchange.phone(other);
  await second.seen('CALL_INCOMING');
  await second.accept();
  await rig.inState(other, 'active');
  await rig.press('F7');
  await rig.inState(caller, 'ended');
  await rig.inState(other, 'ended');
  expect((await rig.theirs(caller))?.end?.reason).toBe('transferred');
  const onward = await hears(other, callerHz, agentToneHz);
  row('attended transfer', 'RFC 3515, 3891, 5589', peers, `the consulted one hears the caller: ${onward}`);
});

test('handed to nobody: said, with what became of the caller', async () => {
  await rig.talking();
  await rig.press('F7');
  await rig.desk.page.locator('.transfer-sheet input').fill('9999');
  await rig.press('Control+Enter');
  if (make.promisesTransfers) {
    await rig.inState(caller, 'ended');
    expect(await rig.theirs(caller)).toMatchObject({ transfer: { state: 'done' } });
    row(
      'blind transfer to nobody',
      'RFC 3515',
      peers,
      'the exchange says 200 at once, and ends the call itself',
    );
    return;
  }
  await expect
    .poll(async () => (await rig.theirs(caller))?.transfer?.state, { timeout: 30_000 })
    .toBe('failed');
  await expect(rig.desk.page.locator('.strip-notice')).toContainText('来电人还在');
  await rig.callerHearsTheAgent();
  row(
    'blind transfer to nobody',
    'RFC 3515',
    peers,
    `${(await rig.theirs(caller))?.transfer?.status}, caller kept and heard`,
  );
});

test('parked, and picked up again: by the exchange’s own codes', async () => {
  const [park, pickUp] = ['700', '*81'];
  for (const [key, value] of Object.entries({
    'exchange.codes.park': park,
    'exchange.codes.pickUp': pickUp,
  }))
    expect(await rig.now().send('settings/set', { key, value })).toMatchObject({ ok: true });
  await rig.talking();
  await atDesk(callerHz);
  const { id: callId } = (await rig.theirs(caller)) ?? {};
  expect(await rig.now().send('call/park', { callId })).toMatchObject({ ok: true });
  await rig.inState(caller, 'ended');
  const parked = await rig.theirs(caller);
  expect(parked).toMatchObject({ transfer: { kind: 'park', state: 'done' } });
  // The phone is still in its call: the exchange has it.
  expect(rig.exchange.phone(caller).events.map(({ type }) => type)).not.toContain('CALL_CLOSED');
  // The parked caller's wrap-up first, as for anybody who is handed on.
  const wrapUp = { callId, disposition: 'solved', note: '', followUp: '' };
  expect(await rig.now().send('seat/save-wrap-up', wrapUp)).toMatchObject({ ok: true });
  expect(await rig.now().send('seat/finish-wrap-up', { callId, then: 'ready' })).toMatchObject({ ok: true });
  const picked = (await rig.now().send('call/pick-up', {})) as { ok: boolean; value: { callId: string } };
  expect(picked).toMatchObject({ ok: true });
  const state = async (): Promise<string | undefined> =>
    (await rig.now().ask<{ calls: { id: string; state: string }[] }>('call/state')).calls.find(
      ({ id }) => id === picked.value.callId,
    )?.state;
  await expect.poll(state, { timeout: 20_000 }).toBe('active');
  await atDesk(callerHz);
  await rig.exchange.phone(caller).hangup();
  await expect.poll(state, { timeout: 20_000 }).toBe('ended');
  row(
    'parked and picked up by code',
    'RFC 3515',
    peers,
    `${park}: NOTIFY says done, our leg ended; ${pickUp}: the same phone is heard again, its hang-up arrives`,
  );
});

test('telephone keys arrive in their order', async () => {
  const dialed = await rig.now().send('call/dial', { number: '6099' });
  expect(dialed).toMatchObject({ ok: true });
  await rig.inState('6099', 'active');
  const callId = (await rig.theirs('6099'))?.id;
  expect(await rig.now().send('call/send-dtmf', { callId, digits: '4071' })).toMatchObject({ ok: true });
  const { keysFile } = rig.exchange;
  await expect
    .poll(() => (existsSync(keysFile) ? readFileSync(keysFile, 'utf8') : ''), { timeout: 20_000 })
    .toBe('4071');
  row('telephone keys', 'RFC 4733', peers, '4071 sent, 4071 read by the exchange');
});

test('the line goes silent: noticed, back, and the caller’s hang-up in between is not missed', async () => {
  await rig.talking();
  const from = performance.now();
  rig.wire.freeze();
  await expect
    .poll(async () => (await rig.line()).state, { timeout: 30_000, intervals: [50] })
    .not.toBe('registered');
  const noticed = performance.now() - from;
  await rig.callerHearsTheAgent();
  await expect.poll(async () => (await rig.line()).state, { timeout: 30_000 }).toBe('registered');
  rig.wire.freeze();
  await rig.exchange.phone(caller).hangup();
  await rig.inState(caller, 'ended', 60_000);
  row(
    'half-open line in a call',
    'RFC 3261 §12.2, 5626',
    peers,
    `noticed after ${Math.round(noticed)} ms, sound went on; hang-up while away: ended as ${(await rig.theirs(caller))?.end?.reason}`,
  );
});

test('the exchange is killed: the call ends with a word for it, and the line is back', async () => {
  await rig.talking();
  await rig.exchange.killAndRestart();
  await rig.inState(caller, 'ended', 60_000);
  expect((await rig.theirs(caller))?.end).toMatchObject({ by: 'network' });
  await expect.poll(async () => (await rig.line()).state, { timeout: 60_000 }).toBe('registered');
  row(
    'exchange killed -9',
    'RFC 3261, 5057',
    peers,
    `ended as ${(await rig.theirs(caller))?.end?.reason}, registered again`,
  );
});

test('the media window is killed: the same call goes on in a new session', async () => {
  await rig.talking();
  const before = await rig.theirs(caller);
  const from = rig.exchange.heard.soFar();
  const pid = await rig.desk.app.evaluate(({ webContents }) => {
    const media = webContents.getAllWebContents().find((one) => one.getURL().includes('/media/'));
    return media?.getOSProcessId() ?? 0;
  });
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => rig.exchange.heard.longestSilence(from), { timeout: 10_000 }).toBeGreaterThan(100);
  await rig.callerHearsTheAgent();
  const silence = rig.exchange.heard.longestSilence(from);
  expect(await rig.theirs(caller)).toMatchObject({ id: before?.id, state: 'active' });
  await rig.exchange.phone(caller).hangup();
  await rig.inState(caller, 'ended');
  row(
    'media window killed',
    'RFC 3891 on our own session',
    peers,
    `silence at the caller ${silence} ms, same call`,
  );
});

test('main is killed: the program is back by itself on the same call', async () => {
  await rig.talking();
  const before = await rig.theirs(caller);
  const from = rig.exchange.heard.soFar();
  await rig.killMain();
  await rig.inState(caller, 'active', 30_000);
  await rig.callerHearsTheAgent();
  const silence = rig.exchange.heard.longestSilence(from);
  expect(silence).toBeGreaterThan(100);
  expect((await rig.theirs(caller))?.id).toBe(before?.id);
  await rig.exchange.phone(caller).hangup();
  await rig.inState(caller, 'ended');
  expect((await rig.theirs(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  row(
    'main killed -9',
    'RFC 3891',
    peers,
    `silence at the caller ${silence} ms, same call, its hang-up arrives; since the death, ms: ${await rig.wayBack()}`,
  );
});
