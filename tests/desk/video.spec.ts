import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { SimCall } from '#electron/training/caller/call.ts';
import { readFilm } from '#electron/training/caller/picture.ts';
import { agentPicture, agentPictureParts, writeAgentPicture } from '#tests/support/agent-picture.ts';
import { readPng } from '#tests/support/png.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { callFrom, type FarEnd, seatOf, startFarEnd } from '#tests/support/far-end-app.ts';
import { contrastOf, readSlate, small } from '#tests/support/read-slate.ts';

// The caller is a browser of its own; what it receives over SIP and WebRTC is what is looked at.

let desk: DeskOnExchange;
let far: FarEnd;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guardline-test-camera-'));
  const seen = join(folder, 'agent.y4m');
  writeAgentPicture(seen);
  const camera = { switches: [`--use-file-for-fake-video-capture=${seen}`] };
  [desk, far] = await Promise.all([startDeskOnExchange(camera), startFarEnd()]);
});
test.afterAll(async () => {
  await Promise.all([desk.close(), far.close()]);
  rmSync(folder, { recursive: true, force: true });
});
test.afterEach(async () => {
  for (const { id, state } of await calls())
    if (state !== 'ended') await desk.send('call/hang-up', { callId: id });
  await expect.poll(async () => (await calls()).every(({ state }) => state === 'ended')).toBe(true);
  const ended = (await calls()).at(-1);
  if (ended)
    await desk.send('seat/save-wrap-up', { callId: ended.id, disposition: 'solved', note: '', followUp: '' });
  if (ended) await desk.send('seat/finish-wrap-up', { callId: ended.id, then: 'ready' });
  await far.set({ withVideo: false, takesVideo: true, colour: '#c02020' });
});

