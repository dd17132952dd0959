import { cardsOf, factsOf, type FlowSurroundings } from './context.ts';
import type { PassedStep } from './event.ts';
import type { Flow, FlowStep } from './flow.ts';
import { cardOf, stepOf, type FlowRun } from './run.ts';

/** What was passed at once, and where one stands now. */
export interface Move {
  readonly passed: readonly PassedStep[];
  readonly to: string;
}

/** What the agent did at a step. Left out: the line was said, the thing was done. */
export interface Answer {
  /** Place of the answer, from 1 as on the key. */
  readonly choice?: number | undefined;
  readonly cardId?: string | undefined;
  readonly value?: string | undefined;
}

const plain: Omit<PassedStep, 'stepId' | 'by'> = {
  choice: null,
  cardId: null,
  value: null,
  done: null,
  facts: [],
};
const listOf = (facts: string | readonly string[]): readonly string[] =>
  typeof facts === 'string' ? [facts] : facts;

interface Step {
  readonly passed: PassedStep;
  readonly to: string;
}

/** What the desk can pass by itself here, knowing what it knows; null where somebody has to do something. */
function passedByFacts(step: FlowStep, surroundings: FlowSurroundings, cardId: string | null): Step | null {
  const facts = factsOf({ ...surroundings, cardId });
  if (step.kind === 'check') {
    const choice = step.branches.findIndex((branch) => listOf(branch.if).every((id) => facts.has(id)));
    const branch = step.branches[choice];
    const passed = { ...plain, stepId: step.id, by: 'facts' as const };
    return branch
      ? { passed: { ...passed, choice, facts: [...listOf(branch.if)] }, to: branch.next }
      : { passed, to: step.otherwise };
  }
  if (step.kind === 'do' && step.until !== undefined && facts.has(step.until))
    return {
      passed: { ...plain, stepId: step.id, by: 'facts', done: true, facts: [step.until] },
      to: step.next,
    };
  if (step.kind !== 'fill' || step.into !== 'card') return null;
  const cards = cardsOf(surroundings, step.kinds);
  const [only] = cards;
  if (cards.length === 0 && step.none !== undefined)
    return { passed: { ...plain, stepId: step.id, by: 'facts' }, to: step.none };
  if (cards.length !== 1 || !only) return null;
  return { passed: { ...plain, stepId: step.id, by: 'facts', cardId: only.cardId }, to: step.next };
}

/** Goes on from `stepId` as far as the desk can by itself. The checker refuses checks that would go round for ever. */
function goOn(flow: Flow, stepId: string, surroundings: FlowSurroundings, cardId: string | null): Move {
  const passed: PassedStep[] = [];
  const seen = new Set<string>();
  let at = stepId;
  let card = cardId;
  for (;;) {
    const step = stepOf(flow, at);
    // Come round to something that is to be done: it is shown, even if its fact holds.
    const next = seen.has(at) && step.kind !== 'check' ? null : passedByFacts(step, surroundings, card);
    if (next === null) return { passed, to: at };
    if (passed.length > 2 * flow.steps.length) throw new Error(`the flow ${flow.id} goes round at ${at}`);
    seen.add(at);
    passed.push(next.passed);
    card = next.passed.cardId ?? card;
    at = next.to;
  }
}

/** Where a flow begins for this caller. */
export const begin = (flow: Flow, surroundings: FlowSurroundings): Move =>
  goOn(flow, flow.steps[0]?.id ?? '', surroundings, null);

/** What an answer at this step means; null when the step has no such answer. An end has none: it is finished. */
function passedByAgent(
  step: FlowStep,
  answer: Answer,
  run: FlowRun,
  surroundings: FlowSurroundings,
): Step | null {
  const passed: PassedStep = { ...plain, stepId: step.id, by: 'agent' };
  switch (step.kind) {
    case 'say':
      return { passed, to: step.next };
    case 'ask': {
      const choice = (answer.choice ?? 0) - 1;
      const chosen = step.answers[choice];
      return chosen ? { passed: { ...passed, choice }, to: chosen.next } : null;
    }
    case 'do': {
      const done =
        step.until === undefined ? null : factsOf({ ...surroundings, cardId: cardOf(run) }).has(step.until);
      return { passed: { ...passed, done }, to: step.next };
    }
    case 'fill': {
      if (step.into !== 'card')
        return { passed: { ...passed, value: answer.value?.trim() ?? '' }, to: step.next };
      const card = cardsOf(surroundings, step.kinds).find(({ cardId }) => cardId === answer.cardId);
      if (card) return { passed: { ...passed, cardId: card.cardId }, to: step.next };
      return answer.cardId === undefined && step.none !== undefined ? { passed, to: step.none } : null;
    }
    case 'check':
    case 'end':
      return null;
  }
}

/** One step on from where the run stands, and further as far as the desk can by itself; null when the step has no such answer. */
export function advance(run: FlowRun, answer: Answer, surroundings: FlowSurroundings): Move | null {
  const own = passedByAgent(stepOf(run.flow, run.stepId), answer, run, surroundings);
  if (own === null) return null;
  const further = goOn(run.flow, own.to, surroundings, own.passed.cardId ?? cardOf(run));
  return { passed: [own.passed, ...further.passed], to: further.to };
}
