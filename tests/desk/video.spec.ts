import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { callFrom, type FarEnd, startFarEnd } from '#tests/support/far-end-app.ts';
import { contrastOf, readSlate } from '#tests/support/read-slate.ts';

// The caller is a browser of its own; what it receives over SIP and WebRTC is what is looked at.

let desk: DeskOnExchange;
let far: FarEnd;
test.beforeEach(async () => {
  [desk, far] = await Promise.all([startDeskOnExchange(), startFarEnd()]);
});
test.afterEach(async () => {
  await Promise.all([desk.close(), far.close()]);
});

const pictures = join(import.meta.dirname, '../../out/video');
function keepPicture(name: string, png: string): void {
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.png`), Buffer.from(png.split(',')[1] ?? '', 'base64'));
}

async function answered(): Promise<string> {
  callFrom(far, desk.floor, desk.carrier);
  await desk.inState('ringing');
  await desk.page.keyboard.press('F2');
  await desk.inState('active');
  return (await desk.call())?.id ?? '';
}
const counters = () => far.act('counters');
const grows = async (what: 'audioReceived' | 'framesDecoded' | 'videoSent'): Promise<void> => {
  const before = (await counters())[what];
  await expect.poll(async () => (await counters())[what], { timeout: 10_000 }).toBeGreaterThan(before + 4);
};

test('what the agent types is read back from the caller’s picture, reduced to 240 lines', async () => {
  const callId = await answered();
  await grows('audioReceived');
  expect((await counters()).videoReceived).toBe(0);

  const sentence = '请把身份证正面对着镜头，停 3 秒';
  expect(await desk.send('slate/write', { callId, text: sentence, mode: 'full' })).toEqual({
    ok: true,
    value: {},
  });
  await grows('framesDecoded');
  const others = ['请把身份证背面对着镜头，停 3 秒', '请把身份证正面对着镜头，停 8 秒', '请稍等', ''];
  await expect
    .poll(async () => (await readSlate(far, [sentence])).read[0]?.likeness, { timeout: 10_000 })
    .toBeGreaterThan(0.9);
  const { read, frame } = await readSlate(far, [sentence, ...others]);
  keepPicture('slate-240p', frame.png);
  console.log(read, contrastOf(frame.grey), frame.width, frame.height);
  expect(read[0]?.sentence).toBe(sentence);
});
