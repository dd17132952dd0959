import { expect, type Locator, test } from '@playwright/test';
import type { SimCall } from '#electron/training/caller/call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { type Bank, callNow, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import { agentToneHz, type Desk } from '#tests/support/desk-app.ts';
import { processTree } from '#tests/support/desk-life.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { type Door, startDoor, takenReinvites } from '#tests/support/door.ts';
import { startTestExchange, type TestExchange, until } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { words } from '#tests/support/words.ts';

/** The network, the clock and the machine fail under a call. One desk, one exchange with two doors, and a stranger. */
const t = words('zh-CN');
const isLong = process.env['GUARDLINE_FAULTS_LONG'] === '1';
let bank: Bank;
let stranger: TestExchange;
/** Whom the desk rings: the last call that came to the trunk of either exchange. */
let rung: SimCall | null = null;
let first: Door;
let second: Door;
let third: Door;
let desk: Desk;

test.beforeAll(async () => {
  // A minute asleep is more than a caller's own patience (30 s): this one waits, so that the call can go on.
  const floor = await startTestExchange({}, 150_000);
  bank = await startBank({ floor, carrier: await answeringTrunk(floor) });
  stranger = await startTestExchange();
  await answeringTrunk(stranger);
  first = await startDoor(bank.floor.exchange.port);
  second = await startDoor(bank.floor.exchange.port);
  third = await startDoor(stranger.exchange.port);
  desk = await startDeskAt(bank, {
    settings: {
      'exchange.url': `ws://localhost:${first.port}`,
      'exchange.fallbackUrls': [second.url, third.url],
    },
  });
});
test.afterAll(async () => {
  await desk.close();
  for (const one of [first, second, third, bank, stranger]) await one.dispose();
});

const answeringTrunk = (floor: TestExchange): Promise<UserAgent> =>
  floor.agent('trunk', {
    onInvite(invite, agent) {
      rung = takeCall(floor.callDeps(agent), invite, {});
      rung.ring();
      return true;
    },
  });

/** The key that rings a lost caller anew, pressed once the screen offers it; they answer, and both are heard. */
async function rungBack(offer: Locator): Promise<string> {
  rung = null;
  await expect(offer.getByRole('button')).toBeEnabled();
  await desk.page.keyboard.press('Control+F3');
  const far = (await until(() => rung, 'the ring at whom we call back', 20_000)) as SimCall;
  await far.accept();
  await inState(desk, 'active');
  await hearsTheAgent(far);
  far.hangUp();
  await inState(desk, 'ended');
  return 'Ctrl F3 rings them, they answer and hear the agent';
}

type Caller = ReturnType<Bank['ring']>;
const hears = (caller: Caller): boolean => {
  const { dominantHz, purity } = caller.audio();
  return dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
};
const hearsTheAgent = (caller: Caller): Promise<unknown> =>
  until(() => hears(caller) && caller.audio().packets > 25, 'the agent in the caller’s ear', 30_000);
const line = (): Promise<LineSnapshot> => desk.ask<LineSnapshot>('line/state');
const isDown = (): Promise<void> =>
  expect.poll(async () => (await line()).state, { timeout: 30_000 }).not.toBe('registered');
const reinvites = (): number =>
  [first, second, third].reduce((sum, door) => sum + takenReinvites(door.said()).length, 0);

async function answered(): Promise<Caller> {
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await desk.send('call/answer', { callId: (await callNow(desk))?.id });
  await inState(desk, 'active');
  await hearsTheAgent(caller);
  return caller;
}

/** The caller hangs up, and the desk hears of it: that alone proves that the dialog is whole. */
async function hungUpAndDone(caller: Caller): Promise<CallSnapshot | undefined> {
  caller.hangUp();
  await inState(desk, 'ended');
  const call = await callNow(desk);
  await finish();
  return call;
}

async function finish(): Promise<void> {
  for (;;) {
    const { wrapUp } = await desk.ask<{ wrapUp: { callId: string } | null }>('seat/state');
    if (wrapUp === null) return;
    const { callId } = wrapUp;
    await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
    await desk.send('seat/finish-wrap-up', { callId, then: 'notReady' });
  }
}

/**
 * Packets of the agent that came, of those that should have; and the longest time without one. A machine that stood still for a
 * moment makes up for it: what is lost never comes.
 */
