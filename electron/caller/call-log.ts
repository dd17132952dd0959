import type { CoreGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { WireCallRecord } from '#shared/core/wire-record.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallerPanel } from './panel.ts';
import type { CallerRepository, FinishedCall, UnsentCall } from './ports.ts';

export interface CallLogDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: CallerRepository;
  readonly core: CoreGateway;
  readonly panel: Pick<CallerPanel, 'keepNow'>;
  /** While a record waits. Default 60 s. */
  readonly retryEveryMs?: number;
}

/** The caller's history: each finished call is kept here first and handed to the core until it has acknowledged it. */
export interface CallLog {
  /**
   * Called by the wrap-up when it is closed. False when the call never was on the panel; calling twice keeps the first.
   * Throws when the store refuses, as the wrap-up then is not done either.
   */
  recordCall(call: FinishedCall): boolean;
  /** After start: hands over what is still waiting. */
  resume(): void;
  dispose(): void;
}

const atOnce = 20;

export function createCallLog(deps: CallLogDeps): CallLog {
  const { clock, log, repository, core } = deps;
  let undo: Undo = () => undefined;
  let running = false;
  let disposed = false;

  const deliver = async (): Promise<void> => {
    if (running || disposed) return;
    running = true;
    undo();
    try {
      const more = await handOver();
      const waiting = !disposed && repository.unsentCalls(1).length > 0;
      if (waiting) undo = clock.after(more ? 0 : (deps.retryEveryMs ?? 60_000), () => void deliver());
    } catch (error) {
      log.error('call records not read', { error: String(error) });
    } finally {
      running = false;
    }
  };
  /** True when all of this batch went through and more may follow at once. */
  const handOver = async (): Promise<boolean> => {
    let refused = false;
    for (const call of repository.unsentCalls(atOnce)) {
      const answer = await core.saveCall(recordOf(call));
      if (disposed) return false;
      if (answer.ok) repository.acknowledged(call.callId, answer.value.recordId);
      else {
        log.warn('call record waits', { callId: call.callId, code: answer.error.code });
        // One record that the core does not like must not hold up the others; a core that is away must not be hammered.
        if (answer.error.code !== 'core/refused') return false;
        refused = true;
      }
    }
    return !refused;
  };
  return {
    recordCall(call) {
      deps.panel.keepNow();
      const kept = repository.finishCall(call);
      if (kept) void deliver();
      return kept;
    },
    resume: () => void deliver(),
    dispose() {
      disposed = true;
      undo();
    },
  };
}

const iso = (at: number): string => new Date(at).toISOString();

function recordOf(call: UnsentCall): WireCallRecord {
  return {
    callId: call.callId,
    exchangeCallId: null,
    customerId: call.customerId,
    startedAt: iso(call.startedAt),
    answeredAt: call.answeredAt === null ? null : iso(call.answeredAt),
    endedAt: iso(call.endedAt),
    agent: call.agent,
    topic: call.topic,
    outcome: call.outcome,
    flags: [...call.flags],
    note: call.note,
  };
}
