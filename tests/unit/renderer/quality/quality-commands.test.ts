import { describe, expect, test } from 'vitest';
import { commandByShortcut } from '#renderer/commands/registry.ts';
import { showRequired, tickRequired } from '#renderer/commands/quality-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { deafCaller } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

async function press(scene: string, change?: (scene: Scene) => Scene) {
  const { desk, bridge, focused } = deskIn(scene, change);
  const ran = runCommand(desk, tickRequired);
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  return { ran, sent: bridge.sent, desk, focused };
}

describe('Alt Y', () => {
  test('is the key, and ticks the first that is open, in the order of the call', async () => {
    expect(commandByShortcut('Alt+Y')).toBe(tickRequired);
    const { sent, desk } = await press('quiet');
    expect(tickRequired.label(desk.state())).toMatchObject({ key: 'quality.said' });
    expect(sent).toEqual([['quality/tick', { callId: 'call-1', itemId: 'recordingNotice', done: true }]]);
  });

  test('works while a playbook leads', async () => {
    const { sent } = await press('scam');
    expect(sent).toEqual([['quality/tick', { callId: 'call-1', itemId: 'recordingNotice', done: true }]]);
  });

  test('sends the sentence to a caller who cannot hear, before it is ticked', async () => {
    const { sent } = await press('quiet', (scene) => ({ ...scene, 'caller/state': deafCaller(now) }));
    expect(sent.map(([name]) => name)).toEqual(['call/send-text', 'quality/tick']);
    expect(sent[0]?.[1]).toMatchObject({ text: '跟您说一声，咱们的通话会录下来，怕记错。' });
  });

  test('rests when all is done, and after the call', async () => {
    const done = await press('quiet', (scene) => {
      const quality = scene['quality/state'];
      if (!quality) throw new Error('no check');
      const lines = quality.lines.map((line) => ({
        ...line,
        done: { by: 'agent' as const, at: now, callOffsetMs: 1 },
      }));
      return { ...scene, 'quality/state': { ...quality, lines } };
    });
    expect([done.ran, done.sent]).toEqual([false, []]);
    expect((await press('wrap-up')).ran).toBe(false);
  });
});

test('the list opens over the foot and takes the focus', () => {
  const { desk, focused } = deskIn('scam');
  runCommand(desk, showRequired);
  expect([desk.state().view.qualityOpen, focused]).toEqual([true, ['quality']]);
  runCommand(desk, showRequired);
  expect(desk.state().view.qualityOpen).toBe(false);
});