async function heardSince(caller: Caller): Promise<string> {
  const share = (): number => {
    const { packets, sinceAt, asOf } = caller.audio();
    return packets / ((asOf - sinceAt) / 20);
  };
  await expect.poll(share, { timeout: 30_000 }).toBeGreaterThan(0.9);
  const { packets, sinceAt, asOf, maxGapMs } = caller.audio();
  const due = Math.round((asOf - sinceAt) / 20);
  return `${packets} of ${due} packets at the caller, longest gap ${Math.round(maxGapMs)} ms`;
}

for (const seconds of isLong ? [1, 30, 300] : [1, 4]) {
  test(`the WebSocket is cut for ${seconds} s in a call: audio goes on, and the hang-up arrives afterwards`, async () => {
    test.setTimeout(300_000 + seconds * 2_000);
    const caller = await answered();
    const callId = (await callNow(desk))?.id;
    const before = reinvites();
    caller.markAudio();
    await Promise.all([first.shut(), second.shut(), third.shut()]);
    const cutMs = performance.now();
    await isDown();
    await until(
      () => performance.now() - cutMs >= seconds * 1000,
      'the end of the cut',
      seconds * 1000 + 5_000,
    );
    expect(hears(caller)).toBe(true);
    await Promise.all([first.open(), second.open()]);
    const openMs = performance.now();
    await isRegistered(desk);
    const againMs = Math.round(performance.now() - openMs);
    await expect.poll(reinvites).toBeGreaterThan(before);
    await third.open();
    const audio = await heardSince(caller);
    expect(await callNow(desk)).toMatchObject({ id: callId, state: 'active', reach: 'ok' });
    const end = (await hungUpAndDone(caller))?.end;
    expect(end).toMatchObject({ by: 'caller', reason: 'hungUp' });
    figure(
      `WebSocket cut for ${seconds} s in a call`,
      'audio goes on, registered again by itself, re-INVITE taken, the caller’s hang-up arrives',
      `${audio}; registered ${againMs} ms after the wire was whole`,
    );
  });
}

test('the caller hangs up while the WebSocket is cut: the ghost call is ended, with a cause', async () => {
  const caller = await answered();
  await Promise.all([first.shut(), second.shut(), third.shut()]);
  await isDown();
  caller.hangUp();
  await until(() => caller.phase === 'ended', 'the caller’s own end');
  expect((await callNow(desk))?.state).toBe('active');
  await Promise.all([first.open(), second.open()]);
  const openMs = performance.now();
  await inState(desk, 'ended');
  await third.open();
  const { end } = (await callNow(desk)) ?? {};
  expect(end).toMatchObject({ by: 'network', reason: 'goneMeanwhile', status: 481 });
  // One key calls back, and the number stays masked.
  await expect(desk.page.locator('[data-lost]')).toContainText(t('call.endReason.goneMeanwhile'));
  await expect(desk.page.locator('[data-lost]')).toContainText('138****2207');
  const endedMs = Math.round(performance.now() - openMs);
  await isRegistered(desk);
  const back = await rungBack(desk.page.locator('[data-lost]'));
  figure(
    'the caller hangs up while the WebSocket is cut',
    `the re-INVITE is answered 481: ended as “${t('call.endReason.goneMeanwhile')}”; ${back}`,
    `${endedMs} ms after the wire was whole`,
  );
  await finish();
});

