import type { Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Result } from '#shared/errors/result.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { applyStep, emptyRecord, recordOf } from '#shared/guidance/record.ts';
import type { GuidanceRecord } from '#shared/guidance/record.ts';
import { noCallState } from '#shared/guidance/state.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import { guidanceView } from '#shared/guidance/view.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { localDay } from './local-day.ts';
import type { CurrentCall, GuidanceRepository, ResponseEar } from './ports.ts';

export interface GuidanceDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: GuidanceRepository;
  readonly library: Source<GuidanceLibrary>;
  readonly currentCall: Source<CurrentCall | null>;
  /** Left out: only the agent's hand measures. */
  readonly ear?: ResponseEar;
}

export type Done = Result<Record<string, never>>;

/** A step before it has its time. */
type Act<S> = S extends GuidanceStep ? Omit<S, 'at' | 'callOffsetMs'> : never;
type Acted = Act<GuidanceStep>;

/** A record that cannot be read must not cost the caller the prompts: said in the log, begun anew. */
function stepsOrNone(deps: GuidanceDeps, callId: CallId): readonly GuidanceStep[] {
  try {
    return deps.repository.steps(callId);
  } catch {
    deps.log.error('guidance record unreadable', { callId });
    return [];
  }
}

/** Keeps the record of the call that is up, in memory and on disk. */
export interface RecordKeeper {
  readonly state: Source<GuidanceState>;
  record(): GuidanceRecord;
  /** Runs `act` if the command speaks of the call that is up; otherwise answers why not. */
  during(callId: CallId, act: () => Done): Done;
  /** On disk first, then shown. Only inside `during`. */
  write(act: Acted): Done;
  dispose(): void;
}

export function createRecordKeeper(deps: GuidanceDeps): RecordKeeper {
  const state = createPublisher<GuidanceState>(noCallState);
  let call: CurrentCall | null = null;
  let record = emptyRecord;
  const show = (): void =>
    state.set(
      call ? guidanceView(call.callId, record, deps.library.get(), localDay(deps.clock.now())) : noCallState,
    );
  const follow = (next: CurrentCall | null): void => {
    if (next && next.callId !== call?.callId) record = recordOf(stepsOrNone(deps, next.callId));
    if (!next) record = emptyRecord;
    call = next;
    show();
  };
  const undos = [deps.currentCall.subscribe(follow), deps.library.subscribe(show)];
  follow(deps.currentCall.get());
  return {
    state,
    record: () => record,
    during(callId, act) {
      if (!call) return fail(appError('guidance/no-call', {}));
      return call.callId === callId ? act() : fail(appError('guidance/other-call', { callId }));
    },
    write(act) {
      if (!call) return fail(appError('guidance/no-call', {}));
      const at = deps.clock.now();
      const step: GuidanceStep = { ...act, at, callOffsetMs: Math.max(0, Math.round(at - call.startedAt)) };
      deps.repository.append(call.callId, step);
      record = applyStep(record, step);
      show();
      return ok({});
    },
    dispose: () => undos.forEach((undo) => undo()),
  };
}
