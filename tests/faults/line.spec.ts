import { expect, test } from '@playwright/test';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { startTestExchange } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { startTcpProxy } from '#tests/support/proxies.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');

interface Seen {
  readonly at: number;
  readonly line: LineSnapshot;
}

/** Keeps every line state that the desk is told, with the window's clock. */
async function watchLine(desk: Desk): Promise<() => Promise<Seen[]>> {
  await desk.page.evaluate(() => {
    const seen: Seen[] = [];
    Object.assign(window, { linesSeen: seen });
    const { guardline } = window as never as {
      guardline: { subscribe(topic: string, listener: (told: { snapshot: LineSnapshot }) => void): void };
    };
    guardline.subscribe('line/state', ({ snapshot }) => seen.push({ at: Date.now(), line: snapshot }));
  });
  return () => desk.page.evaluate(() => (window as never as { linesSeen: Seen[] }).linesSeen);
}

/** The states without repetition, in their order. */
const order = (seen: readonly Seen[]): string[] =>
  seen.map(({ line }) => line.state).filter((state, index, all) => state !== all[index - 1]);

const lineNow = (desk: Desk): Promise<LineSnapshot> => desk.ask<LineSnapshot>('line/state');

test('the exchange goes away and comes back: said honestly in between, registered again by itself', async () => {
  const floor = await startTestExchange();
  const bank = await startBank({ floor });
  const desk = await startDeskAt(bank);
  const seen = await watchLine(desk);
  const goneAt = Date.now();
  await floor.dispose();
  await expect.poll(async () => (await lineNow(desk)).state).not.toBe('registered');
  await expect.poll(async () => (await lineNow(desk)).attempt).toBeGreaterThan(1);
  await expect.poll(async () => (await lineNow(desk)).state).toBe('waiting');
  const waiting = await lineNow(desk);
  expect(waiting.problem?.code).toBe('unreachable');
  expect(waiting.nextTryAt ?? 0).toBeGreaterThan(goneAt);
  expect(waiting.lastConfirmedAt ?? 0).toBeLessThanOrEqual(Date.now());
  await expect(desk.page.getByRole('contentinfo')).toContainText(t('strip.line.waiting'));
  await expect(desk.page.getByRole('banner')).toContainText(t('call.lineDown'));
  await expect(desk.page.getByRole('button', { name: t('call.dial') }).first()).toBeDisabled();
  expect(await desk.send('call/dial', { number: '95588' })).toMatchObject({
    ok: false,
    error: { code: 'line/not-registered' },
  });

  const back = await startTestExchange({ port: floor.exchange.port });
  const backAt = Date.now();
  await isRegistered(desk);
  const states = await seen();
  expect(order(states).at(-1)).toBe('registered');
  expect(order(states)).toContain('waiting');
  expect(order(states)).toContain('registering');
  for (const { line } of states.filter(({ line: { state } }) => state === 'waiting')) {
    expect(line.nextTryAt).not.toBeNull();
    expect(line.problem).not.toBeNull();
  }
  const firstNotice = states.find(({ line }) => line.state !== 'registered')?.at ?? 0;
  await expect(desk.page.getByRole('banner')).toContainText(t('call.lineReady'));
  const carrier = await back.agent('trunk');
  back.call(carrier, { to: '1001' });
  await inState(desk, 'ringing');
  figure(
    'exchange gone, then back',
    `states: ${order(states).join(' → ')}; a caller rings again`,
    `noticed after ${firstNotice - goneAt} ms, registered ${(states.at(-1)?.at ?? 0) - backAt} ms after its return`,
  );
  await desk.close();
  await bank.dispose();
  await back.dispose();
});

test('a socket that went half-open is noticed by the probe, said, and replaced', async () => {
  const bank = await startBank();
  const proxy = await startTcpProxy(bank.floor.exchange.port);
  const desk = await startDeskAt(bank, { settings: { 'exchange.url': `ws://127.0.0.1:${proxy.port}` } });
  const seen = await watchLine(desk);
  const frozenAt = Date.now();
  proxy.freeze();
  // Nothing tells the desk: only its own question that nobody answers.
  await expect
    .poll(async () => (await seen()).some(({ line }) => line.problem?.code === 'halfOpen'), {
      timeout: 40_000,
    })
    .toBe(true);
  await expect.poll(async () => order(await seen()).at(-1), { timeout: 40_000 }).toBe('registered');
  const states = await seen();
  const noticed = states.findIndex(({ line }) => line.problem?.code === 'halfOpen');
  expect(order(states.slice(noticed))).toEqual(
    expect.arrayContaining(['waiting', 'connecting', 'registering', 'registered']),
  );
  // Until then it was shown as registered, but with an age that says how old that is.
  const before = states.slice(0, noticed).every(({ line }) => (line.lastConfirmedAt ?? 0) <= frozenAt + 200);
  expect(before).toBe(true);
  const callers = await bank.floor.agent('trunk');
  bank.floor.call(callers, { to: '1001' });
  await inState(desk, 'ringing');
  const noticedAfterMs = (states[noticed]?.at ?? 0) - frozenAt;
  const againAfterMs = (states.at(-1)?.at ?? 0) - frozenAt;
  figure(
    'half-open socket (no byte, no FIN)',
    `states: ${order(states).join(' → ')}; a caller rings again`,
    `noticed after ${noticedAfterMs} ms, registered on a new socket after ${againAfterMs} ms`,
  );
  await desk.close();
  await proxy.dispose();
  await bank.dispose();
});