test('the first exchange goes in mid-call: the call moves to the second, can be held there, and its end arrives', async () => {
  const caller = await answered();
  const callId = (await callNow(desk))?.id;
  caller.markAudio();
  const shutMs = performance.now();
  await first.shut();
  await expect.poll(async () => (await line()).isFallback, { timeout: 30_000, intervals: [30] }).toBe(true);
  await isRegistered(desk);
  const movedMs = Math.round(performance.now() - shutMs);
  await expect.poll(() => takenReinvites(second.said()).length).toBeGreaterThan(0);
  const audio = await heardSince(caller);
  await expect(desk.page.getByRole('contentinfo')).toContainText(
    t('strip.line.fallback', { latency: '' }).trim(),
  );
  await desk.send('call/hold', { callId });
  await inState(desk, 'held');
  await until(() => caller.held, 'the hold at the caller');
  await desk.send('call/resume', { callId });
  await inState(desk, 'active');
  expect(await callNow(desk)).toMatchObject({ id: callId, reach: 'ok' });
  const end = (await hungUpAndDone(caller))?.end;
  expect(end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  await first.open();
  figure(
    'exchange changed over to the second one in mid-call',
    'dialog moved by re-INVITE through the second; hold, resume and the caller’s hang-up arrive',
    `${audio}; registered at the second ${movedMs} ms after the first went`,
  );
});

test('a second exchange that does not know the call: sound goes on, said plainly, and both can still end it', async () => {
  const caller = await answered();
  caller.markAudio();
  await Promise.all([first.shut(), second.shut()]);
  await expect.poll(async () => (await callNow(desk))?.reach, { timeout: 30_000 }).toBe('lost');
  expect((await line()).state).toBe('registered');
  const audio = await heardSince(caller);
  await expect(desk.page.getByRole('contentinfo')).toContainText(t('call.reachLost'));
  // As the strip says: the caller hangs up, and is rung by way of the exchange that is there.
  caller.hangUp();
  await until(() => caller.phase === 'ended', 'the caller’s own end');
  const back = await rungBack(desk.page.locator('[data-reach="lost"]'));
  await finish();
  await Promise.all([first.open(), second.open()]);
  // Back to the exchange that knows us: the stranger goes.
  await third.shut();
  await isDown();
  await isRegistered(desk);
  await third.open();
  figure(
    'changed over to an exchange that does not know the call (481)',
    `audio goes on; the strip says what does not work any more; when the caller has hung up, ${back}`,
    audio,
  );
});

test('this machine gets another address: the call’s sound is built anew from where it is now', async () => {
  const caller = await answered();
  const before = takenReinvites(first.said() + second.said());
  caller.markAudio();
  await desk.app.evaluate(() => {
    const os = process.getBuiltinModule('node:os');
    const real = os.networkInterfaces;
    os.networkInterfaces = () => ({ ...real(), wlan9: [{ address: '198.51.100.7' }] }) as never;
  });
  await expect
    .poll(() => takenReinvites(first.said() + second.said()).length, { timeout: 30_000 })
    .toBeGreaterThan(before.length);
  await expect.poll(async () => (await callNow(desk))?.pending).toBeNull();
  const mark = caller.audio().packets;
  await until(() => hears(caller) && caller.audio().packets > mark + 50, 'the agent again', 30_000);
  await expect.poll(async () => (await callNow(desk))?.sound, { timeout: 30_000 }).toBe('ok');
  const { packets, sinceAt, asOf, maxGapMs } = caller.audio();
  expect(await callNow(desk)).toMatchObject({ state: 'active', sound: 'ok' });
  expect((await hungUpAndDone(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  figure(
    'network address changed in a call',
    'flow asked at once, re-INVITE with new ICE credentials and keys taken, same call, the hang-up arrives',
    `${packets} packets in ${Math.round(asOf - sinceAt)} ms at the caller, longest gap ${Math.round(maxGapMs)} ms`,
  );
});

test('the name service is gone when the line breaks: the exchange is found again all the same', async () => {
  await desk.app.evaluate(() => {
    const dns = process.getBuiltinModule('node:dns');
    const gone = Object.assign(new Error('name service gone'), { code: 'EAI_AGAIN' });
    dns.lookup = ((_host: string, _options: unknown, done: (error: Error) => void) => done(gone)) as never;
  });
  const caller = await answered();
  caller.markAudio();
  await Promise.all([second.shut(), third.shut(), first.shut()]);
  await isDown();
  await first.open();
  const openMs = performance.now();
  await isRegistered(desk);
  const againMs = Math.round(performance.now() - openMs);
  expect(await line()).toMatchObject({ isFallback: false });
  await Promise.all([second.open(), third.open()]);
  const audio = await heardSince(caller);
  expect((await hungUpAndDone(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  figure(
    'DNS gone when the line breaks',
    'the address of before is used: registered again at the same exchange, the call whole',
    `${audio}; registered ${againMs} ms after the wire was whole`,
  );
});

test('the clock jumps an hour, there and back: nothing fires early, and the age is right again at the next answer', async () => {
  const caller = await answered();
  caller.markAudio();
  const jump = (hours: number): Promise<void> =>
    desk.app.evaluate((_electron, by) => {
      const real = Date.now;
      Date.now = () => real() + by * 3_600_000;
    }, hours);
  const states: string[] = [];
  for (const hours of [1, -1]) {
    await jump(hours);
    const jumpedAt = await desk.app.evaluate(() => Date.now());
    await expect
      .poll(async () => Math.abs(((await line()).lastConfirmedAt ?? 0) - jumpedAt), { timeout: 30_000 })
      .toBeLessThan(60_000);
    const { state, lastConfirmedAt, validUntil, nextConfirmAt } = await line();
    states.push(state);
    expect((validUntil ?? 0) - (lastConfirmedAt ?? 0)).toBeGreaterThan(60_000);
    expect((validUntil ?? 0) - (lastConfirmedAt ?? 0)).toBeLessThanOrEqual(300_000);
    expect((nextConfirmAt ?? 0) - (lastConfirmedAt ?? 0)).toBeLessThan(10_000);
  }
  expect(states).toEqual(['registered', 'registered']);
  expect((await callNow(desk))?.state).toBe('active');
  const audio = await heardSince(caller);
  expect((await hungUpAndDone(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  figure(
    'the clock jumps an hour forward, then back',
    'registered and in the call all the time; lives run on the clock that never jumps, shown ages are right at the next answer',
    audio,
  );
});

test('the machine sleeps in a call: awake, it asks the exchange at once and is in the call again', async () => {
  const asleepMs = isLong ? 60_000 : 7_000;
  test.setTimeout(300_000 + asleepMs * 2);
  const caller = await answered();
  const pid = desk.app.process().pid ?? 0;
  const all = processTree(pid);
  const before = (await line()).lastConfirmedAt ?? 0;
  caller.markAudio();
  for (const one of all) process.kill(one, 'SIGSTOP');
  const fromMs = performance.now();
  try {
    await until(() => performance.now() - fromMs > asleepMs, 'the end of the sleep', asleepMs + 5_000);
  } finally {
    for (const one of all.toReversed()) process.kill(one, 'SIGCONT');
  }
  const wokeMs = performance.now();
  caller.markAudio();
  await hearsTheAgent(caller);
  const heardMs = Math.round(performance.now() - wokeMs);
  await expect.poll(async () => (await line()).lastConfirmedAt ?? 0).toBeGreaterThan(before + asleepMs);
  await isRegistered(desk);
  expect(await callNow(desk)).toMatchObject({ state: 'active' });
  expect((await hungUpAndDone(caller))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  figure(
    `machine asleep ${asleepMs / 1000} s in a call (all processes stopped)`,
    'the same call, registration confirmed anew at once, the caller’s hang-up arrives',
    `the agent is heard ${heardMs} ms after waking`,
  );
});

test('the exchange stops answering: a ready seat is not ready within ten seconds, and ready again by itself', async () => {
  await desk.send('seat/set-ready', {});
  await expect.poll(async () => (await desk.ask<{ work: string }>('seat/state')).work).toBe('ready');
  const { validUntil, nextConfirmAt, lastConfirmedAt } = await line();
  expect(validUntil ?? 0).toBeGreaterThan(lastConfirmedAt ?? 0);
  expect(nextConfirmAt ?? 0).toBeGreaterThan(lastConfirmedAt ?? 0);
  for (const door of [first, second, third]) door.freeze();
  const frozenMs = performance.now();
  await expect
    .poll(() => desk.ask('seat/state'), { timeout: 30_000, intervals: [100] })
    .toMatchObject({ work: 'notReady', reason: 'lineDown' });
  const noticedMs = Math.round(performance.now() - frozenMs);
  await expect(desk.page.getByRole('banner')).toContainText(t('seat.reason.lineDown'));
  for (const door of [first, second, third]) {
    await door.shut();
    await door.open();
  }
  await expect
    .poll(() => desk.ask('seat/state'), { timeout: 30_000 })
    .toMatchObject({ work: 'ready', reason: null });
  figure(
    'the exchange stops answering while the seat is ready',
    'not ready (“the line is down”) on the desk and on the floor until it answers again, then ready by itself',
    `not ready ${noticedMs} ms after its last byte`,
  );
  await desk.send('seat/set-not-ready', { reason: 'break' });
});
