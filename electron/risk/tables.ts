import { errorFields } from '#electron/log/log.ts';
import type { Log } from '#electron/log/log.ts';
import type { RefusedTable, UnknownTier } from '#shared/risk/state.ts';
import type { LoadEngine, RuleEngine } from './engine.ts';
import type { TableFiles, TableTexts } from './ports.ts';
import { versionOf } from './table-reading.ts';

/** The answer of a check: the table ready for use, or every cell and test row that refuses it. */
export type CheckedAs<T> =
  | { readonly ok: true; readonly table: T }
  | { readonly ok: false; readonly refused: readonly RefusedTable[] };

/** The table that decides now, or why none does; and what was refused on the way. */
export interface InForceOf<T> {
  readonly table: (T & { readonly isLastGood: boolean }) | null;
  readonly unknown: UnknownTier | null;
  readonly refused: readonly RefusedTable[];
}

export interface TablesOf<T> {
  /** Loads engine and tables when first asked. Never rejects. */
  inForce(): Promise<InForceOf<T>>;
  /** Reads the tables again: a new one that passes takes over, one that does not leaves the last good one in force. */
  reload(): Promise<InForceOf<T>>;
}

export interface TablesDeps<T> {
  readonly log: Log;
  /** Names the kind of table in the log: `risk`, `care flag`. */
  readonly kind: string;
  readonly files: TableFiles;
  readonly loadEngine: LoadEngine;
  readonly check: (texts: TableTexts, engine: RuleEngine) => Promise<CheckedAs<T>>;
}

/** One kind of decision table: the present file if it passes its checks, else the last good one, else none. */
export function createTables<T extends object>(deps: TablesDeps<T>): TablesOf<T> {
  const { log, kind, files, loadEngine, check } = deps;
  let engine: Promise<RuleEngine | null> | undefined;
  let loading: Promise<InForceOf<T>> | undefined;
  let lastGood: T | null = null;

  const keep = async (texts: TableTexts): Promise<void> => {
    try {
      const kept = await files.readKept();
      if (kept === null || versionOf(kept) !== versionOf(texts)) await files.keep(texts);
    } catch (error) {
      // The table is in force all the same; only the next start would lack it.
      log.warn(`${kind} table not kept`, errorFields(error));
    }
  };

  /** What was in force before, or was kept by an earlier start, if it still passes. */
  const fallBack = async (rules: RuleEngine): Promise<T | null> => {
    if (lastGood) return lastGood;
    const kept = await files.readKept();
    const checked = kept === null ? null : await check(kept, rules);
    return checked?.ok ? checked.table : null;
  };

  const load = async (): Promise<InForceOf<T>> => {
    const rules = await (engine ??= loadEngine());
    if (rules === null) {
      log.error('risk engine missing', { platform: process.platform, arch: process.arch });
      return { table: null, unknown: 'engineMissing', refused: [] };
    }
    const read = await files.read();
    const checked = read.ok
      ? await check(read.texts, rules)
      : { ok: false as const, refused: [{ file: read.file, where: null, reason: read.reason }] };
    if (checked.ok && read.ok) {
      lastGood = checked.table;
      await keep(read.texts);
      return { table: { ...checked.table, isLastGood: false }, unknown: null, refused: [] };
    }
    const refused = checked.ok ? [] : checked.refused;
    for (const { file, where } of refused) log.warn(`${kind} table refused`, { file, where });
    const table = await fallBack(rules);
    return {
      table: table && { ...table, isLastGood: true },
      unknown: table ? null : 'noTable',
      refused,
    };
  };

  const start = (): Promise<InForceOf<T>> =>
    load().catch((error: unknown) => {
      log.error(`${kind} tables not loaded`, errorFields(error));
      return { table: null, unknown: 'failed', refused: [] } as const;
    });

  return {
    inForce: () => (loading ??= start()),
    reload: () => (loading = start()),
  };
}
