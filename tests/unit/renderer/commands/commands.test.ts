import { holdAll } from '#renderer/commands/control-commands.ts';
import { noHolds } from '#shared/control/state.ts';
import { describe, expect, test } from 'vitest';
import type { DeskCommand } from '#renderer/commands/command.ts';
import { dialPad, end, forward, hold, mute, text } from '#renderer/commands/call-commands.ts';
import { holdCommands, lookUpAgain } from '#renderer/commands/caller-commands.ts';
import { anotherQuestion, lineSaid, primary } from '#renderer/commands/guidance-commands.ts';
import { commandByShortcut, commands, paletteCommands } from '#renderer/commands/registry.ts';
import { setReady } from '#renderer/commands/seat-commands.ts';
import { nextQuestion } from '#renderer/stores/select/guidance.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { guiding, hold as holdFixture } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

async function press(
  command: DeskCommand,
  scene: Parameters<typeof deskIn>[0],
  change?: Parameters<typeof deskIn>[1],
) {
  const { desk, bridge, focused } = deskIn(scene, change);
  const ran = runCommand(desk, command);
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return { ran, sent: bridge.sent, desk, focused };
}
const labelIn = (command: DeskCommand, scene: string): string =>
  command.label(deskIn(scene).desk.state()).key;

describe('the registry', () => {
  test('no two commands have one id or one key', () => {
    const ids = commands.map((one) => one.id);
    const keys = commands.flatMap((one) => one.shortcut ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
    expect(commandByShortcut('F2')).toBe(forward);
  });

  test('Alt and a number holds that card and does nothing else', () => {
    const withNumber = commands.filter((one) => /^Alt\+\d$/.test(one.shortcut ?? ''));
    // Nought is the second key: every card of the holder.
    expect(withNumber).toEqual([...holdCommands, holdAll]);
  });

  test('the palette offers playbooks once something is typed', () => {
    const state = deskIn('scam').desk.state();
    const ids = (searching: boolean) => paletteCommands(state, searching).map((one) => one.id);
    expect(ids(false).some((id) => id.startsWith('guidance.choose:'))).toBe(false);
    expect(ids(true)).toContain('guidance.choose:remote-nfc');
  });

  test('a command that cannot be done now does nothing', async () => {
    const { ran, sent } = await press(mute, 'ready');
    expect(ran).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('F2 goes forward', () => {
  test.each([
    ['not-ready', 'call.forward.ready', 'seat/set-ready'],
    ['ring', 'call.forward.answer', 'call/answer'],
  ])('%s', async (scene, label, command) => {
    expect(labelIn(forward, scene)).toBe(label);
    expect((await press(forward, scene)).sent[0]?.[0]).toBe(command);
  });

  test('rests while talking and while waiting', () => {
    for (const scene of ['scam', 'held', 'ready'])
      expect(forward.isEnabled(deskIn(scene).desk.state())).toBe(false);
  });

  test('in the wrap-up it saves, then finishes', async () => {
    const { desk, bridge } = deskIn('wrap-up');
    bridge.reply('seat/save-wrap-up', { ok: true, value: { savedAt: now } });
    desk.draft.edit({ note: 'typed just now' });
    runCommand(desk, forward);
    await new Promise((done) => setTimeout(done));
    expect(bridge.sent.map(([name]) => name)).toEqual(['seat/save-wrap-up', 'seat/finish-wrap-up']);
  });

  test('without a result main refuses, it is said, and the answers get the focus', async () => {
    const { desk, bridge, focused } = deskIn('wrap-up');
    bridge.reply('seat/finish-wrap-up', {
      ok: false,
      error: { code: 'seat/disposition-missing', params: {}, retry: 'no' },
    });
    runCommand(desk, forward);
    await new Promise((done) => setTimeout(done));
    expect(focused).toEqual(['answers']);
    expect(desk.notices.store.getState().current?.kind).toBe('failed');
  });
});

describe('the call', () => {
  test('F4 mutes, F5 holds and takes back, F12 declines or ends', async () => {
    expect((await press(mute, 'scam')).sent).toEqual([['call/set-muted', { callId: 'call-1', muted: true }]]);
    expect((await press(hold, 'scam')).sent[0]?.[0]).toBe('call/hold');
    expect((await press(hold, 'held')).sent[0]?.[0]).toBe('call/resume');
    expect((await press(end, 'ring')).sent[0]?.[0]).toBe('call/decline');
    expect((await press(end, 'scam')).sent[0]?.[0]).toBe('call/hang-up');
  });

  test.each([
    ['hold', hold, 'call/hold'],
    ['hangUp', end, 'call/hang-up'],
  ] as const)(
    'main asks first before %s: the same key says it again, another one asks anew',
    async (act, command, name) => {
      const { desk, bridge } = deskIn('three-flags');
      const pressed = async (one = command): Promise<void> => {
        runCommand(desk, one);
        await new Promise((done) => setTimeout(done));
      };
      const refusal = {
        ok: false as const,
        error: {
          code: 'call/confirm-needed' as const,
          params: { act, flag: 'crisis' },
          retry: 'no' as const,
        },
      };
      bridge.reply(name, refusal);
      await pressed();
      expect(desk.view.getState().asking).toMatchObject({ by: command.id, act, flag: 'crisis' });
      expect(command.label(desk.state()).key).toBe(`care.asked.again.${act}`);
      bridge.reply(name, { ok: true, value: {} });
      await pressed();
      const sent = bridge.sent.filter(([one]) => one === name).map(([, input]) => input);
      expect(sent).toEqual([{ callId: 'call-1' }, { callId: 'call-1', confirmed: true }]);
      expect(desk.view.getState().asking).toBeNull();
    },
  );

  test('F6 opens the text and goes there', async () => {
    const { desk, focused } = await press(text, 'scam');
    expect(desk.view.getState().textOpenFor).toBe('call-1');
    expect(focused).toEqual(['text']);
  });

  test('F3 needs a line between calls and says so', () => {
    const down = deskIn('line-down').desk.state();
    expect([dialPad.isEnabled(down), dialPad.whyDisabled?.(down)]).toEqual([false, 'call.why.noLine']);
    expect(dialPad.isEnabled(deskIn('ready').desk.state())).toBe(true);
  });

  test('ready in a call is for afterwards', () => {
    expect(labelIn(setReady, 'scam')).toBe('seat.readyAfterCall');
  });
});

describe('the card hold', () => {
  const [first, second, third, fourth] = holdCommands;
  if (!first || !second || !third || !fourth) throw new Error('nine hold commands are wanted');

  test('asks for the card at that place, for this call', async () => {
    expect((await press(second, 'scam')).sent).toEqual([
      ['control/hold-card', { cardId: 'card-2', callId: 'call-1' }],
    ]);
  });

  test('is not offered again while one is under way, nor for a card that cannot be held', () => {
    const state = deskIn('scam').desk.state();
    expect([first.isEnabled(state), fourth.isEnabled(state)]).toEqual([false, false]);
  });

  test('a failed one that may be tried again is sent again under the same hold', async () => {
    expect((await press(second, 'hold-states')).sent).toEqual([
      ['control/retry', { requestId: 'hold-card-2' }],
    ]);
  });

  test('one that waits for its next try can be sent at once', async () => {
    expect((await press(third, 'hold-states')).sent).toEqual([
      ['control/retry', { requestId: 'hold-card-3' }],
    ]);
  });

  test('a hold older than the look-up is history: the core knows better', () => {
    const old = holdFixture('card-1', 'confirmed', now - 3_600_000);
    const { desk } = deskIn('quiet', (scene) => ({
      ...scene,
      'control/state': { ...noHolds, holds: [old], outboxDepth: 0 },
    }));
    expect(first.isEnabled(desk.state())).toBe(true);
  });

  test('what could not be read can be read again', async () => {
    expect((await press(lookUpAgain, 'failed')).sent[0]?.[0]).toBe('caller/look-up-again');
    expect(lookUpAgain.isEnabled(deskIn('quiet').desk.state())).toBe(false);
  });
});

describe('the primary of the middle', () => {
  test('asks the next question of the open playbook', async () => {
    const { sent, desk } = await press(primary, 'scam');
    expect(sent).toEqual([
      [
        'guidance/ask-question',
        {
          callId: 'call-1',
          playbookId: 'fake-support-cover-expiry',
          questionId: nextQuestion(desk.state())?.id,
        },
      ],
    ]);
  });

  test('opens the best suggestion', async () => {
    expect((await press(primary, 'suggesting')).sent[0]).toEqual([
      'guidance/choose-playbook',
      { callId: 'call-1', playbookId: 'fake-support-cover-expiry' },
    ]);
  });

  test('is nothing while nothing is wrong', () => {
    expect(primary.isEnabled(deskIn('quiet').desk.state())).toBe(false);
  });

  test('to a caller who cannot hear it is sent as text first, in the caller’s language', async () => {
    const { desk, bridge } = deskIn('hearing', (scene) => ({
      ...scene,
      'guidance/state': guiding(now),
    }));
    runCommand(desk, primary);
    await new Promise((done) => setTimeout(done));
    expect(bridge.sent.map(([name]) => name)).toEqual(['call/send-text', 'guidance/ask-question']);
    expect(bridge.sent[0]?.[1]).toMatchObject({ text: nextQuestion(desk.state())?.text.zh });
  });

  test('a text that did not go out is not recorded as asked', async () => {
    const { desk, bridge } = deskIn('hearing', (scene) => ({
      ...scene,
      'guidance/state': guiding(now),
    }));
    bridge.reply('call/send-text', {
      ok: false,
      error: { code: 'common/timeout', params: { afterMs: 1 }, retry: 'now' },
    });
    runCommand(desk, primary);
    await new Promise((done) => setTimeout(done));
    expect(bridge.sent.map(([name]) => name)).toEqual(['call/send-text']);
  });

  test('another question turns on and comes round', () => {
    const { desk } = deskIn('scam');
    const count =
      desk.state().library?.playbooks.find((one) => one.id === 'fake-support-cover-expiry')?.questions
        .length ?? 0;
    const seen = Array.from({ length: count + 1 }, () => {
      const id = nextQuestion(desk.state())?.id;
      runCommand(desk, anotherQuestion);
      return id;
    });
    expect(new Set(seen).size).toBe(count);
    expect(seen.at(-1)).toBe(seen[0]);
  });

  test('a line said is recorded', async () => {
    expect((await press(lineSaid, 'scam')).sent[0]?.[0]).toBe('guidance/mark-said');
  });
});
