import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SimCall } from '#electron/training/caller/call.ts';
import {
  type Bank,
  callNow,
  holdsNow,
  inState,
  numberOf,
  startBank,
  startDeskAt,
} from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { pressAsOffered } from '#tests/support/hands.ts';
import { noText, readT140, type T140State } from '#shared/text/t140.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { pngOf, readPng } from '#tests/support/png.ts';

const out = resolve(import.meta.dirname, '../../out/text');
let bank: Bank;
let desk: Desk;
/** What the caller read. */
let heard: string[];
test.beforeEach(async () => {
  heard = [];
  mkdirSync(out, { recursive: true });
  bank = await startBank();
  desk = await startDeskAt(bank, { size: { width: 1366, height: 768 } });
});
test.afterEach(async () => {
  await desk.close();
  await bank.dispose();
});

const press = (key: string): Promise<void> => pressAsOffered(desk, key);
const field = () => desk.page.locator('[data-place="text"]');
const shot = (name: string): Promise<unknown> => desk.page.screenshot({ path: join(out, `${name}.png`) });
const texts = async (): Promise<(readonly [string, string, string])[]> =>
  ((await callNow(desk))?.messages ?? []).map(({ from, text, state }) => [from, text, state] as const);

/** A caller who only types: a customer whose file says that he cannot hear. */
async function deafCaller(): Promise<SimCall> {
  const call = bank.floor.call(
    bank.carrier,
    { to: '1001', from: { number: numberOf.hearingImpaired, name: '' } },
    { onText: (text) => void heard.push(text) },
  );
  await expect(desk.page.locator('.text-pane')).toBeVisible();
  await press('F2');
  await inState(desk, 'active');
  return call;
}

test('a deaf caller: the line to write in is there at once, both sides read, and nothing of it is lost', async () => {
  const { page } = desk;
  const caller = await deafCaller();
  await test.step('the keyboard is in the text without a key pressed', async () => {
    await expect(field()).toBeFocused();
    await page.keyboard.insertText('您好，您打字就行👋');
    await press('Enter');
    await expect.poll(() => heard).toEqual(['您好，您打字就行👋']);
  });
  await test.step('what the caller writes stands there in large type', async () => {
    expect(await caller.sendText('取款机吞了我的卡，我听不见')).toBe(true);
    const box = page.locator('.message:not(.agent) .box').last();
    await expect(box).toHaveText('取款机吞了我的卡，我听不见');
    expect(
      await box.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
    ).toBeGreaterThanOrEqual(18);
  });
  await test.step('F6 once more leads to the phrases, a digit sends one', async () => {
    // The first call of a desk that has just been started: the phrases are read after the window.
    await expect(page.locator('[data-place="phrases"]')).toBeVisible();
    await press('F6');
    await press('2');
    await expect.poll(() => heard.at(-1)).toBe('请稍等，我在查。');
    await expect(field()).toBeFocused();
  });
  await test.step('a text of ten thousand characters arrives whole', async () => {
    const long = '先核对您本人，再帮您重置密码。'.repeat(667).slice(0, 10_000);
    const before = heard.length;
    const callId = (await callNow(desk))?.id;
    expect(await desk.send('call/send-text', { callId, text: long })).toMatchObject({ ok: true });
    await expect.poll(() => heard.slice(before).join('') === long).toBe(true);
  });
  await shot('hearing-call');
  await test.step('the draft and all that was said outlive a reload', async () => {
    const before = await texts();
    await page.keyboard.insertText('还没写完');
    await expect.poll(async () => (await desk.ask<{ draft: string }>('text/state')).draft).toBe('还没写完');
    await page.reload();
    await expect(field()).toHaveValue('还没写完');
    await expect(field()).toBeFocused();
    expect(await texts()).toEqual(before);
    await expect(page.locator('.message')).toHaveCount(before.length);
  });
  await test.step('what was typed and not sent when the call ended is still to be read', async () => {
    caller.hangUp();
    await inState(desk, 'ended');
    await expect(page.locator('.unsent')).toContainText('还没写完');
  });
});

