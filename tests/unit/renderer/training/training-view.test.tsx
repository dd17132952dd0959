import { describe, expect, test } from 'vitest';
import type { TrainingRun } from '#shared/training/contract.ts';
import { primary } from '#renderer/commands/guidance-commands.ts';
import { sendScenario, stopScenario } from '#renderer/commands/training-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { TrainingView } from '#renderer/features/training/training-view.tsx';
import { sendHindrance, shownScenario } from '#renderer/stores/select/training.ts';
import { base } from '#tests/support/renderer-preview/desk-scenes.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { call, seat, signedIn } from '#tests/support/renderer-preview/fixtures.ts';
import { settingsState } from '../settings/settings-fixtures.ts';
import { deskWith, markup, now, textOf } from '../workspace-markup.tsx';
import { line, run, scenarios } from './training-fixtures.ts';

const scene = (on: TrainingRun | null = null, more: Scene = {}): Scene => ({
  ...base(now),
  'access/state': signedIn(2),
  'seat/state': seat('notReady', now),
  'settings/state': settingsState(),
  'training/scenarios': { scenarios },
  'training/run': { run: on },
  ...more,
});
/** With the training page on the screen, also where a call has brought the desk forward. */
function stateOf(one: Scene) {
  const { desk } = deskWith(one);
  desk.setView({ workspace: 'training' });
  return desk.state();
}

describe('sending a caller', () => {
  test('the chosen scenario goes to this machine’s own seat, by Ctrl Enter as by the button', async () => {
    const { desk, bridge } = deskWith(scene());
    desk.setView({ scenarioId: 'case-3-17' });
    expect(runCommand(desk, primary)).toBe(true);
    await Promise.resolve();
    expect(bridge.sent).toEqual([['training/send-scenario', { scenarioId: 'case-3-17' }]]);
  });

  test('the primary of the desk does nothing on a page that does not show it', () => {
    const { desk, bridge } = deskWith(scene());
    desk.setView({ workspace: 'settings' });
    expect(runCommand(desk, primary)).toBe(false);
    expect(bridge.sent).toEqual([]);
  });

  test.each<[string, Scene, ReturnType<typeof sendHindrance>]>([
    ['a seat that is not ready takes it', scene(), null],
    ['one run at a time', scene(run()), 'running'],
    ['a finished run is no hindrance', scene(run({ state: 'finished', endedAt: 9 })), null],
    [
      'the bank’s exchange',
      scene(null, { 'settings/state': settingsState({ 'exchange.mode': 'configured' }) }),
      'configured',
    ],
    ['no line', scene(null, { 'line/state': { ...lineOf(), state: 'connecting' } }), 'lineDown'],
    ['a call is up', scene(null, { 'call/state': { calls: [call('active', now)] } }), 'inCall'],
    ['wrap-up', scene(null, { 'seat/state': seat('wrapUp', now) }), 'wrapUp'],
  ])('%s', (_name, one, hindrance) => {
    const state = stateOf(one);
    expect(sendHindrance(state)).toBe(hindrance);
    expect(sendScenario.isEnabled(state)).toBe(hindrance === null);
    expect(sendScenario.whyDisabled?.(state) ?? null).toBe(
      hindrance === null ? null : `training.hindrance.${hindrance}`,
    );
  });

  test('only a run that is on can be stopped', () => {
    expect(stopScenario.isEnabled(stateOf(scene(run())))).toBe(true);
    expect(stopScenario.isEnabled(stateOf(scene(run({ state: 'finished', endedAt: 9 }))))).toBe(false);
    expect(stopScenario.isEnabled(stateOf(scene()))).toBe(false);
  });
});

describe('the scenario looked at', () => {
  test('is that of the last run until another is chosen', () => {
    const { desk } = deskWith(scene(run({ scenarioId: 'case-3-17' })));
    expect(shownScenario(desk.state())?.id).toBe('case-3-17');
    desk.setView({ scenarioId: 'case-2-10' });
    expect(shownScenario(desk.state())?.id).toBe('case-2-10');
  });
});

describe('the trainer’s view', () => {
  test('says before it is sent who rings, what it trains, how it is scored and which seat it goes to', () => {
    const text = textOf(markup(scene(), <TrainingView />));
    const scenario = scenarios[0];
    expect(text).toContain(scenario?.sketch.zh ?? '?');
    for (const one of scenario?.rubric ?? []) expect(text).toContain(one.text.zh);
    expect(text).toContain('打到本机席位 3190（吴桐）');
  });

  test('says why nothing can be sent', () => {
    const text = textOf(
      markup(scene(null, { 'line/state': { ...lineOf(), state: 'waiting' } }), <TrainingView />, 'en-US'),
    );
    expect(text).toContain('The seat is not registered at the built-in exchange');
  });

  test('tells done, open and missed apart by word', () => {
    const rubric = [line('a', 50, 'done'), line('b', 30, 'open'), line('c', 20, 'missed')];
    const html = markup(scene(run({ rubric, score: 50 })), <TrainingView />);
    const lines = [...html.matchAll(/<li data-rubric="(\w)"[^>]*>(.*?)<\/li>/g)].map(([, , inner]) =>
      textOf(inner ?? ''),
    );
    expect(lines).toEqual(['a 00:00 做到 50 / 50', 'b 还没有 — / 30', 'c 没做到 0 / 20']);
    expect(textOf(html)).toContain('50 / 100');
  });

  test('a call that nobody took shows no score', () => {
    const html = markup(
      scene(run({ state: 'notAnswered', answeredAt: null, endedAt: 9, rubric: [line('a', 100, 'missed')] })),
      <TrainingView />,
    );
    expect(textOf(html)).toContain('没有接起，不计分');
    expect(html).not.toContain('data-state="missed"');
  });
});

describe('who takes a call', () => {
  test('gets the desk in front, once, and may go back to watch', () => {
    const { desk, bridge } = deskWith(scene());
    bridge.publish('call/state', 2, { calls: [call('ringing', now)] });
    expect(desk.state().view.workspace).toBeNull();
    bridge.publish('call/state', 3, { calls: [call('active', now)] });
    expect(desk.state().view.workspace).toBe('desk');
    desk.setView({ workspace: 'training' });
    bridge.publish('call/state', 4, { calls: [call('held', now)] });
    expect(desk.state().view.workspace).toBe('training');
  });
});

function lineOf() {
  const { 'line/state': state } = base(now);
  if (!state) throw new Error('the scene has no line');
  return state;
}
