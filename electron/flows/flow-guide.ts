import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Result } from '#shared/errors/result.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { flowCommands } from '#shared/flows/contract.ts';
import { advance, begin } from '#shared/flows/engine.ts';
import { stepBefore, stepOf, type FlowRun } from '#shared/flows/run.ts';
import { looksSecret } from '#shared/flows/secret.ts';
import type { FlowsState } from '#shared/flows/state.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { StoredRun } from './ports.ts';
import { createRunKeeper, type RunKeeper, type RunKeeperDeps } from './run-keeper.ts';
import { localDay } from './local-day.ts';

type Commands = typeof flowCommands;
type Input<C extends keyof Commands> = ParsedInputOf<Commands[C]>;
export type Done = Result<Record<string, never>>;

export interface FlowGuideDeps extends RunKeeperDeps {
  readonly newId: () => string;
  /** The scam playbook that is open. When one is opened it takes the middle: a running flow is put aside. */
  readonly openPlaybook: Source<{ readonly playbookId: string | null }>;
}

/** Guided flows of the call that is up. Every method is on disk before it shows. Errors: see `shared/flows/errors.ts`. */
export interface FlowGuide {
  readonly state: Source<FlowsState>;
  start(input: Input<'flows/start'>): Result<{ runId: string }>;
  answer(input: Input<'flows/answer'>): Done;
  markAsked(input: Input<'flows/mark-asked'>): Done;
  back(input: Input<'flows/back'>): Done;
  restart(input: Input<'flows/restart'>): Done;
  stop(input: Input<'flows/stop'>): Done;
  resume(input: Input<'flows/resume'>): Done;
  /** What was done with flows in any call: for its record and the trainer. */
  runsOf(callId: CallId): readonly StoredRun[];
  dispose(): void;
}

const done: Done = ok({});
const toldFor = (stepId: string) => fail(appError('flows/bad-answer', { stepId }));

/** Runs `act` with the run the command names, if it is in that state. */
function withRun<T>(
  keeper: RunKeeper,
  runId: string,
  state: FlowRun['state'],
  act: (run: FlowRun) => Result<T>,
): Result<T> {
  const run = keeper.runs().find((one) => one.runId === runId && one.state === state);
  return run ? act(run) : fail(appError('flows/unknown-run', { runId }));
}

/** The same, if it stands at the step the command was meant for. */
const atStep = <T>(
  keeper: RunKeeper,
  { runId, stepId }: { readonly runId: string; readonly stepId: string },
  act: (run: FlowRun) => Result<T>,
): Result<T> =>
  withRun(keeper, runId, 'running', (run) =>
    run.stepId === stepId ? act(run) : fail(appError('flows/step-passed', { stepId })),
  );

/** What runs waits where it is; at its last words it is over: there is nothing to come back for. */
function putAside(keeper: RunKeeper): void {
  for (const { runId, state, stepId, flow } of keeper.runs())
    if (state === 'running')
      keeper.write(
        runId,
        stepOf(flow, stepId).kind === 'end' ? { kind: 'finished', stepId } : { kind: 'stopped' },
      );
}

function start(deps: FlowGuideDeps, keeper: RunKeeper, flowId: string): Result<{ runId: string }> {
  const flow = deps.content.get().flows.find(({ id }) => id === flowId);
  if (!flow) return fail(appError('flows/unknown-flow', { flowId }));
  if (flow.effectiveFrom > localDay(deps.clock.now()))
    return fail(appError('flows/not-in-force', { flowId, from: flow.effectiveFrom }));
  putAside(keeper);
  const runId = deps.newId();
  const { passed, to } = begin(flow, deps.surroundings.get());
  keeper.begin(runId, flow, { kind: 'started', passed: [...passed], to });
  return ok({ runId });
}

function answer(deps: FlowGuideDeps, keeper: RunKeeper, run: FlowRun, input: Input<'flows/answer'>): Done {
  const { runId, stepId, choice, cardId, value } = input;
  if (value !== undefined && looksSecret(value)) return fail(appError('flows/looks-secret', {}));
  if (stepOf(run.flow, stepId).kind === 'end') {
    keeper.write(runId, { kind: 'finished', stepId });
    return done;
  }
  const move = advance(run, { choice, cardId, value }, deps.surroundings.get());
  if (move === null) return toldFor(stepId);
  keeper.write(runId, { kind: 'moved', passed: [...move.passed], to: move.to });
  return done;
}

function back(keeper: RunKeeper, run: FlowRun): Done {
  const to = stepBefore(run);
  if (to === null) return fail(appError('flows/nothing-before', {}));
  keeper.write(run.runId, { kind: 'back', to });
  return done;
}

function restart(deps: FlowGuideDeps, keeper: RunKeeper, run: FlowRun): Done {
  const { passed, to } = begin(run.flow, deps.surroundings.get());
  keeper.write(run.runId, { kind: 'restarted', passed: [...passed], to });
  return done;
}

/** An alarm takes the middle of the desk; the flow waits where it was. */
function followPlaybook({ openPlaybook }: FlowGuideDeps, keeper: RunKeeper): Undo {
  let open = openPlaybook.get().playbookId;
  return openPlaybook.subscribe(({ playbookId }) => {
    if (playbookId !== null && playbookId !== open) putAside(keeper);
    open = playbookId;
  });
}

/** Builds the flow service. It reads the runs of the present call at once, so a restart in mid-call loses nothing. */
export function createFlowGuide(deps: FlowGuideDeps): FlowGuide {
  const keeper = createRunKeeper(deps);
  const undoFollow = followPlaybook(deps, keeper);
  return {
    state: keeper.state,
    start: ({ callId, flowId }) => keeper.during(callId, () => start(deps, keeper, flowId)),
    answer: (input) =>
      keeper.during(input.callId, () => atStep(keeper, input, (run) => answer(deps, keeper, run, input))),
    markAsked: (input) =>
      keeper.during(input.callId, () =>
        atStep(keeper, input, (run) => {
          const { kind } = stepOf(run.flow, run.stepId);
          if (kind !== 'ask' && kind !== 'fill') return toldFor(input.stepId);
          keeper.write(run.runId, { kind: 'asked', stepId: input.stepId });
          return done;
        }),
      ),
    back: (input) => keeper.during(input.callId, () => atStep(keeper, input, (run) => back(keeper, run))),
    restart: ({ callId, runId }) =>
      keeper.during(callId, () => withRun(keeper, runId, 'running', (run) => restart(deps, keeper, run))),
    stop: ({ callId, runId }) =>
      keeper.during(callId, () =>
        withRun(keeper, runId, 'running', () => {
          keeper.write(runId, { kind: 'stopped' });
          return done;
        }),
      ),
    resume: ({ callId, runId }) =>
      keeper.during(callId, () =>
        withRun(keeper, runId, 'stopped', () => {
          putAside(keeper);
          keeper.write(runId, { kind: 'resumed' });
          return done;
        }),
      ),
    runsOf: (callId) => deps.repository.runs(callId),
    dispose() {
      undoFollow();
      keeper.dispose();
    },
  };
}