test('the caller’s screenshot comes by a link, is marked by key and pointer, and goes back', async () => {
  const { page } = desk;
  await deafCaller();
  const linkIn = (text: string | undefined): string => /https?:\/\/\S+/.exec(text ?? '')?.[0] ?? '';
  await press('Alt+Shift+I');
  await expect.poll(() => linkIn(heard.at(-1))).toContain('/u/');
  const link = linkIn(heard.at(-1));
  expect((await fetch(link)).status).toBe(200);
  const grey = [240, 244, 248] as const;
  const put = await fetch(link, { method: 'PUT', body: new Uint8Array(pngOf(720, 1280, grey)) });
  expect(put.status).toBe(201);
  await expect(page.locator('[data-picture="received"]')).toBeVisible();
  await press('Alt+Shift+I');
  const canvas = page.locator('.picture-frame canvas');
  await expect(canvas).toBeFocused();
  await test.step('a number in the middle by keys, a frame and an arrow by pointer, one slip taken back', async () => {
    await press('n');
    await press('Space');
    await press('f');
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    const drag = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 4 });
      await page.mouse.up();
    };
    await drag(at(0.25, 0.125), at(0.75, 0.25));
    await press('a');
    await drag(at(0.9, 0.9), at(0.6, 0.55));
    await press('p');
    await drag(at(0.1, 0.9), at(0.3, 0.8));
    await press('Control+z');
    await expect(page.locator('.picture-dialog [role="status"]')).toContainText('3');
  });
  await shot('screenshot-marked');
  await press('Enter');
  await expect(page.locator('.picture-dialog')).toBeHidden();
  await expect.poll(() => linkIn(heard.at(-1))).toContain('/p/');
  const back = readPng(Buffer.from(await (await fetch(linkIn(heard.at(-1)))).arrayBuffer()));
  expect([back.width, back.height]).toEqual([720, 1280]);
  const isMark = ([r, g, b]: readonly [number, number, number]): boolean => r > 150 && g < 110 && b < 60;
  // The disc of the number beside its digit, the top edge of the frame, and paper where the stroke was taken back.
  expect(isMark(back.at(360 - 18, 640))).toBe(true);
  expect(isMark(back.at(360, 160))).toBe(true);
  expect(back.at(360, 240)).toEqual(grey);
  expect(back.at(144, 1088)).toEqual(grey);
  await expect(page.locator('[data-picture="returned"]')).toBeVisible();
  await expect(page.locator('[data-shared="picture"]')).toHaveAttribute('data-state', 'sent');
});

test('a template goes to the phone word for word as it was shown, once nothing is missing', async () => {
  const { page } = desk;
  await deafCaller();
  await press('Alt+Shift+P');
  await page.keyboard.type('回执');
  await expect(page.locator('.push-preview')).toContainText('挂失成功的卡');
  // Nothing of it went into the line to the caller.
  await expect(field()).toHaveValue('');
  await press('Enter');
  await expect(page.locator('.push')).toBeVisible();
  await press('Escape');
  await press('Alt+1');
  await expect.poll(async () => (await holdsNow(desk))[0]?.state).toBe('confirmed');
  await press('Alt+Shift+P');
  await page.keyboard.type('回执');
  await expect(page.locator('.push-preview')).toContainText('受理号');
  const shown = await page.locator('.push-preview').innerText();
  await shot('push');
  await press('Enter');
  await expect.poll(() => heard.at(-1)).toBe(shown);
  await press('Alt+Shift+P');
  await page.keyboard.type('官方号码');
  await page.getByText('短信', { exact: true }).last().click();
  await page.locator('.push input[aria-controls]').focus();
  await press('Enter');
  await expect(page.locator('[data-shared="link"]')).toHaveAttribute('data-state', 'delivered');
  const [sms] = bank.core.textsTo(numberOf.hearingImpaired);
  expect(sms).toContain('https://www.bank.example/numbers');
  expect(shown).toMatch(/\*{2,}/);
});

test('real-time text: each reads what the other types while it is typed, corrections and all, and nothing is lost at the end', async () => {
  const { page } = desk;
  let read: T140State = noText;
  const caller = bank.floor.call(
    bank.carrier,
    { to: '1001', from: { number: numberOf.hearingImpaired, name: '' } },
    { onTyped: (text) => void (read = readT140(read, text)), onText: (text) => void heard.push(text) },
  );
  await expect(page.locator('.text-pane')).toBeVisible();
  await press('F2');
  await expect(page.locator('[data-real-time]')).toBeVisible();
  await test.step('the agent’s line is there before it is sent', async () => {
    await page.keyboard.insertText('您的卡没丟');
    await expect.poll(() => read.line).toBe('您的卡没丟');
    await press('Backspace');
    await page.keyboard.insertText('丢👍🏽');
    await expect.poll(() => read.line).toBe('您的卡没丢👍🏽');
    await press('Enter');
    await expect.poll(() => read.lines).toEqual(['您的卡没丢👍🏽']);
    expect(heard).toEqual([]);
  });
  await test.step('the caller’s line grows, is corrected, and ends', async () => {
    const typing = page.locator('.message[data-state="typing"] .box');
    expect(caller.type('\uFEFF我看不')).toBe(true);
    await expect(typing).toHaveText('我看不');
    caller.type('\b');
    caller.type('得见，谢谢');
    await expect(typing).toHaveText('我看得见，谢谢');
    await shot('real-time');
    caller.type('\u2028');
    await expect(typing).toHaveCount(0);
  });
  await test.step('a long text goes as a message instead, whole', async () => {
    const long = '先核对您本人，再帮您重置密码。'.repeat(60);
    const callId = (await callNow(desk))?.id;
    expect(await desk.send('call/send-text', { callId, text: long })).toMatchObject({ ok: true });
    expect(heard.join('')).toBe(long);
  });
  await test.step('what was half written when the caller hung up stays with the call', async () => {
    caller.type('还有一件');
    await expect(page.locator('.message[data-state="typing"] .box')).toHaveText('还有一件');
    caller.hangUp();
    await inState(desk, 'ended');
  });
  expect((await texts()).filter(([from]) => from === 'caller')).toEqual([
    ['caller', '我看得见，谢谢', 'sent'],
    ['caller', '还有一件', 'sent'],
  ]);
  expect((await callNow(desk))?.messages.map(({ way }) => way)).toEqual([
    'realTime',
    'realTime',
    'message',
    'realTime',
  ]);
});

