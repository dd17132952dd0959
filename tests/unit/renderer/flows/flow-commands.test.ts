import { noHolds } from '#shared/control/state.ts';
import { describe, expect, test } from 'vitest';
import { plainFlowCommandIds } from '#shared/flows/flow-command.ts';
import type { DeskCommand } from '#renderer/commands/command.ts';
import {
  answerByDigit,
  asideFlow,
  findFlow,
  flowBack,
  flowOfArticle,
  restartFlow,
  startFlow,
} from '#renderer/commands/flow-commands.ts';
import { stepCommand } from '#renderer/commands/flow-step.ts';
import { primary } from '#renderer/commands/guidance-commands.ts';
import { commandByShortcut, paletteCommands } from '#renderer/commands/registry.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import type { TopicSnapshot } from '#shared/contract/index.ts';
import { settingDefaults } from '#shared/settings/values.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { FlowsState } from '#shared/flows/state.ts';
import { offeredFlows } from '#renderer/stores/select/flows.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { hold } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';
import { flowLibrary, inFlow } from './flow-world.ts';

const none: FlowsState = { callId: null, run: null, others: [] };
const at = (scene: Scene) => deskIn('quiet', () => scene);
const lost = flowLibrary.flows.find(({ flowId }) => flowId === 'card-loss');
if (!lost) throw new Error('no card-loss');

async function press(command: DeskCommand, scene: Scene) {
  const { desk, bridge, focused } = at(scene);
  const ran = runCommand(desk, command);
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  return { ran, sent: bridge.sent, desk, focused };
}
const labelAt = (scene: Scene): string => primary.label(at(scene).desk.state()).key;
const run = { callId: 'call-1', runId: 'run-1' };

describe('Ctrl ↵ while a flow leads', () => {
  test('a line is said, and the flow goes on from that step', async () => {
    const scene = inFlow('card-loss');
    expect(labelAt(scene)).toBe('flows.saidNext');
    expect((await press(primary, scene)).sent).toEqual([['flows/answer', { ...run, stepId: 'calm' }]]);
  });

  test('a question is put; its answer is a digit, and the key then rests and says so', async () => {
    const scene = inFlow('card-loss', [{}]);
    expect(labelAt(scene)).toBe('flows.asked');
    expect((await press(primary, scene)).sent).toEqual([['flows/mark-asked', { ...run, stepId: 'which' }]]);
    const { 'flows/state': flows } = scene;
    if (!flows?.run) throw new Error('no flow');
    const state = at({
      ...scene,
      'flows/state': { ...flows, run: { ...flows.run, askedAt: now } },
    }).desk.state();
    expect([primary.isEnabled(state), primary.whyDisabled?.(state)]).toEqual([false, 'flows.why.pressDigit']);
  });

  test('a card is never held by it: Alt and its number alone do that', async () => {
    const scene = inFlow('card-loss', [{}, { cardId: 'card-2' }]);
    const state = at(scene).desk.state();
    expect([primary.isEnabled(state), primary.whyDisabled?.(state)]).toEqual([false, 'flows.why.holdKey']);
    expect(stepCommand(state)?.shortcut).toBe('Alt+2');
    expect((await press(primary, scene)).sent).toEqual([]);
  });

  test('a confirmed hold opens the way on; one that is on its way does not', () => {
    const answers = [{}, { cardId: 'card-1' }];
    const with1 = (state: 'sent' | 'confirmed') =>
      at({ ...inFlow('card-loss', answers), ...viewWith(answers, state) }).desk.state();
    expect(primary.isEnabled(with1('sent'))).toBe(false);
    expect([primary.isEnabled(with1('confirmed')), primary.label(with1('confirmed')).key]).toEqual([
      true,
      'flows.doneNext',
    ]);
  });

  test('an identity check opens its dialog first, then leads on', async () => {
    const scene = inFlow('limit-raise', [], { caller: notVerified });
    expect(labelAt(scene)).toBe('caller.verify');
    expect((await press(primary, scene)).desk.view.getState().overlay).toEqual({ kind: 'verify' });
  });

  test('what was heard goes with it', async () => {
    const scene = inFlow('fee-dispute', [{}]);
    const { desk, bridge } = at(scene);
    desk.setView({ flowTyped: { of: 'run-1 what', text: '3 月 8 日 200 元' } });
    runCommand(desk, primary);
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
    expect(bridge.sent).toEqual([['flows/answer', { ...run, stepId: 'what', value: '3 月 8 日 200 元' }]]);
  });

  test('words typed for another step are not taken for this one', async () => {
    const { desk, bridge } = at(inFlow('fee-dispute', [{}]));
    desk.setView({ flowTyped: { of: 'run-1 other', text: 'left over' } });
    runCommand(desk, primary);
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
    expect(bridge.sent[0]?.[1]).toMatchObject({ value: '' });
  });

  test('for a caller who cannot hear, the line goes out as text, in writing', async () => {
    const scene = inFlow('card-loss', [], { scene: 'hearing' });
    expect(labelAt(scene)).toBe('flows.sendAndNext');
    const { sent } = await press(primary, scene);
    expect(sent.map(([name]) => name)).toEqual(['call/send-text', 'flows/answer']);
    expect(sent[0]?.[1]).toMatchObject({ text: '您好，我先帮您停卡。停住以后，别人不能用这张卡。' });
  });

  test('a text that could not be sent keeps the flow where it is', async () => {
    const { desk, bridge } = at(inFlow('card-loss', [], { scene: 'hearing' }));
    bridge.reply('call/send-text', {
      ok: false,
      error: { code: 'common/timeout', params: { afterMs: 1 }, retry: 'now' },
    });
    runCommand(desk, primary);
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
    expect(bridge.sent.map(([name]) => name)).toEqual(['call/send-text']);
  });

  test('the end takes its proposals to the wrap-up, and nothing the agent wrote is lost', async () => {
    const scene = inFlow('fee-dispute', [{}, { value: '年费' }, { choice: 1 }, {}, { choice: 3 }]);
    const { desk, bridge } = at({ ...scene, 'settings/state': inChinese });
    desk.draft.edit({ disposition: 'complaint', note: '已安抚' });
    runCommand(desk, primary);
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
    expect(bridge.sent[0]).toEqual(['flows/answer', { ...run, stepId: 'fine' }]);
    expect(desk.draft.store.getState()).toMatchObject({
      disposition: 'complaint',
      note: '已安抚\n收费、账单有疑问 · 已说明',
    });
  });
});

