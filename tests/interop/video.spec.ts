import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { agentToneHz, type Desk } from '../support/desk-app.ts';
import { farSections, picturesAtDesk, tonesAtDesk } from '../support/media-ear.ts';
import { readPng } from '../support/png.ts';
import { startDeskAtPeers } from './desk-at-peers.ts';
import { ensurePeers } from './peers/packages.ts';
import { type Peers, startPeers } from './peers/peers.ts';
import { row } from './table.ts';

// Pictures with telephones that nobody here wrote: baresip's own VP8 and H.264 (libvpx, ffmpeg), its moving bars, and what it
// decoded of ours read back from its own snapshot.

const missing = await ensurePeers();
test.skip(missing !== null, missing ?? '');

const [vp8, h264] = ['13800003333', '13800004444'] as const;
let peers: Peers;
let desk: Desk;
const call = async (): Promise<CallSnapshot | undefined> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);
const inState = (state: CallSnapshot['state']): Promise<void> =>
  expect.poll(async () => (await call())?.state, { timeout: 15_000 }).toBe(state);
const inVideo = (state: CallSnapshot['video']['state']): Promise<void> =>
  expect.poll(async () => (await call())?.video.state, { timeout: 15_000 }).toBe(state);
const press = (key: string): Promise<void> => desk.page.keyboard.press(key);

test.beforeAll(async () => {
  peers = await startPeers({
    seats: ['1001'],
    phones: [
      { user: vp8, video: 'VP8' },
      { user: h264, video: 'H264' },
    ],
  });
  desk = await startDeskAtPeers(peers);
});
test.afterEach(async () => {
  for (const user of [vp8, h264]) await peers.phone(user).hangupAll();
  const ended = await call();
  if (ended?.state !== 'ended') await desk.send('call/hang-up', { callId: ended?.id });
  await inState('ended');
  await desk.send('seat/save-wrap-up', { callId: ended?.id, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId: ended?.id, then: 'ready' });
});
test.afterAll(async () => {
  await desk?.close();
  await peers?.dispose();
});

/** Colours of the caller's picture on the desk, as the screen shows them, at a sixth, the middle and five sixths of its width. */
async function barsOnDesk(): Promise<readonly (readonly number[])[]> {
  const { width, height, at } = readPng(
    await desk.page.locator('.video-picture .frame').first().screenshot(),
  );
  return [1, 3, 5].map((sixth) => at(Math.round((width * sixth) / 6), Math.round(height / 2)));
}
const strongest = (colour: readonly number[]): number => colour.indexOf(Math.max(...colour));

/** The telephone's tone is in the agent's ear. */
const goesOnWithSound = (user: string): Promise<void> =>
  expect
    .poll(async () => (await tonesAtDesk(desk.app, [peers.phone(user).toneHz]))[0]?.[0] ?? -200, {
      timeout: 15_000,
    })
    .toBeGreaterThan(-40);

/** How much of the frame that the telephone decoded is paper, and how much ink. */
async function paperAt(user: string): Promise<{ readonly paper: number; readonly ink: number }> {
  const png = await peers.phone(user).seenPicture();
  writeFileSync(join(peers.logs, `seen-by-${user}.png`), png);
  const { width, height, at } = readPng(png);
  let [paper, ink] = [0, 0];
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const [r, g, b] = at(x, y);
      if (r > 200 && g > 200 && b > 170) paper += 1;
      if (r < 90 && g < 90 && b < 90) ink += 1;
    }
  const all = (width * height) / 4;
  return { paper: paper / all, ink: ink / all };
}

/** The telephone's bars stand on the desk, red, green and blue, and packets of it go on coming. */
async function showsTheBars(): Promise<string> {
  await expect(async () => {
    expect((await barsOnDesk()).map(strongest)).toEqual([0, 1, 2]);
  }).toPass({ timeout: 20_000 });
  const before = await picturesAtDesk(desk.app);
  await expect.poll(async () => (await picturesAtDesk(desk.app)).decoded).toBeGreaterThan(before.decoded + 5);
  const { received, decoded, codec, size } = await picturesAtDesk(desk.app);
  return `${received} packets in, ${decoded} frames of ${size} decoded here (${codec}), red, green and blue bars on the screen`;
}

async function slateIsRead(user: string, words: string): Promise<string> {
  // Pictures are on: the slate is before the agent without a key.
  await desk.page.getByRole('textbox', { name: '写在大字板上的话' }).fill(words);
  let seen = { paper: 0, ink: 0 };
  await expect(async () => {
    seen = await paperAt(user);
    expect(seen.paper).toBeGreaterThan(0.5);
    expect(seen.ink).toBeGreaterThan(0.01);
  }).toPass({ timeout: 25_000 });
  const { sent, encoded } = await picturesAtDesk(desk.app);
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return `${sent} packets, ${encoded} frames out; its own snapshot of ours: ${percent(seen.paper)} paper, ${percent(seen.ink)} ink`;
}

async function heardThere(user: string): Promise<string> {
  let said = '';
  await expect(async () => {
    const [level = -200] = await peers.phone(user).listenFor([agentToneHz]);
    expect(level).toBeGreaterThan(-40);
    said = `${level.toFixed(0)} dB of 1000 Hz`;
  }).toPass({ timeout: 20_000 });
  return said;
}

for (const [user, codec, rules] of [
  [vp8, 'VP8', 'RFC 3264, 7741'],
  [h264, 'H264', 'RFC 3264, 6184'],
] as const)
  test(`${codec}: the telephone offers, the desk takes and drops; the sound goes on`, async () => {
    const phone = peers.phone(user);
    phone.mark();
    await phone.dial('1001');
    await inState('ringing');
    await press('F2');
    await inState('active');
    await inVideo('on');
    const heard = await heardThere(user);
    const offered = await showsTheBars();
    expect((await picturesAtDesk(desk.app)).codec).toBe(`video/${codec}`);
    const read = await slateIsRead(user, '请把身份证正面对着镜头');
    row(
      `${codec} offered by the telephone`,
      rules,
      'Kamailio + rtpengine, baresip',
      `${offered}; ${read}; ${heard}`,
    );

    const { received } = await picturesAtDesk(desk.app);
    await press('Control+F6');
    await inVideo('off');
    expect(await farSections(desk.app)).toContainEqual(expect.stringMatching(/^m=video 0 /));
    await goesOnWithSound(user);
    row(
      `${codec} dropped by the desk`,
      'RFC 3264 §8',
      'Kamailio + rtpengine, baresip',
      `port 0 after ${received} packets, answered with port 0; the telephone is heard on`,
    );
  });

test('VP8: the desk rings, adds the picture in the call, and the telephone drops it', async () => {
  const phone = peers.phone(vp8);
  phone.mark();
  expect(await desk.send('call/dial', { number: vp8 })).toMatchObject({ ok: true });
  await phone.seen('CALL_INCOMING');
  await phone.accept();
  await inState('active');
  expect((await call())?.video.state).toBe('off');
  await press('Control+F6');
  await inVideo('on');
  const shown = await showsTheBars();
  const read = await slateIsRead(vp8, '请稍等');
  row('VP8 added by the desk', 'RFC 3264 §8', 'Kamailio + rtpengine, baresip', `${shown}; ${read}`);
  await phone.turnPicture('inactive');
  await inVideo('off');
  await goesOnWithSound(vp8);
  row(
    'VP8 dropped by the telephone',
    'RFC 3264 §8',
    'Kamailio + rtpengine, baresip',
    'its re-INVITE taken, the panel goes; the telephone is heard on',
  );
});
