import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type TopicName, topics } from '#shared/contract/index.ts';
import type { DeskBridge } from '#shared/contract/index.ts';
import { type CallSnapshot } from '#shared/call/contract.ts';
import { passphrase, startDesk } from '#tests/support/desk-app.ts';
import { callerNow, callNow, inState } from '#tests/support/bank.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { plaintextIn } from '#tests/support/plaintext.ts';
import { sampleCustomers } from '#tests/support/sandbox-core.ts';
import { isLoopback, tcpOf } from '#tests/support/sockets.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const note = '来电人说沈先生催她今晚转完';
const password = 'Kuaixue-7741-Qingwa';
const dialled = '13912345678';

/** What must never be seen whole: cards, documents, phones, names. */
const secretsOfCustomers = [
  ...new Set(
    sampleCustomers().flatMap((one) => [
      ...one.cards.map((card) => card.number),
      one.document.number,
      ...[one.phone, ...one.numbers.map(({ number }) => number)].map((number) =>
        number.replace(/^\+(86)?/, ''),
      ),
      `${one.name.surname}${one.name.given}`,
    ]),
  ),
].filter((text) => text.length > 1);

/** All but the training's: a scenario tells the name of the person it made up. */
const topicsOfCustomers = (Object.keys(topics) as TopicName[]).filter(
  (name) => !name.startsWith('training/'),
);

test('a whole call: nothing blocked by the policy, nothing unmasked, nothing in the clear, nobody outside', async () => {
  expect(secretsOfCustomers.length).toBeGreaterThan(40);
  const desk = await startDesk({ switches: ['--log-debug'] });
  const { page, app } = desk;
  const violations: string[] = [];
  const faults: string[] = [];
  app.context().on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    if (message.type() === 'error') faults.push(message.text());
  });
  app.context().on('weberror', (error) => faults.push(String(error.error())));
  await app.context().addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { violationsSeen: seen });
    document.addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
        seen.push(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
    );
  });
  await app.evaluate(({ session }) => {
    const requested: string[] = [];
    Object.assign(globalThis, { requested });
    session.defaultSession.webRequest.onCompleted(({ url }) => void requested.push(url));
    session.defaultSession.webRequest.onErrorOccurred(({ url }) => void requested.push(url));
  });
  await page.reload();
  await expect.poll(() => app.windows().length).toBe(2);
  const media = app.windows().find((one) => one !== page) as Page;
  await media.reload();
  await page.evaluate((names) => {
    const seen: string[] = [];
    Object.assign(window, { topicsSeen: seen });
    const { guardline } = window as never as { guardline: DeskBridge };
    for (const name of names)
      guardline.subscribe(name, ({ snapshot }) => seen.push(`${name} ${JSON.stringify(snapshot)}`));
  }, topicsOfCustomers);
  const ends = new Set<string>();
  const look = (): void => {
    const { listens, speaksTo } = tcpOf(app.process().pid ?? 0);
    for (const end of [...listens, ...speaksTo]) ends.add(end);
  };

  await page.getByLabel(t('access.choose.passphrase'), { exact: true }).fill(passphrase);
  await page.getByLabel(t('access.choose.again')).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: new RegExp(t('common.role.agent')) }).click();
  await isRegistered(desk);
  await desk.send('settings/set-secret', { name: 'exchange.password', value: password });
  await desk.press('F2');
  await inState(desk, 'ringing');
  await expect.poll(async () => (await callerNow(desk)).match).toBe('known');
  look();
  await desk.press('F2');
  await inState(desk, 'active');
  const callId = (await callNow(desk))?.id;

  await page.keyboard.press('Alt+B');
  await page.getByRole('dialog').getByRole('combobox').fill('百万');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Alt+S');
  await page.keyboard.press('F6');
  await desk.send('call/send-text', { callId, text: '请稍等，我在看。' });
  await page.getByLabel(t('knowledge.label')).first().fill('guashi');
  await expect(page.getByRole('option').first()).toContainText('挂失');
  await page.keyboard.press('Control+P');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  const card = (await callerNow(desk)).cards.find((one) => one.holdable);
  const revealed = (await desk.send('caller/reveal', {
    callId,
    what: 'card',
    cardId: card?.cardId,
    reason: '核对客户报的尾号',
  })) as { ok: true; value: { value: string } };
  expect(secretsOfCustomers).toContain(revealed.value.value);
  await page.keyboard.press('Alt+1');
  await expect(page.getByText(t('control.say.confirmed'))).toBeVisible();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+1');
  await desk.press('F12');
  await inState(desk, 'ended');
  await page.getByRole('textbox', { name: t('wrapUp.note') }).fill(note);
  await page.getByRole('radio', { name: t('disposition.cardHeld') }).check();
  await desk.press('F2');
  await expect.poll(async () => (await desk.ask<{ wrapUp: unknown }>('seat/state')).wrapUp).toBeNull();
  await desk.send('seat/set-not-ready', { reason: 'break' });
  await desk.send('call/dial', { number: dialled });
  await expect
    .poll(async () => (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.length)
    .toBeGreaterThan(0);
  look();

  const inPage = await page.evaluate(() => {
    const here = window as never as { violationsSeen: string[]; topicsSeen: string[] };
    return { violations: here.violationsSeen, topics: here.topicsSeen };
  });
  const inMedia = await media.evaluate(
    () => (window as never as { violationsSeen: string[] }).violationsSeen,
  );
  const requested = await app.evaluate(() => (globalThis as never as { requested: string[] }).requested);
  const snapshots = await Promise.all(topicsOfCustomers.map((name) => desk.ask<unknown>(name)));
  await desk.close({ keepData: true });

  expect(inPage.violations).toEqual([]);
  expect(inMedia).toEqual([]);
  expect(violations).toEqual([]);
  expect(faults).toEqual([]);
  expect(requested.length).toBeGreaterThan(3);
  expect(requested.filter((url) => !url.startsWith('guardline://app/'))).toEqual([]);
  expect(inPage.topics.length).toBeGreaterThan(20);
  // What the exchange calls the caller is the exchange's word and passes as it came (call/state).
  const told = `${inPage.topics.join('\n')}\n${JSON.stringify(snapshots)}`.replaceAll(
    /"displayName":"[^"]*"/g,
    '',
  );
  expect(told).toContain(card?.masked);
  expect([...secretsOfCustomers, dialled].filter((text) => told.includes(text))).toEqual([]);
  // Exchange, core and debugger: at least these are there, and none of them beyond this machine.
  expect(ends.size).toBeGreaterThan(2);
  expect([...ends].filter((end) => !isLoopback(end))).toEqual([]);

  // The log says much, and nothing of this.
  const logs = join(desk.dataFolder, 'logs');
  const log = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
  expect(log).toContain('started');
  // The sandbox core plays the bank's: what it keeps of invented people is its own affair.
  const inTheClear = plaintextIn(
    desk.dataFolder,
    [...secretsOfCustomers, dialled, note, password, passphrase],
    ['sandbox-core.jsonl'],
  );
  expect(inTheClear).toEqual([]);
  expect(readFileSync(join(desk.dataFolder, 'guardline.db')).subarray(0, 15).toString()).not.toBe(
    'SQLite format 3',
  );
});
