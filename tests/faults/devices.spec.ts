import { expect, test } from '@playwright/test';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import type { Device } from '#shared/media/contract.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import {
  type SoundWorld,
  startSoundWorld,
  type TestMicrophone,
  type TestSpeaker,
} from '#tests/support/sound-world.ts';

const [headsetHz, deskHz, callerHz] = [1_000, 700, 440];
let world: SoundWorld;
let desk: DeskOnExchange;
let own: Record<'headset' | 'table' | 'bell', TestSpeaker> & Record<'microphone', TestMicrophone>;
const server = process.env.PULSE_SERVER;

test.beforeAll(async () => {
  world = await startSoundWorld();
  // The first of each kind is what the system takes by itself.
  const table = await world.speaker('Table');
  await world.microphone('TableMicrophone', { hz: deskHz });
  own = {
    table,
    headset: await world.speaker('Headset'),
    bell: await world.speaker('Bell'),
    microphone: await world.microphone('HeadsetMicrophone', { hz: headsetHz }),
  };
  process.env.PULSE_SERVER = world.server;
  desk = await startDeskOnExchange({ microphone: false });
  const device = async (kind: Device['kind'], label: string): Promise<string> => {
    let id = '';
    await expect
      .poll(async () => {
        const { devices } = await desk.ask<{ devices: Device[] }>('media/state');
        id = devices.find((one) => one.kind === kind && one.label === label)?.id ?? '';
        return id;
      })
      .not.toBe('');
    return id;
  };
  const choose = async (key: string, value: string): Promise<void> =>
    expect(await desk.send('settings/set', { key, value }), key).toMatchObject({ ok: true });
  await choose('audio.microphone', await device('microphone', own.microphone.label));
  await choose('audio.speaker', await device('speaker', own.headset.label));
  await choose('audio.ringer', await device('speaker', own.bell.label));
});
test.afterAll(async () => {
  await desk.close();
  world.dispose();
  if (server === undefined) delete process.env.PULSE_SERVER;
  else process.env.PULSE_SERVER = server;
});

const notice = (kind: string, what: string) =>
  desk.page.locator(`[data-moved="${kind}"][data-what="${what}"]`);
/** Shown one after the other: put away once it was seen. */
async function readNotice(kind: string, what: string, name: string): Promise<void> {
  await expect(notice(kind, what)).toContainText(name);
  await notice(kind, what).getByRole('button').click();
  await expect(notice(kind, what)).toBeHidden();
}
/** ms from `from` until this loudspeaker sounds. */
async function soundAt(speaker: TestSpeaker, from: number): Promise<number> {
  return (await until(() => speaker.heard(), `sound at ${speaker.label}`, 15_000)).at - from;
}
const whole = (ms: number): string => `${Math.round(ms)} ms`;

test('headset, loudspeaker and bell are pulled out in use and put back: another takes over, the call stays', async () => {
  test.setTimeout(120_000);
  const { headset, table, bell, microphone } = own;
  const caller = desk.ring();
  await desk.inState('ringing');
  await soundAt(bell, performance.now());
  table.mark();
  let from = performance.now();
  await bell.unplug();
  const ringMs = await soundAt(table, from);
  await readNotice('ringer', 'gone', bell.label);
  bell.mark();
  await bell.plugIn();
  await soundAt(bell, performance.now());
  await expect(notice('ringer', 'back')).toContainText(bell.label);

  await desk.press('F2');
  await desk.inState('active');
  await notice('ringer', 'back').getByRole('button').click();
  const callId = (await desk.call())?.id;
  caller.mouth.loop(mulawTone(callerHz, 1_000));
  const callerHears = (hz: number): Promise<unknown> =>
    until(() => Math.abs((caller.audio().dominantHz ?? 0) - hz) < 20, `${hz} Hz at the caller`, 15_000);
  await callerHears(headsetHz);
  headset.mark();
  await soundAt(headset, performance.now());

  caller.markAudio();
  from = performance.now();
  await microphone.unplug();
  await callerHears(deskHz);
  const microphoneMs = performance.now() - from;
  const { maxGapMs } = caller.audio();
  await readNotice('microphone', 'gone', microphone.label);
  from = performance.now();
  await microphone.plugIn();
  await callerHears(headsetHz);
  const microphoneBackMs = performance.now() - from;
  await expect(notice('microphone', 'back')).toContainText(microphone.label);
  await notice('microphone', 'back').getByRole('button').click();

  table.mark();
  from = performance.now();
  await headset.unplug();
  const speakerMs = await soundAt(table, from);
  await readNotice('speaker', 'gone', headset.label);
  headset.mark();
  from = performance.now();
  await headset.plugIn();
  const speakerBackMs = await soundAt(headset, from);
  await expect(notice('speaker', 'back')).toContainText(headset.label);

  expect(await desk.call()).toMatchObject({ id: callId, state: 'active', microphone: 'ok' });
  figure(
    'ringer pulled out while it rings',
    'rings on at the next loudspeaker, notice; back when it is back',
    `heard there after ${whole(ringMs)}`,
  );
  figure(
    'microphone pulled out in a call',
    'the caller hears the next one, notice; the chosen one again when it is back',
    `next heard after ${whole(microphoneMs)} (up to 1 s of it the ear’s own), longest gap in the packets ${whole(maxGapMs)}, the chosen one again after ${whole(microphoneBackMs)}`,
  );
  figure(
    'loudspeaker pulled out in a call',
    'the caller is heard at the next one, notice; at the chosen one again when it is back',
    `heard there after ${whole(speakerMs)}, back after ${whole(speakerBackMs)}`,
  );
  await desk.press('F12');
  await desk.inState('ended');
});