/** Through the wrap-up that is due, so that the desk is free for the next call. */
async function freeAgain(callId: string | undefined): Promise<void> {
  await inState(desk, 'ended');
  await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId, then: 'ready' });
  await expect.poll(async () => (await desk.ask<{ work: string }>('seat/state')).work).not.toBe('wrapUp');
}

test('real-time text offered by us: taken, refused, and a telephone that refuses the whole call for it', async () => {
  const { page } = desk;
  const mixed = 'מִלָּה नमस्ते 👩‍👩‍👧 您的卡 e\u0301';
  await test.step('a caller who can read along and did not say so: opening the line is enough', async () => {
    let read: T140State = noText;
    const caller = bank.floor.call(
      bank.carrier,
      { to: '1001', from: { number: numberOf.unknown, name: '' } },
      { onTyped: (text) => void (read = readT140(read, text)), offersTyped: false },
    );
    await inState(desk, 'ringing');
    await press('F2');
    await inState(desk, 'active');
    expect((await callNow(desk))?.realTimeText).toBe(false);
    await press('F6');
    await expect(field()).toBeFocused();
    await page.keyboard.insertText(mixed);
    await expect(page.locator('[data-real-time]')).toBeVisible();
    // Also what was typed while the caller was being asked.
    await expect.poll(() => read.line).toBe(mixed);
    expect(caller.type('看到了\u2028')).toBe(true);
    await expect(page.locator('.message:not(.agent) .box').last()).toHaveText('看到了');
    // Hold and back leave the channel as it was.
    expect(await desk.send('call/hold', { callId: (await callNow(desk))?.id })).toMatchObject({ ok: true });
    expect(await desk.send('call/resume', { callId: (await callNow(desk))?.id })).toMatchObject({ ok: true });
    await press('Enter');
    await expect.poll(() => read.lines).toEqual([mixed]);
    // Typed, and hung up in the same breath: it is there.
    await page.keyboard.insertText('再见');
    expect(await desk.send('call/hang-up', { callId: (await callNow(desk))?.id })).toMatchObject({
      ok: true,
    });
    expect(read.line).toBe('再见');
    await freeAgain((await callNow(desk))?.id);
  });
  await test.step('a caller who refuses it (port 0): nothing that was typed is lost, it goes as a message', async () => {
    const caller = bank.ring({ from: { number: '+8613900000002', name: '' } });
    void caller;
    await inState(desk, 'ringing');
    await press('F2');
    await inState(desk, 'active');
    await press('F6');
    await expect(field()).toBeFocused();
    await page.keyboard.insertText('请稍等');
    await press('Enter');
    await expect.poll(async () => (await texts()).at(-1)).toEqual(['agent', '请稍等', 'sent']);
    expect(await callNow(desk)).toMatchObject({ state: 'active', realTimeText: false });
    expect((await callNow(desk))?.messages.at(-1)?.way).toBe('message');
    await press('F12');
    await freeAgain((await callNow(desk))?.id);
  });
  await test.step('a number we dial: 488 for the line of text, rung once more without it; the next time at once', async () => {
    const offers: boolean[] = [];
    const agent = await bank.floor.agent('1002', {
      onInvite(invite, own) {
        const hasText = invite.body.includes('m=application');
        offers.push(hasText);
        if (hasText) own.reply(invite, 488, { toTag: 'x' });
        else void takeCall(bank.floor.callDeps(own), invite, {}).accept();
        return true;
      },
    });
    void agent;
    for (const expected of [
      [true, false],
      [true, false, false],
    ]) {
      expect(await desk.send('call/dial', { number: '1002' })).toMatchObject({ ok: true });
      await inState(desk, 'active');
      expect(offers).toEqual(expected);
      await press('F12');
      await freeAgain((await callNow(desk))?.id);
    }
  });
  await test.step('a number we dial that takes it: the first INVITE is enough, for twenty thousand bytes both ways', async () => {
    let read: T140State = noText;
    let taken: SimCall | null = null;
    await bank.floor.agent('1003', {
      onInvite(invite, own) {
        taken = takeCall(bank.floor.callDeps(own), invite, {
          onTyped: (text) => void (read = readT140(read, text)),
        });
        void taken.accept();
        return true;
      },
    });
    expect(await desk.send('call/dial', { number: '1003' })).toMatchObject({ ok: true });
    await inState(desk, 'active');
    await expect.poll(async () => (await callNow(desk))?.realTimeText).toBe(true);
    const long = mixed.repeat(250);
    expect((taken as SimCall | null)?.type(`${long}\u2028`)).toBe(true);
    await expect.poll(async () => (await texts()).at(-1)?.[1] === long).toBe(true);
    const callId = (await callNow(desk))?.id;
    expect(await desk.send('call/send-text', { callId, text: mixed })).toMatchObject({ ok: true });
    await expect.poll(() => read.lines).toEqual([mixed]);
  });
});
