import type { Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail } from '#shared/errors/result.ts';
import type { Result } from '#shared/errors/result.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import type { FlowEvent } from '#shared/flows/event.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { applyEvent, runOf, type FlowRun } from '#shared/flows/run.ts';
import { noFlowsState, type FlowsState } from '#shared/flows/state.ts';
import { flowsView, type FlowContent } from '#shared/flows/view.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { FlowRepository } from './ports.ts';

export interface RunKeeperDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: FlowRepository;
  readonly content: Source<FlowContent>;
  /** The call flows belong to: from the answer to the end of the wrap-up. `startedAt` is the answer, epoch ms. */
  readonly currentCall: Source<{ readonly callId: CallId; readonly startedAt: number } | null>;
  readonly surroundings: Source<FlowSurroundings>;
}

/** An event before it has its time. */
type Act<E> = E extends FlowEvent ? Omit<E, 'at' | 'callOffsetMs'> : never;
export type Acted = Act<FlowEvent>;

/** Keeps the runs of the call that is up, in memory and on disk. */
export interface RunKeeper {
  readonly state: Source<FlowsState>;
  runs(): readonly FlowRun[];
  /** Runs `act` if the command speaks of the call that is up; otherwise answers why not. */
  during<T>(callId: CallId, act: () => Result<T>): Result<T>;
  /** On disk first, then shown. Only inside `during`. */
  begin(runId: string, flow: Flow, act: Acted): void;
  write(runId: string, act: Acted): void;
  dispose(): void;
}

/** A record that cannot be read must not cost the caller the flows: said in the log, begun anew. */
function readRuns({ repository, log }: RunKeeperDeps, callId: CallId): readonly FlowRun[] {
  try {
    return repository.runs(callId).map(({ runId, flow, events }) => runOf(runId, flow, events));
  } catch {
    log.error('flow record unreadable', { callId });
    return [];
  }
}

export function createRunKeeper(deps: RunKeeperDeps): RunKeeper {
  const { clock, repository } = deps;
  const state = createPublisher<FlowsState>(noFlowsState);
  let call = deps.currentCall.get();
  let runs: readonly FlowRun[] = [];
  const show = (): void => {
    // Between calls and in calls without a flow there is nothing to make anew when the panel changes.
    if (call === null) return state.set(noFlowsState);
    state.set(flowsView(call.callId, runs, deps.surroundings.get(), deps.content.get()));
  };
  const showIfUsed = (): void => {
    if (runs.length > 0) show();
  };
  const follow = (next: typeof call): void => {
    if (next?.callId === call?.callId && next !== null) call = next;
    else {
      call = next;
      runs = next === null ? [] : readRuns(deps, next.callId);
      show();
    }
  };
  const undos = [
    deps.currentCall.subscribe(follow),
    deps.surroundings.subscribe(showIfUsed),
    deps.content.subscribe(showIfUsed),
  ];
  if (call !== null) runs = readRuns(deps, call.callId);
  show();

  const timed = (act: Acted): FlowEvent => {
    const at = clock.now();
    return { ...act, at, callOffsetMs: Math.max(0, Math.round(at - (call?.startedAt ?? at))) };
  };
  return {
    state,
    runs: () => runs,
    during(callId, act) {
      if (call === null) return fail(appError('flows/no-call', {}));
      return call.callId === callId ? act() : fail(appError('flows/other-call', { callId }));
    },
    begin(runId, flow, act) {
      if (call === null) return;
      const event = timed(act);
      repository.begin({ runId, callId: call.callId, flow }, event);
      runs = [...runs, runOf(runId, flow, [event])];
      show();
    },
    write(runId, act) {
      const event = timed(act);
      repository.append(runId, event);
      runs = runs.map((run) => (run.runId === runId ? applyEvent(run, event) : run));
      show();
    },
    dispose: () => undos.forEach((undo) => undo()),
  };
}