describe('digits', () => {
  const digit = async (scene: Scene, key: number) => {
    const { desk, bridge } = at(scene);
    await answerByDigit(desk, key);
    return bridge.sent;
  };

  test('answer the question at that number, and nothing beyond it', async () => {
    const scene = inFlow('fee-dispute', [{}, { value: '' }]);
    expect(await digit(scene, 2)).toEqual([['flows/answer', { ...run, stepId: 'kind', choice: 2 }]]);
    expect(await digit(scene, 9)).toEqual([]);
    expect(await digit(scene, 0)).toEqual([]);
  });

  test('choose the card, or go on without', async () => {
    const scene = inFlow('card-loss', [{}]);
    expect(await digit(scene, 3)).toEqual([['flows/answer', { ...run, stepId: 'which', cardId: 'card-3' }]]);
    // The closed deposit is no card to choose.
    expect(await digit(scene, 4)).toEqual([]);
    expect(await digit(scene, 0)).toEqual([['flows/answer', { ...run, stepId: 'which' }]]);
  });

  test('0 goes on without what is not done; a line has no digits', async () => {
    expect(await digit(inFlow('card-loss', [{}, { cardId: 'card-1' }]), 0)).toEqual([
      ['flows/answer', { ...run, stepId: 'hold' }],
    ]);
    expect(await digit(inFlow('card-loss'), 1)).toEqual([]);
  });
});

