import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import type { ControlTarget } from '#shared/control/contract.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { TargetDirectory } from './ports.ts';

export interface CallerOnScreen {
  readonly state: Source<CallerState>;
  findCard(cardId: string): CallerCard | undefined;
}

/** Whatever the caller panel shows can be the target of a control, and nothing else. */
export function createTargets({ state, findCard }: CallerOnScreen): TargetDirectory {
  return {
    findCard,
    findTarget(kind, id): ControlTarget | null {
      const caller = state.get();
      if (kind === 'card' || kind === 'account') {
        const card = findCard(id);
        return card ? { kind, id, masked: card.masked } : null;
      }
      if (kind === 'customer') {
        const { holder } = caller;
        return holder?.customerIdToken === id ? { kind, id, masked: holder.name.masked } : null;
      }
      const pending = caller.pendingTransaction;
      return pending?.transactionId === id ? { kind, id, masked: pending.payeeMasked } : null;
    },
    cardsOf: (callId) => (state.get().callId === callId ? state.get().cards : []),
  };
}
