import type { Log } from '#electron/log/log.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CaseGateway, CaseRepository, EndedAttempt } from './ports.ts';

export interface AttemptCourier {
  /** Sends what the core has not acknowledged, oldest first, until it has. */
  send(): void;
  dispose(): void;
}

const againAfterMs = 4_000;

/** Attempts are counted at the core, too: each is told until it is acknowledged, under its own id, so that none counts twice. */
export function createAttemptCourier(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: Pick<CaseRepository, 'unsent' | 'acknowledged'>;
  readonly core: Pick<CaseGateway, 'recordAttempt'>;
  readonly onKept: (one: WireCase) => void;
}): AttemptCourier {
  const { clock, log, repository, core } = deps;
  let sending = false;
  let disposed = false;
  let undo: Undo = () => undefined;

  const tell = async (attempt: EndedAttempt): Promise<boolean> => {
    const answer = await core.recordAttempt(attempt.caseId, {
      attemptId: attempt.attemptId,
      seat: attempt.seat,
      by: attempt.by,
      rangAt: attempt.rangAt === null ? null : new Date(attempt.rangAt).toISOString(),
      at: new Date(attempt.endedAt).toISOString(),
      result: attempt.result,
    });
    if (disposed) return false;
    // A case the core knows nothing of any more would be asked for for ever.
    const gone = !answer.ok && answer.error.code === 'core/not-found';
    if (!answer.ok && !gone) {
      log.warn('attempt not acknowledged', { caseId: attempt.caseId, code: answer.error.code });
      return false;
    }
    repository.acknowledged(attempt.attemptId);
    if (answer.ok) deps.onKept(answer.value);
    return true;
  };
  const run = async (): Promise<void> => {
    if (sending || disposed) return;
    sending = true;
    undo();
    try {
      for (let next = repository.unsent()[0]; next !== undefined; next = repository.unsent()[0]) {
        if (!(await tell(next))) {
          if (!disposed) undo = clock.after(againAfterMs, () => void run());
          return;
        }
      }
    } catch (error) {
      log.error('attempts not sent', { error: String(error) });
    } finally {
      sending = false;
    }
  };
  return {
    send: () => void run(),
    dispose() {
      disposed = true;
      undo();
    },
  };
}
