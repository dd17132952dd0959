import { describe, expect, it } from 'vitest';
import { begin, advance } from '#shared/flows/engine.ts';
import { applyEvent, runOf, type FlowRun } from '#shared/flows/run.ts';
import { flowLibrarySchema, flowsStateSchema } from '#shared/flows/state.ts';
import { flowsView, summaryOf } from '#shared/flows/view.ts';
import {
  act,
  around,
  ask,
  caller,
  callId,
  end,
  fill,
  flagged,
  flow,
  hold,
  policies,
  say,
} from './support.ts';

const at = { at: 5_000, callOffsetMs: 12_000 };
const tree = flow([
  { ...say('hello', 'which'), text: { zh: '{{holder.name|您}}好', en: 'Hello {{holder.name|there}}' } },
  fill('which', 'card', 'hold', { none: 'z' }),
  act('hold', 'ask', { command: 'control.hold', until: 'card.held' }),
  { ...ask('ask', 'z', 'z'), text: { zh: '{{policy.days}}内来吗？', en: 'Within {{policy.days}}?' } },
  end('z', {
    then: ['lost', 'gone'],
    followUp: { zh: '回电 {{card.tail|来电人}}', en: 'Call {{card.tail|back}}' },
  }),
]);
const content = { flows: [tree], policies };
const started = (): FlowRun => {
  const { passed, to } = begin(tree, around());
  return runOf('run-1', tree, [{ kind: 'started', ...at, passed: [...passed], to }]);
};
const go = (run: FlowRun, answer = {}, where = around()): FlowRun => {
  const move = advance(run, answer, where);
  if (!move) throw new Error('no such answer');
  return applyEvent(run, { kind: 'moved', ...at, passed: [...move.passed], to: move.to });
};
const view = (runs: readonly FlowRun[], where = around()) => flowsView(callId, runs, where, content);

describe('the snapshot', () => {
  it('has the step with its gaps filled, in both languages', () => {
    const { run } = view([started()]);
    expect(run).toMatchObject({ flowId: 'lost', number: 1, mayGoBack: false, cardId: null });
    expect(run?.step).toMatchObject({ kind: 'say', text: { zh: '贾女士好', en: 'Hello Ms Jia' } });
  });

  it('offers the cards of the panel, and follows it', () => {
    const at2 = go(started());
    expect(view([at2]).run?.step).toMatchObject({
      kind: 'fill',
      cards: [{ cardId: 'card-1' }, { cardId: 'card-2' }],
    });
    expect(view([at2], around(caller({ cards: [] }))).run?.step).toMatchObject({ cards: [] });
  });

  it('says whether a thing is done, as the core says it', () => {
    const run = go(go(started()), { cardId: 'card-1' });
    expect(view([run]).run?.step).toMatchObject({ kind: 'do', command: 'control.hold', done: false });
    expect(view([run], around(caller(), [hold('card-1', 'sent')])).run?.step).toMatchObject({ done: false });
    expect(view([run], around(caller(), [hold('card-1', 'confirmed')])).run?.step).toMatchObject({
      done: true,
    });
  });

  it('names the figures of the bank in the words', () => {
    const run = go(go(go(started()), { cardId: 'card-1' }));
    expect(view([run]).run?.step).toMatchObject({
      text: { zh: '3 天内来吗？' },
      policies: [{ id: 'days', sample: true }],
    });
  });

  it('leads on to flows that are there', () => {
    const run = go(go(go(go(started()), { cardId: 'card-1' })), { choice: 1 });
    expect(view([run]).run?.step).toMatchObject({
      kind: 'end',
      followUp: { zh: '回电 7788' },
      then: [{ flowId: 'lost' }],
    });
  });

  it('remembers the way in the words this caller was to hear', () => {
    const run = go(go(started()), { cardId: 'card-2' });
    const old = around(caller({ flags: flagged('elderly') }));
    expect(view([run], old).run?.trail).toMatchObject([
      { stepId: 'hello', text: { zh: '您好，慢慢说。' }, choice: null, at: 5_000, callOffsetMs: 12_000 },
      { stepId: 'which', choice: { zh: '6225 88** **** 0142' } },
    ]);
    expect(view([run]).run?.trail[0]?.text?.zh).toBe('贾女士好');
  });

  it('keeps those put aside and finished, the newest first', () => {
    const aside = applyEvent(go(started()), { kind: 'stopped', ...at });
    const done = { ...go(go(go(go(started()), { cardId: 'card-1' })), { choice: 1 }), runId: 'run-2' };
    const ended = applyEvent(done, { kind: 'finished', ...at, stepId: 'z' });
    const state = view([aside, ended]);
    expect(state.run).toBeNull();
    expect(state.others).toMatchObject([
      { runId: 'run-2', state: 'ended', outcome: { zh: '您好。' } },
      { runId: 'run-1', state: 'stopped', number: 2, outcome: null },
    ]);
  });

  it('fits the contract at every step', () => {
    let run = started();
    for (const answer of [{}, { cardId: 'card-1' }, {}, { choice: 1 }]) {
      expect(flowsStateSchema.safeParse(view([run])).error).toBeUndefined();
      run = go(run, answer);
    }
    expect(flowsStateSchema.safeParse(view([run])).success).toBe(true);
    expect(flowLibrarySchema.safeParse({ flows: [summaryOf(tree)], refused: [] }).success).toBe(true);
  });
});
