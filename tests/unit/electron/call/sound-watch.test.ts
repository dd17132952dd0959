import { expect, it } from 'vitest';
import { createSoundWatch, type Sound } from '#electron/call/sound-watch.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const id = 'call-1' as CallId;
const settle = () => new Promise<void>((done) => setImmediate(done));

function rig() {
  const clock = createManualClock();
  const flow = { received: 0, sent: 0, expected: true, comes: true, goes: true };
  const said: Sound[] = [];
  const watch = createSoundWatch({
    clock,
    media: {
      stats: async () => ({ packetsReceived: flow.received, packetsSent: flow.sent }) as never,
    },
    expected: () => flow.expected,
    onSound: (_id, sound) => said.push(sound),
  });
  watch.start(id);
  /** Half a second of the call. */
  const pass = async (halves: number): Promise<Sound | undefined> => {
    for (let turn = 0; turn < halves; turn += 1) {
      if (flow.comes) flow.received += 25;
      if (flow.goes) flow.sent += 25;
      clock.advance(500);
      await settle();
    }
    return said.at(-1);
  };
  return { flow, pass, watch };
}

it('says within three seconds which way is silent, and when it is over', async () => {
  const { flow, pass } = rig();
  expect(await pass(4)).toBe('ok');
  flow.comes = false;
  expect(await pass(3)).toBe('ok');
  expect(await pass(2)).toBe('nothingHeard');
  flow.goes = false;
  expect(await pass(6)).toBe('silent');
  flow.comes = true;
  expect(await pass(1)).toBe('notHeard');
  flow.goes = true;
  expect(await pass(1)).toBe('ok');
});

it('takes no hold for a fault, and gives the sound time to come back after it', async () => {
  const { flow, pass } = rig();
  await pass(2);
  Object.assign(flow, { comes: false, goes: false, expected: false });
  expect(await pass(20)).toBe('ok');
  flow.expected = true;
  expect(await pass(3)).toBe('ok');
  expect(await pass(2)).toBe('silent');
});
