import type { FlowEvent, PassedStep } from './event.ts';
import type { Flow, FlowStep } from './flow.ts';

/** A passed step with the instant it was left. */
export interface Passed extends PassedStep {
  readonly at: number;
  readonly callOffsetMs: number;
}

/** One use of a flow in one call, as its events add up to. The flow is kept as its words were at the start. */
export interface FlowRun {
  readonly runId: string;
  readonly flow: Flow;
  readonly state: 'running' | 'stopped' | 'ended';
  readonly stepId: string;
  readonly path: readonly Passed[];
  readonly startedAt: number;
  /** When the question of the present step was put; null before. */
  readonly askedAt: number | null;
}

const timed = ({
  passed,
  at,
  callOffsetMs,
}: Extract<FlowEvent, { kind: 'moved' | 'started' | 'restarted' }>) =>
  passed.map((one) => ({ ...one, at, callOffsetMs }));

/** Folds one event into the run. Pure. */
export function applyEvent(run: FlowRun, event: FlowEvent): FlowRun {
  switch (event.kind) {
    case 'started':
    case 'restarted':
      return { ...run, state: 'running', stepId: event.to, path: timed(event), askedAt: null };
    case 'moved':
      return { ...run, stepId: event.to, path: [...run.path, ...timed(event)], askedAt: null };
    case 'asked':
      return { ...run, askedAt: event.at };
    case 'back':
      return { ...run, stepId: event.to, path: pathBefore(run.path), askedAt: null };
    case 'stopped':
      return { ...run, state: 'stopped' };
    case 'resumed':
      return { ...run, state: 'running' };
    case 'finished':
      return { ...run, state: 'ended' };
  }
}

/** The run of its events, oldest first. Throws on a run without a beginning: nothing writes one. */
export function runOf(runId: string, flow: Flow, events: readonly FlowEvent[]): FlowRun {
  const first = events[0];
  if (first?.kind !== 'started') throw new Error(`the run ${runId} has no beginning`);
  const begun: FlowRun = {
    runId,
    flow,
    state: 'running',
    stepId: first.to,
    path: [],
    startedAt: first.at,
    askedAt: null,
  };
  return events.reduce(applyEvent, begun);
}

const lastByAgent = (path: readonly Passed[]): number => path.findLastIndex(({ by }) => by === 'agent');

/** Back goes to the last step that somebody worked on; what the desk passed by itself since goes with it. */
const pathBefore = (path: readonly Passed[]): readonly Passed[] =>
  path.slice(0, Math.max(0, lastByAgent(path)));

/** The step that 'back' leads to; null at the beginning. */
export const stepBefore = (run: FlowRun): string | null => run.path[lastByAgent(run.path)]?.stepId ?? null;

export function stepOf(flow: Flow, stepId: string): FlowStep {
  const step = flow.steps.find((one) => one.id === stepId);
  if (!step) throw new Error(`the flow ${flow.id} has no step ${stepId}`);
  return step;
}

/** The card the run is about: the last one chosen on the way. */
export const cardOf = (run: FlowRun): string | null =>
  run.path.findLast((one) => one.cardId !== null)?.cardId ?? null;

/** What was heard and written down on the way, by name. */
export function saidIn(run: FlowRun): ReadonlyMap<string, string> {
  return new Map(
    run.path.flatMap(({ stepId, value }) => {
      const step = stepOf(run.flow, stepId);
      return step.kind === 'fill' && value !== null && value !== '' ? [[step.into, value] as const] : [];
    }),
  );
}
