import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import {
  debuggerPort,
  type RisenDesk,
  risenDesk,
  waitingFor,
  wayBackOf,
} from '../support/desk-after-death.ts';
import { agentToneHz, type Desk } from '../support/desk-app.ts';
import { listenInMedia, mediaPage } from '../support/media-ear.ts';
import { startDeskAtPeers } from './desk-at-peers.ts';
import { ensurePeers } from './peers/packages.ts';
import { type Peers, startPeers } from './peers/peers.ts';
import { watchRecording } from './peers/recording.ts';
import { row } from './table.ts';

// kill -9 of the desk in a call at Kamailio and rtpengine, with baresip as the caller: how long the caller hears nothing is read
// from the caller's own recording, which grows only while sound comes.

const missing = await ensurePeers();
test.skip(missing !== null, missing ?? '');

const phoneNumber = '13800001111';
let peers: Peers;
let folder: string;
let port: number;
let desk: Desk | undefined;
let risen: RisenDesk | undefined;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guardline-takeover-'));
  peers = await startPeers({
    seats: ['1001'],
    phones: [{ user: phoneNumber, displayName: 'Wang Guizhen' }],
    inviteHeaders: { 'X-Queue': 'bank' },
  });
  port = await debuggerPort();
});
test.afterAll(async () => {
  await (risen ?? desk)?.close();
  await peers?.dispose();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

const callOf = async (one: Pick<Desk, 'ask'>): Promise<CallSnapshot | undefined> =>
  (await one.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);

async function inCall(): Promise<Desk> {
  const started = await startDeskAtPeers(peers, {
    dataFolder: folder,
    standby: true,
    switches: [`--remote-debugging-port=${port}`],
  });
  desk = started;
  const phone = peers.phone(phoneNumber);
  phone.mark();
  await phone.dial('1001');
  await expect.poll(async () => (await callOf(started))?.state, { timeout: 30_000 }).toBe('ringing');
  await started.page.locator('.bar-who', { hasText: phoneNumber.slice(-4) }).waitFor();
  await started.press('F2');
  await phone.seen('CALL_ESTABLISHED');
  await expect.poll(async () => (await callOf(started))?.state, { timeout: 30_000 }).toBe('active');
  return started;
}

/** Both ends, by frequency. */
async function bothHear(media: Parameters<typeof listenInMedia>[0]): Promise<string> {
  const phone = peers.phone(phoneNumber);
  let said = '';
  await expect(async () => {
    const { dominantHz, purity } = await phone.listen();
    expect(Math.abs((dominantHz ?? 0) - agentToneHz)).toBeLessThan(10);
    expect(purity).toBeGreaterThan(0.8);
    const { hz } = await listenInMedia(media);
    expect(Math.abs(hz - phone.toneHz)).toBeLessThan(10);
    said = `phone hears ${dominantHz?.toFixed(0)} Hz, agent hears ${hz.toFixed(0)} Hz`;
  }).toPass({ timeout: 30_000 });
  return said;
}

/** kill -9 of main alone, once the waiting process has read what it will need; everything else of the desk dies with it. */
async function kill(pid: number): Promise<{ readonly killedMs: number; readonly standby: number }> {
  const { standby } = await waitingFor(pid);
  process.kill(pid, 'SIGKILL');
  return { killedMs: performance.now(), standby };
}

test('main is killed in a call: the program is back by itself on the same call, and the phone notices a pause', async () => {
  const first = await inCall();
  const phone = peers.phone(phoneNumber);
  await bothHear(mediaPage(first.app));
  const before = await callOf(first);
  const recording = watchRecording(phone.recordings().at(-1) ?? '');
  const { killedMs, standby } = await kill(first.app.process().pid ?? 0);
  risen = await risenDesk(port, standby);
  const back = risen;
  await expect.poll(async () => (await callOf(back))?.state, { timeout: 30_000 }).toBe('active');
  const heard = await bothHear(await back.media());
  const silenceMs = recording.longestPauseSince(killedMs);
  recording.stop();
  // There was a silence, and it is over.
  expect(silenceMs).toBeGreaterThan(100);
  expect(await callOf(back)).toMatchObject({
    id: before?.id,
    numberMasked: before?.numberMasked,
    queue: 'bank',
    resuming: false,
    muted: false,
  });
  row(
    'main killed -9, taken over by itself',
    'RFC 3261 §12.2, 3264, 5764',
    'Kamailio + rtpengine, baresip',
    `silence at the phone ${Math.round(silenceMs)} ms; ${heard}; since the death, ms: ${await wayBackOf(folder)}`,
  );
  await phone.hangup();
  await expect.poll(async () => (await callOf(back))?.state, { timeout: 30_000 }).toBe('ended');
  expect((await callOf(back))?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
});