const pictures = join(import.meta.dirname, '../../out/video');
function keepPicture(name: string, png: string): void {
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.png`), Buffer.from(png.split(',')[1] ?? '', 'base64'));
}
const keepScreen = (name: string): Promise<unknown> =>
  desk.page.screenshot({ path: join(pictures, `${name}.png`) });

const calls = async (): Promise<readonly CallSnapshot[]> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls;
async function answered(): Promise<{ readonly callId: string; readonly caller: SimCall }> {
  const caller = callFrom(far, desk.floor, desk.carrier);
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  return { callId: (await desk.call())?.id ?? '', caller };
}
const video = async (): Promise<CallSnapshot['video'] | undefined> => (await desk.call())?.video;
const inVideo = (state: CallSnapshot['video']['state']): Promise<void> =>
  expect.poll(async () => (await video())?.state, { timeout: 30_000 }).toBe(state);
const counters = () => far.act('counters');
type Counter = 'audioReceived' | 'framesDecoded' | 'videoSent' | 'audioEnergy';
async function grows(what: Counter): Promise<void> {
  const before = (await counters())[what];
  await expect.poll(async () => (await counters())[what], { timeout: 30_000 }).toBeGreaterThan(before);
}
/** Colour in the middle of a picture on the desk, as the screen shows it. */
async function colourOnDesk(which: 0 | 1): Promise<readonly number[]> {
  const shot = await desk.page.locator('.video-picture .frame').nth(which).screenshot();
  return desk.page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      pen?.drawImage(bitmap, 0, 0);
      return [...(pen?.getImageData(bitmap.width / 2, bitmap.height / 6, 1, 1).data ?? [])].slice(0, 3);
    },
    [...shot],
  );
}
const isRed = ([red = 0, green = 0]: readonly number[]): boolean => red > 120 && green < 90;

/** Waits until this sentence is what the caller's picture says, and nothing that differs in one word is as like. */
async function reads(
  sentence: string,
  others: readonly string[],
  name: string,
  mode: 'full' | 'band' = 'full',
) {
  await expect
    .poll(async () => (await readSlate(far, [sentence], mode))[0]?.likeness, { timeout: 30_000 })
    .toBeGreaterThan(0.9);
  const read = await readSlate(far, [sentence, ...others], mode);
  const frame = await far.act('frame', small.width, small.height);
  keepPicture(name, frame.png);
  const [best, second] = read;
  const contrast = contrastOf(frame.grey);
  console.log(
    `          ${name}: likeness ${best?.likeness.toFixed(3)}, next ${second?.likeness.toFixed(3)}, contrast ${contrast.toFixed(1)} : 1`,
  );
  expect(best?.sentence).toBe(sentence);
  expect(second?.likeness ?? 0).toBeLessThan(best?.likeness ?? 0);
  return { frame, contrast };
}

test('what the agent types is read back from the caller’s picture, reduced to 240 lines', async () => {
  const { callId } = await answered();
  await grows('audioReceived');
  expect((await counters()).videoReceived).toBe(0);
  expect((await video())?.state).toBe('off');

  await desk.page.keyboard.press('Shift+F6');
  const board = desk.page.getByRole('textbox', { name: '写在大字板上的话' });
  await expect(board).toBeFocused();
  await desk.page.keyboard.insertText('请把身份证正面对着镜头，停 3 秒');
  await inVideo('on');
  const { contrast } = await reads(
    '请把身份证正面对着镜头，停 3 秒',
    [
      '请把身份证背面对着镜头，停 3 秒',
      '请把身份证正面对着镜头，停 8 秒',
      '请稍等',
      'Please hold your ID card',
    ],
    'slate-zh-240p',
  );
  expect(contrast).toBeGreaterThan(7);
  expect((await counters()).codec).toBe('video/VP8');
  // The desk shows what goes out: the same cream ground.
  await expect
    .poll(async () => (await colourOnDesk(1)).every((part) => part > 200), { timeout: 30_000 })
    .toBe(true);
  await keepScreen('desk-slate-zh');

  await board.fill(
    'Please enter your PIN yourself. Do not tell me, and let nobody see it. Then press the green key and wait for the text message.',
  );
  const long =
    'Please enter your PIN yourself. Do not tell me, and let nobody see it. Then press the green key and wait for the text message.';
  await expect(desk.page.locator('.video-picture figcaption').nth(1)).toContainText('第 2 / 2 页');
  await desk.page.keyboard.press('PageUp');
  await expect(desk.page.locator('.video-picture figcaption').nth(1)).toContainText('第 1 / 2 页');
  await reads(
    long,
    [
      'Please enter your TAN yourself. Do not tell me, and let nobody see it. Then press the green key and wait for the text message.',
    ],
    'slate-en-240p',
  );

  await desk.page.keyboard.press('Control+Enter');
  await desk.page.getByText('下方一条').click();
  await board.fill('看清楚了，谢谢您');
  await reads('看清楚了，谢谢您', ['看不清楚，谢谢您', '请稍等'], 'slate-band-240p', 'band');

  // The media window dies: sound and slate come back by themselves.
  const mediaProcess = (): Promise<number> =>
    desk.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
      return windows.find((one) => one.getURL().includes('/media/'))?.getOSProcessId() ?? 0;
    });
  const heard = (await counters()).audioReceived;
  const before = await mediaProcess();
  process.kill(before, 'SIGKILL');
  await expect.poll(mediaProcess, { timeout: 30_000 }).not.toBe(before);
  // The caller's telephone counts anew with the new connection.
  await expect.poll(async () => (await counters()).audioReceived, { timeout: 30_000 }).toBeLessThan(heard);
  await reads('看清楚了，谢谢您', ['请稍等'], 'slate-after-media-death', 'band');
  await grows('audioReceived');
  expect((await calls()).find(({ id }) => id === callId)).toMatchObject({
    state: 'active',
    video: { state: 'on' },
  });
});

test('video is refused, offered, taken, held, dropped: the sound never minds', async () => {
  await far.set({ takesVideo: false });
  const { caller } = await answered();
  await desk.page.keyboard.press('Control+F6');
  await expect.poll(async () => (await video())?.refused, { timeout: 30_000 }).toBe(true);
  expect(await video()).toMatchObject({ state: 'off', pending: false });
  await grows('audioReceived');
  await grows('audioEnergy');

  // The caller adds a picture: shown at once, and nothing of ours goes out by it.
  await far.set({ takesVideo: true });
  await far.act('addVideo');
  expect(await caller.reInvite('renew')).toBe(true);
  await inVideo('on');
  await expect(desk.page.locator('.video-panel')).toBeVisible();
  await expect.poll(async () => isRed(await colourOnDesk(0)), { timeout: 30_000 }).toBe(true);
  expect((await video())?.receiving).toBe(true);
  expect((await counters()).framesDecoded).toBe(0);
  await keepScreen('desk-caller-picture');

  await desk.press('F5');
  await desk.inState('held');
  expect(caller.held).toBe(true);
  // Nothing of us comes any more: the same count twice.
  let last = -1;
  const stands = async (): Promise<boolean> => {
    const { videoReceived, audioReceived } = await counters();
    const same = videoReceived + audioReceived === last;
    last = videoReceived + audioReceived;
    return same;
  };
  await expect.poll(stands, { timeout: 30_000, intervals: [400] }).toBe(true);
  await desk.press('F5');
  await desk.inState('active');
  await grows('audioReceived');
  await inVideo('on');

  // The agent's camera, only when its key is pressed.
  await desk.page.keyboard.press('Shift+F4');
  await expect.poll(async () => (await video())?.camera, { timeout: 30_000 }).toBe('ok');
  await grows('framesDecoded');
  await desk.page.keyboard.press('Shift+F4');
  await expect.poll(async () => (await video())?.camera).toBe('off');

  await desk.page.keyboard.press('Control+F6');
  await inVideo('off');
  await grows('audioReceived');
});

/** How sharp a part of what the caller sees is: mean step from one pixel to the next, of 255. */
const sharpness = (part: keyof typeof agentPictureParts): Promise<number> =>
  far.page.evaluate(
    ([{ width, height }, { x, y, width: share, height: tall }]) => {
      const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      pen?.drawImage(document.querySelector('video') as HTMLVideoElement, 0, 0, width, height);
      const [wide, high] = [Math.round(share * width), Math.round(tall * height)];
      const { data = [] } =
        pen?.getImageData(Math.round(x * width), Math.round(y * height), wide, high) ?? {};
      let steps = 0;
      // Green stands for brightness.
      for (let at = 0; at < wide * high; at += 1)
        if (at % wide > 0) steps += Math.abs((data[at * 4 + 1] ?? 0) - (data[at * 4 - 3] ?? 0));
      return steps / (wide * high);
    },
    [agentPicture, agentPictureParts[part]] as const,
  );

/** `press` waits for the cap; Playwright calls the key by another name. */
const blurKey = async (): Promise<void> => {
  await expect(
    desk.page.locator('[aria-keyshortcuts="Control+Shift+F4"]:enabled, kbd:text-is("Ctrl Shift F4")').first(),
  ).toBeVisible();
  await desk.page.keyboard.press('Control+Shift+F4');
};

test('what is behind the agent is blurred by one key, the agent is not, and nothing slips through', async () => {
  await answered();
  await grows('audioReceived');
  await desk.page.keyboard.press('Control+F6');
  await inVideo('on');
  await desk.press('Shift+F4');
  await expect.poll(async () => (await video())?.camera, { timeout: 30_000 }).toBe('ok');
  await grows('framesDecoded');
  await expect.poll(() => sharpness('wall'), { timeout: 30_000 }).toBeGreaterThan(4);
  const plain = { wall: await sharpness('wall'), eyes: await sharpness('eyes') };
  keepPicture('background-plain', (await far.act('frame', 640, 480)).png);

  await blurKey();
  await expect.poll(() => sharpness('wall'), { timeout: 30_000 }).toBeLessThan(plain.wall / 4);
  // From the first blurred picture on, while the model still loads and when it is there: never the wall again.
  let worst = 0;
  await expect
    .poll(
      async () => {
        worst = Math.max(worst, await sharpness('wall'));
        return sharpness('eyes');
      },
      { timeout: 30_000, intervals: [60] },
    )
    .toBeGreaterThan(plain.eyes * 0.5);
  await expect(desk.page.getByText('不虚化背景')).toBeVisible();
  expect((await desk.ask<{ background: string }>('media/state')).background).toBe('blurred');
  worst = Math.max(worst, await sharpness('wall'));
  const blurred = { wall: await sharpness('wall'), eyes: await sharpness('eyes') };
  keepPicture('background-blurred', (await far.act('frame', 640, 480)).png);
  await keepScreen('desk-background-blurred');
  console.log(
    `          edges of 255: wall ${plain.wall.toFixed(1)} → ${blurred.wall.toFixed(1)} (worst ${worst.toFixed(1)}), eyes ${plain.eyes.toFixed(1)} → ${blurred.eyes.toFixed(1)}`,
  );
  expect(worst).toBeLessThan(plain.wall / 4);
  expect(blurred.eyes).toBeGreaterThan(plain.eyes * 0.5);

  await blurKey();
  await expect.poll(() => sharpness('wall'), { timeout: 30_000 }).toBeGreaterThan(plain.wall * 0.8);
});

test('a simulated caller of the training comes with a picture of its own, and the desk’s reaches it', async () => {
  const film = readFilm(join(import.meta.dirname, '../../assets'), 'paper');
  const caller = desk.floor.call(desk.carrier, { to: '1001' }, { film });
  await desk.inState('ringing');
  await desk.page.keyboard.press('F2');
  await desk.inState('active');
  await inVideo('on');
  // The sheet in the middle is white, the wall behind is not.
  const isPaper = ([red = 0, green = 0, blue = 0]: readonly number[]): boolean =>
    red > 230 && green > 230 && blue > 220;
  const shown = async (x: number, y: number): Promise<readonly number[]> => {
    const { width, height, at } = readPng(
      await desk.page.locator('.video-picture .frame').first().screenshot(),
    );
    return at(Math.round(width * x), Math.round(height * y));
  };
  await expect
    .poll(async () => [isPaper(await shown(0.5, 0.56)), isPaper(await shown(0.1, 0.1))], { timeout: 20_000 })
    .toEqual([true, false]);
  expect((await video())?.receiving).toBe(true);
  await keepScreen('desk-simulated-caller');
  expect(caller.picture()?.packets).toBe(0);
  await desk.page.getByRole('textbox', { name: '写在大字板上的话' }).fill('请看这里：明天带身份证来');
  await expect.poll(() => caller.picture()?.frames ?? 0, { timeout: 15_000 }).toBeGreaterThan(3);
  await expect.poll(() => caller.picture()?.width ?? 0).toBeGreaterThan(300);
  await keepScreen('desk-simulated-caller-slate');
  await desk.page.keyboard.press('Control+F6');
  await inVideo('off');
  // Once dropped it stays so for this call; the sound never minds.
  await desk.page.keyboard.press('Control+F6');
  await expect.poll(async () => (await video())?.refused, { timeout: 10_000 }).toBe(true);
  caller.markAudio();
  await expect.poll(() => caller.audio().packets).toBeGreaterThan(20);
});

test('with the policy `ask` a caller’s picture waits for one key', async () => {
  expect(await desk.send('settings/set', { key: 'video.incoming', value: 'ask' })).toMatchObject({
    ok: true,
  });
  await far.set({ withVideo: true });
  await answered();
  await inVideo('asked');
  await grows('audioReceived');
  await desk.page.keyboard.press('Control+F6');
  await inVideo('on');
  await expect.poll(async () => isRed(await colourOnDesk(0)), { timeout: 30_000 }).toBe(true);
  expect(await desk.send('settings/set', { key: 'video.incoming', value: 'take' })).toMatchObject({
    ok: true,
  });
});

test('a sign seat joins with picture by one key: caller and interpreter see each other', async () => {
  const interpreter = await startFarEnd();
  try {
    await interpreter.set({ colour: '#2040c0' });
    await seatOf(interpreter, desk.floor, '1003');
    expect(
      await desk.send('settings/set', { key: 'exchange.specialists', value: ['1003 sign 手语组'] }),
    ).toMatchObject({ ok: true });
    await far.set({ withVideo: true });
    await answered();
    await inVideo('on');
    await expect(desk.page.locator('[data-seat="1003"]')).toHaveAttribute('data-state', 'unknown');
    await desk.page.keyboard.press('Shift+F8');
    await expect
      .poll(async () => (await calls()).filter(({ conferenced }) => conferenced).length, { timeout: 30_000 })
      .toBe(2);
    const middle = async (end: FarEnd): Promise<number> => (await end.act('frame', 32, 24)).grey[24 * 4] ?? 0;
    await expect
      .poll(async () => (await interpreter.act('counters')).framesDecoded, { timeout: 30_000 })
      .toBeGreaterThan(3);
    await grows('framesDecoded');
    // Luminance of the other's colour: the caller's red 76, the interpreter's blue 69 with the same white square; told apart by hue.
    expect(await middle(far)).toBeGreaterThan(20);
    const hueOf = (end: FarEnd): Promise<readonly number[]> =>
      end.page.evaluate(() => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 8;
        const pen = canvas.getContext('2d');
        pen?.drawImage(document.querySelector('video') as HTMLVideoElement, 0, 0, 8, 8);
        return [...(pen?.getImageData(4, 1, 1, 1).data ?? [])];
      });
    await expect.poll(async () => isRed(await hueOf(interpreter)), { timeout: 30_000 }).toBe(true);
    await expect
      .poll(async () => ((await hueOf(far))[2] ?? 0) > 120 && ((await hueOf(far))[0] ?? 255) < 90, {
        timeout: 30_000,
      })
      .toBe(true);
    await keepScreen('desk-sign-three');
  } finally {
    await interpreter.close();
  }
});
