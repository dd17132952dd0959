import type { AuditEntry } from '#shared/audit/chain.ts';
import type { Who } from '#shared/core/text.ts';

/**
 * Adds an entry to the chain within the transaction that is running, so that a step and its entry are there together or not at
 * all. `action` is `room.verb`: `control.asked`, `reveal.shown`. `body` is plain JSON without full numbers.
 */
export type AuditAppend = (action: string, at: number, by: Who, body: object) => void;

/** The audit on disk. There is no way to change or remove an entry. */
export interface AuditRepository {
  readonly append: AuditAppend;
  /** All entries from the first one on, read as they are asked for. */
  entries(): IterableIterator<AuditEntry>;
  count(): number;
}
