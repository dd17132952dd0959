import { factsOf } from '#shared/flows/context.ts';
import type { FlowsState, FlowSummary, RunView, StepView } from '#shared/flows/state.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { DeskState } from '../desk-state.ts';
import { noCallerState } from '#shared/caller/state.ts';
import { callersTalk } from './call.ts';
import { lineVariant } from './guidance.ts';
import type { SpokenText } from './spoken.ts';

/** The flow that leads the call on the line; null between calls and while none runs. */
export function flowUp(state: DeskState): RunView | null {
  const { flows } = state;
  return flows?.run && flows.callId === callersTalk(state)?.id ? flows.run : null;
}

type Other = FlowsState['others'][number];
const none: readonly never[] = [];

/** A flow of the call on the screen, for its record: how far it came, or how it ended, and what was answered on the way. */
export interface FlowRecord {
  readonly runId: string;
  readonly name: Bilingual;
  readonly number: number;
  readonly outcome: Bilingual | null;
  readonly trail: RunView['trail'];
}

export function flowRecords(flows: FlowsState | null, callId: string): readonly FlowRecord[] {
  if (flows?.callId !== callId) return none;
  const running = flows.run ? [{ ...flows.run, outcome: null }] : [];
  return [...running, ...flows.others].map(({ runId, name, number, outcome, trail }) => ({
    runId,
    name,
    number,
    outcome,
    trail,
  }));
}

/** The flow that was put aside last in this call. */
export function flowAside(state: DeskState): Other | null {
  const { flows } = state;
  if (!flows || flows.callId !== callersTalk(state)?.id) return null;
  return flows.others.find((one) => one.state === 'stopped') ?? null;
}

/** The wording of the present step that this caller needs; a `do` is for the agent and has one. */
export function stepWords(state: DeskState, step: StepView): SpokenText {
  if (step.kind === 'do') return step.text;
  const variant = lineVariant(state);
  const own: Bilingual | null = variant === 'text' ? null : step[variant];
  return own ?? step.text;
}

/** What was typed for the present step: lost with the window, kept by main once it is given. */
export const flowTyped = (state: DeskState): string => {
  const run = flowUp(state);
  const { of, text } = state.view.flowTyped;
  return run && of === typedKey(run) ? text : '';
};

/** Of which run and step something was typed. */
export const typedKey = (run: RunView): string => `${run.runId} ${run.step.id}`;

interface Offered {
  readonly caller: DeskState['caller'];
  readonly holds: NonNullable<DeskState['control']>['holds'] | undefined;
  readonly library: DeskState['flowLibrary'];
  readonly flows: DeskState['flows'];
  readonly result: readonly FlowSummary[];
}
let last: Offered | null = null;
const maxOffered = 2;

/** Flows that the facts of this call make likely and that were not begun yet. The same list until one of them changes. */
export function offeredFlows(state: DeskState): readonly FlowSummary[] {
  const { caller, control, flowLibrary: library, flows } = state;
  if (callersTalk(state) === null || !library) return none;
  const holds = control?.holds;
  if (
    last &&
    last.caller === caller &&
    last.holds === holds &&
    last.library === library &&
    last.flows === flows
  )
    return last.result;
  const facts = factsOf({
    caller: caller ?? noCallerState,
    holds: holds ?? [],
    agent: null,
    cardId: null,
  });
  const begun = new Set([flows?.run?.flowId, ...(flows?.others.map(({ flowId }) => flowId) ?? [])]);
  const result = library.flows
    .filter(({ flowId, offer }) => !begun.has(flowId) && offer.some((id) => facts.has(id)))
    .slice(0, maxOffered);
  last = { caller, holds, library, flows, result };
  return result;
}
