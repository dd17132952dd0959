import type { HoldAnswer } from '#electron/core/ports.ts';
import type { Who } from '#shared/core/text.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { BulkGateway, IncidentRepository, RowAnswer } from './ports.ts';
import { createRetry, type RetryDeps } from './retry.ts';

export interface RunnerDeps extends RetryDeps {
  readonly gateway: Pick<BulkGateway, 'hold'>;
  readonly repository: Pick<IncidentRepository, 'openRows' | 'keepAnswers'>;
  /** How many cards may be on the wire at once. */
  readonly parallel: number;
  /** Answers that are on disk now. */
  readonly onKept: (answers: readonly RowAnswer[]) => void;
  /** Every row has its answer on disk. Not called after `stop`. */
  readonly onDone: () => void;
}

export interface RunnerWork {
  readonly incidentId: string;
  /** Who answers for the run: the second person. */
  readonly by: Who;
  readonly askedAt: number;
}

export interface Runner {
  /** Begins nothing more; resolves when what was on the wire has its answer on disk. */
  stop(): Promise<void>;
}

/** Answers are kept together: one synced write for many cards. What is lost with a crash is asked again, under the same key. */
const keepEveryMs = 100;
/** While the core works on a card (202). */
const processingMs = 500;

/** The key of a card in an incident, for life. */
export const keyOf = (incidentId: string, line: number): string => `${incidentId}-${line}`;

/** Holds every open card of an incident, `parallel` at a time, until none is left or it is stopped. */
export function startRunner(deps: RunnerDeps, work: RunnerWork): Runner {
  const { clock, gateway, repository } = deps;
  const stopping = new AbortController();
  // A request that is out is let finish: to cut it off would only make its outcome unknown.
  const never = new AbortController().signal;
  const retry = createRetry(deps, stopping.signal);
  const queue = repository.openRows(work.incidentId);
  const answers: RowAnswer[] = [];
  let next = 0;
  let undoKeep: Undo | null = null;

  const keep = (): void => {
    undoKeep?.();
    undoKeep = null;
    if (answers.length === 0) return;
    const taken = [...answers];
    try {
      repository.keepAnswers(work.incidentId, taken);
    } catch {
      // The receipts are safe with the core; the disk is tried again with the next ones.
      deps.onTrouble({ code: 'storeFailed', nextTryAt: clock.now() + keepEveryMs });
      undoKeep = clock.after(keepEveryMs * 10, keep);
      return;
    }
    answers.splice(0, taken.length);
    deps.onKept(taken);
  };
  const hold = async ({ line, cardId }: { line: number; cardId: string }): Promise<void> => {
    while (!stopping.signal.aborted) {
      const key = keyOf(work.incidentId, line);
      const answer = await gateway.hold(key, cardId, work.by, work.askedAt, never);
      const final = answerOf(answer, line, clock.now());
      if (final !== null) {
        retry.went();
        answers.push(final);
        undoKeep ??= clock.after(keepEveryMs, keep);
        return;
      }
      await (answer.kind === 'trouble'
        ? retry.wait(answer.code)
        : new Promise<void>((resolve) => void clock.after(processingMs, resolve)));
    }
  };
  const hand = async (): Promise<void> => {
    for (;;) {
      await retry.calm();
      const row = queue[next];
      if (stopping.signal.aborted || row === undefined) return;
      next += 1;
      await hold(row);
    }
  };
  const hands = Promise.all(Array.from({ length: Math.min(deps.parallel, queue.length) }, hand));
  const finished = hands.then(async () => {
    keep();
    while (answers.length > 0)
      await new Promise<void>((resolve) => void clock.after(keepEveryMs * 10, resolve)).then(keep);
    if (!stopping.signal.aborted) deps.onDone();
  });
  finished.catch(deps.onBug);
  return {
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}

function answerOf(answer: HoldAnswer, line: number, at: number): RowAnswer | null {
  if (answer.kind === 'receipt')
    return { line, at, receipt: answer.receipt.receipt, already: answer.receipt.already };
  return answer.kind === 'refused' ? { line, at, failure: answer.code } : null;
}
