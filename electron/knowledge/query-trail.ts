import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { KnowledgeRepository } from './ports.ts';

/** After this long without a further letter a query counts as meant. */
export const settleAfterMs = 1500;

const maxLength = 200;

interface Pending {
  readonly query: string;
  readonly hits: number;
  readonly at: number;
  readonly undo: Undo;
}

/** Keeps with each call what was searched, not every keystroke on the way there. */
export interface QueryTrail {
  /** A query as it stands now; kept once nobody types on, opens something or ends. */
  typed(callId: string, query: string, hits: number): void;
  /** Keeps what is pending for the call at once. */
  settle(callId: string): void;
  /** Keeps everything that is pending. */
  dispose(): void;
}

export function createQueryTrail({
  repository,
  clock,
}: {
  readonly repository: Pick<KnowledgeRepository, 'keepQuery'>;
  readonly clock: Clock;
}): QueryTrail {
  const pending = new Map<string, Pending>();
  const settle = (callId: string): void => {
    const held = pending.get(callId);
    if (!held) return;
    pending.delete(callId);
    held.undo();
    repository.keepQuery(callId, held.query, held.hits, held.at);
  };
  return {
    typed(callId, raw, hits) {
      const query = raw.trim().slice(0, maxLength);
      const held = pending.get(callId);
      // Typing on and deleting letters is one query; other words are another one.
      if (held && !isOneQuery(held.query, query)) settle(callId);
      else held?.undo();
      pending.delete(callId);
      if (query === '') return;
      const undo = clock.after(settleAfterMs, () => settle(callId));
      pending.set(callId, { query, hits, at: clock.now(), undo });
    },
    settle,
    dispose() {
      for (const callId of pending.keys()) settle(callId);
    },
  };
}

const isOneQuery = (before: string, after: string): boolean =>
  before.startsWith(after) || after.startsWith(before);
