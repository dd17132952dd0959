import { mostListedCards, type WireListedCard } from '#shared/core/wire-listed-card.ts';
import type { RowProblem } from '#shared/incident/row.ts';
import type { BulkGateway, CheckedRow, IncidentRepository } from './ports.ts';
import { createRetry, type Retry, type RetryDeps } from './retry.ts';

export interface CheckerDeps extends RetryDeps {
  readonly gateway: Pick<BulkGateway, 'lookUp'>;
  readonly repository: Pick<IncidentRepository, 'unchecked' | 'keepChecked'>;
  /** So many rows have been kept as checked. */
  readonly onChecked: () => void;
  readonly onDone: () => void;
}

/** Asks the core about every listed row, in batches, until none is left. Goes on by itself when the core comes back. */
export function startChecker(deps: CheckerDeps, incidentId: string): { stop(): void } {
  const abort = new AbortController();
  const retry: Retry = createRetry(deps, abort.signal);
  const run = async (): Promise<void> => {
    for (;;) {
      const rows = deps.repository.unchecked(incidentId, mostListedCards);
      if (abort.signal.aborted) return;
      if (rows.length === 0) return deps.onDone();
      const answer = await deps.gateway.lookUp(
        rows.map(({ number }) => number),
        abort.signal,
      );
      if (abort.signal.aborted) return;
      if (answer.ok && answer.value.length === rows.length) {
        deps.repository.keepChecked(
          incidentId,
          rows.map(({ line }, at) => checkedRow(line, answer.value[at] ?? null)),
        );
        retry.went();
        deps.onChecked();
      } else await retry.wait(answer.ok ? 'badAnswer' : troubleOf(answer.error.code));
    }
  };
  void run().catch(deps.onBug);
  return { stop: () => abort.abort() };
}

function checkedRow(line: number, card: WireListedCard | null): CheckedRow {
  if (card === null)
    return {
      line,
      problem: 'unknown',
      cardId: null,
      customerId: null,
      masked: null,
      holderMasked: '',
      phoneMasked: '',
      amountMinor: null,
    };
  return {
    line,
    problem: problemOf(card),
    cardId: card.cardId,
    customerId: card.customerId,
    masked: card.masked,
    holderMasked: card.holderMasked,
    phoneMasked: card.phoneMasked ?? '',
    amountMinor: card.atRisk?.amountMinor ?? null,
  };
}

function problemOf({ state }: WireListedCard): RowProblem | null {
  if (state === 'held') return 'heldBefore';
  return state === 'none' ? null : 'closed';
}

const troubleOf = (code: string) =>
  code === 'core/timeout' ? 'timeout' : code === 'core/unauthorized' ? 'unauthorized' : 'unreachable';
