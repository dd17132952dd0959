import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { cardsOf, factsOf, type FlowContext, type FlowSurroundings } from './context.ts';
import type { Flow, FlowStep } from './flow.ts';
import type { PolicyFigures } from './policy.ts';
import { cardOf, saidIn, stepBefore, stepOf, type FlowRun, type Passed } from './run.ts';
import type { FlowSummary, FlowsState, RunView, StepView, TrailItem } from './state.ts';
import { fillWords, policiesIn, valuesOf, type FlowValues } from './values.ts';

/** What views are made from besides the runs. */
export interface FlowContent {
  readonly flows: readonly Flow[];
  readonly policies: PolicyFigures;
}

export const summaryOf = ({ id, steps, ...flow }: Flow): FlowSummary => ({
  flowId: id,
  version: flow.version,
  effectiveFrom: flow.effectiveFrom,
  name: flow.name,
  when: flow.when,
  keywords: [...flow.keywords],
  offer: [...flow.offer],
  careFlags: [...flow.careFlags],
  playbooks: [...flow.playbooks],
  steps: steps.length,
});

const maxTrail = 100;
const maxOthers = 20;
const two = ({ zh, en }: Bilingual): Bilingual => ({ zh, en });

function choiceOf(
  step: FlowStep,
  passed: Passed,
  context: FlowContext,
  values: FlowValues,
): Bilingual | null {
  if (step.kind === 'ask' && passed.choice !== null) {
    const answer = step.answers[passed.choice];
    return answer ? two(fillWords(answer.label, values)) : null;
  }
  if (step.kind !== 'fill') return null;
  const card = context.caller.cards.find((one) => one.cardId === passed.cardId);
  const words = card?.masked ?? passed.value;
  return words ? { zh: words, en: words } : null;
}

/** The wording that this caller was to hear or read: as the window chooses it. */
function wordsFor(step: Exclude<FlowStep, { kind: 'check' }>, context: FlowContext): Bilingual {
  if (step.kind === 'do') return step.text;
  const facts = factsOf(context);
  if (facts.has('flag.hearingImpaired')) return step.written ?? step.text;
  return facts.has('flag.elderly') ? (step.elderly ?? step.text) : step.text;
}

function trailOf(run: FlowRun, context: FlowContext, values: FlowValues): TrailItem[] {
  return run.path.slice(-maxTrail).map((passed) => {
    const step = stepOf(run.flow, passed.stepId);
    return {
      stepId: passed.stepId,
      kind: step.kind,
      text: step.kind === 'check' ? null : two(fillWords(wordsFor(step, context), values)),
      choice: choiceOf(step, passed, context, values),
      by: passed.by,
      facts: [...passed.facts],
      done: passed.done,
      at: passed.at,
      callOffsetMs: passed.callOffsetMs,
    };
  });
}

function stepViewOf(
  step: FlowStep,
  context: FlowContext,
  values: FlowValues,
  content: FlowContent,
): StepView {
  if (step.kind === 'check') throw new Error(`nobody stands at the check ${step.id}`);
  const maybe = (text: Bilingual | undefined): Bilingual | null =>
    text ? two(fillWords(text, values)) : null;
  const base = {
    id: step.id,
    dont: maybe(step.dont),
    note: maybe(step.note),
    policies: policiesIn(step).flatMap((id) => {
      const figure = content.policies[id];
      return figure ? [{ id, ...figure }] : [];
    }),
  };
  if (step.kind === 'do')
    return {
      ...base,
      kind: 'do',
      text: two(fillWords(step.text, values)),
      command: step.command ?? null,
      message: maybe(step.message),
      until: step.until ?? null,
      done: step.until === undefined ? null : factsOf(context).has(step.until),
    };
  const said = {
    ...base,
    text: fillWords(step.text, values),
    elderly: maybe(step.elderly),
    written: maybe(step.written),
  };
  switch (step.kind) {
    case 'say':
      return { ...said, kind: 'say' };
    case 'ask':
      return {
        ...said,
        kind: 'ask',
        answers: step.answers.map(({ label }) => two(fillWords(label, values))),
      };
    case 'fill':
      return {
        ...said,
        kind: 'fill',
        label: step.label,
        cards:
          step.into === 'card'
            ? cardsOf(context, step.kinds).map(({ cardId, masked, kind }) => ({ cardId, masked, kind }))
            : null,
        mayBeNone: step.none !== undefined || step.into !== 'card',
      };
    case 'end':
      return {
        ...said,
        kind: 'end',
        outcome: fillWords(step.outcome, values),
        disposition: step.disposition,
        followUp: maybe(step.followUp),
        then: (step.then ?? []).flatMap((flowId) => {
          const flow = content.flows.find(({ id }) => id === flowId);
          return flow ? [{ flowId, name: flow.name }] : [];
        }),
      };
  }
}

const numberOf = (run: FlowRun): number => run.path.filter(({ by }) => by === 'agent').length + 1;

function look(run: FlowRun, surroundings: FlowSurroundings, policies: PolicyFigures) {
  const context: FlowContext = { ...surroundings, cardId: cardOf(run) };
  return { context, values: valuesOf(context, saidIn(run), policies) };
}

function runView(run: FlowRun, surroundings: FlowSurroundings, content: FlowContent): RunView {
  const { context, values } = look(run, surroundings, content.policies);
  return {
    runId: run.runId,
    flowId: run.flow.id,
    version: run.flow.version,
    name: run.flow.name,
    sample: run.flow.sample,
    startedAt: run.startedAt,
    number: numberOf(run),
    askedAt: run.askedAt,
    mayGoBack: stepBefore(run) !== null,
    step: stepViewOf(stepOf(run.flow, run.stepId), context, values, content),
    cardId: context.cardId,
    trail: trailOf(run, context, values),
  };
}

function asideView(
  run: FlowRun,
  state: 'stopped' | 'ended',
  surroundings: FlowSurroundings,
  content: FlowContent,
): FlowsState['others'][number] {
  const { context, values } = look(run, surroundings, content.policies);
  const step = stepOf(run.flow, run.stepId);
  return {
    runId: run.runId,
    flowId: run.flow.id,
    name: run.flow.name,
    state,
    number: numberOf(run),
    outcome: state === 'ended' && step.kind === 'end' ? fillWords(step.outcome, values) : null,
    trail: trailOf(run, context, values),
  };
}

/** The snapshot of a call that is up. `runs` in the order of their beginning; at most one of them runs. */
export function flowsView(
  callId: CallId,
  runs: readonly FlowRun[],
  surroundings: FlowSurroundings,
  content: FlowContent,
): FlowsState {
  const running = runs.find(({ state }) => state === 'running');
  return {
    callId,
    run: running ? runView(running, surroundings, content) : null,
    others: runs
      .flatMap((run) => (run.state === 'running' ? [] : [asideView(run, run.state, surroundings, content)]))
      .reverse()
      .slice(0, maxOthers),
  };
}