describe('to a flow and away from it', () => {
  test('the keys are its own', () => {
    expect(['Alt+F', 'Alt+A', 'Alt+Z'].map(commandByShortcut)).toEqual([findFlow, asideFlow, flowBack]);
  });

  test('begins in a call, and the keys land in it', async () => {
    const scene = { ...deskIn('quiet').desk.state(), 'flows/library': flowLibrary } as never as Scene;
    const { sent, focused } = await press(startFlow(lost), {
      ...inFlow('card-loss'),
      ...scene,
      'flows/state': none,
    });
    expect(sent).toEqual([['flows/start', { callId: 'call-1', flowId: 'card-loss' }]]);
    expect(focused).toEqual(['guidance']);
  });

  test('without a call it says why not', () => {
    const state = deskIn('ready', (scene) => ({ ...scene, 'flows/library': flowLibrary })).desk.state();
    expect([startFlow(lost).isEnabled(state), startFlow(lost).whyDisabled?.(state)]).toEqual([
      false,
      'flows.why.noCall',
    ]);
    expect(findFlow.isEnabled(state)).toBe(false);
  });

  test('Alt A puts it aside and takes it up again', async () => {
    expect((await press(asideFlow, inFlow('card-loss'))).sent).toEqual([['flows/stop', run]]);
    const stopped = inFlow('card-loss', [{}], { state: 'stopped' });
    expect(asideFlow.label(at(stopped).desk.state()).key).toBe('flows.resume');
    expect((await press(asideFlow, stopped)).sent).toEqual([['flows/resume', run]]);
  });

  test('back and from the start only where there is something behind', async () => {
    expect((await press(flowBack, inFlow('card-loss'))).ran).toBe(false);
    expect((await press(flowBack, inFlow('card-loss', [{}]))).sent).toEqual([
      ['flows/back', { ...run, stepId: 'which' }],
    ]);
    expect((await press(restartFlow, inFlow('card-loss', [{}]))).sent).toEqual([['flows/restart', run]]);
  });

  test('the palette has them once something is typed; the search knows the flow behind its article', () => {
    const state = at(inFlow('card-loss', [], { state: 'stopped' })).desk.state();
    expect(paletteCommands(state, true).map(({ id }) => id)).toContain('flows.start:card-loss');
    expect(paletteCommands(state, false).map(({ id }) => id)).not.toContain('flows.start:card-loss');
    expect(flowOfArticle(state, 'flow-card-loss')?.id).toBe('flows.start:card-loss');
    expect(flowOfArticle(state, 'card-loss')).toBeNull();
    expect(flowOfArticle(state, 'flow-nothing')).toBeNull();
  });

  test('the facts of the call offer a flow, once', () => {
    const foreign = at({
      ...inFlow('card-loss', [], { scene: 'foreign' }),
      'flows/state': none,
    }).desk.state();
    expect(offeredFlows(foreign).map(({ flowId }) => flowId)).toEqual(['atm-card-kept']);
    expect(offeredFlows(foreign)).toBe(offeredFlows(foreign));
    const begun = at(inFlow('atm-card-kept', [], { scene: 'foreign', state: 'stopped' })).desk.state();
    expect(offeredFlows(begun)).toEqual([]);
  });
});

describe('commands in the content', () => {
  test('each that a flow can name is one of the desk', () => {
    const special = ['control.hold', 'call.sendText'];
    const named = plainFlowCommandIds.filter((id) => !special.includes(id));
    const ids = paletteCommands(deskIn('quiet').desk.state(), true).map(({ id }) => id);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('a flag is set by its step', async () => {
    const scene = inFlow('hardship');
    expect(labelAt(scene)).toBe('flows.setFlag.hardship');
    expect((await press(primary, scene)).sent).toEqual([
      ['caller/set-flag', { callId: 'call-1', flag: 'hardship' }],
    ]);
  });
});

const notVerified = (panel: CallerState): CallerState => ({
  ...panel,
  caller: panel.caller && {
    ...panel.caller,
    verified: { ...panel.caller.verified, state: 'notVerified' },
  },
});

const inChinese = {
  values: { ...settingDefaults, language: 'zh-CN' },
  sources: {},
  locked: [],
  setAside: [],
  missing: [],
  secrets: {},
  restartNeeded: false,
  policyFile: null,
} as never as TopicSnapshot<'settings/state'>;

/** The same step while the core says this of the hold. */
function viewWith(answers: Parameters<typeof inFlow>[1], state: 'sent' | 'confirmed'): Scene {
  const open = inFlow('card-loss', answers);
  const { run: shown } = open['flows/state'] ?? none;
  if (shown?.step.kind !== 'do') throw new Error('not at the hold');
  return {
    'control/state': { ...noHolds, holds: [hold('card-1', state, now)], outboxDepth: 0 },
    'flows/state': {
      ...open['flows/state']!,
      run: { ...shown, step: { ...shown.step, done: state === 'confirmed' } },
    },
  };
}
