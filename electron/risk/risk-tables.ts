import { errorFields } from '#electron/log/log.ts';
import type { Log } from '#electron/log/log.ts';
import type { RefusedTable, UnknownTier } from '#shared/risk/state.ts';
import type { CellWords } from './cell-words.ts';
import type { LoadEngine, RuleEngine } from './engine.ts';
import type { TableFiles, TableTexts } from './ports.ts';
import { checkTable, versionOf } from './table-check.ts';
import type { CheckedTable } from './table-check.ts';

/** The table that decides now, or why none does; and what was refused on the way. */
export interface InForce {
  readonly table: (CheckedTable & { readonly isLastGood: boolean }) | null;
  readonly unknown: UnknownTier | null;
  readonly refused: readonly RefusedTable[];
}

export interface RiskTables {
  /** Loads engine and tables when first asked. Never rejects. */
  inForce(): Promise<InForce>;
  /** Reads the tables again: a new one that passes takes over, one that does not leaves the last good one in force. */
  reload(): Promise<InForce>;
}

export interface RiskTablesDeps {
  readonly log: Log;
  readonly files: TableFiles;
  readonly loadEngine: LoadEngine;
  readonly words: () => CellWords;
}

export function createRiskTables({ log, files, loadEngine, words }: RiskTablesDeps): RiskTables {
  let engine: Promise<RuleEngine | null> | undefined;
  let loading: Promise<InForce> | undefined;
  let lastGood: CheckedTable | null = null;

  const keep = async (texts: TableTexts): Promise<void> => {
    try {
      const kept = await files.readKept();
      if (kept === null || versionOf(kept) !== versionOf(texts)) await files.keep(texts);
    } catch (error) {
      // The table is in force all the same; only the next start would lack it.
      log.warn('risk table not kept', errorFields(error));
    }
  };

  /** What was in force before, or was kept by an earlier start, if it still passes. */
  const fallBack = async (rules: RuleEngine): Promise<CheckedTable | null> => {
    if (lastGood) return lastGood;
    const kept = await files.readKept();
    const checked = kept === null ? null : await checkTable(kept, rules, words());
    return checked?.ok ? checked.table : null;
  };

  const load = async (): Promise<InForce> => {
    const rules = await (engine ??= loadEngine());
    if (rules === null) {
      log.error('risk engine missing', { platform: process.platform, arch: process.arch });
      return { table: null, unknown: 'engineMissing', refused: [] };
    }
    const read = await files.read();
    const checked = read.ok
      ? await checkTable(read.texts, rules, words())
      : { ok: false as const, refused: [{ file: read.file, where: null, reason: read.reason }] };
    if (checked.ok && read.ok) {
      lastGood = checked.table;
      await keep(read.texts);
      return { table: { ...checked.table, isLastGood: false }, unknown: null, refused: [] };
    }
    const refused = checked.ok ? [] : checked.refused;
    for (const { file, where } of refused) log.warn('risk table refused', { file, where });
    const table = await fallBack(rules);
    return {
      table: table && { ...table, isLastGood: true },
      unknown: table ? null : 'noTable',
      refused,
    };
  };

  const start = (): Promise<InForce> =>
    load().catch((error: unknown) => {
      log.error('risk tables not loaded', errorFields(error));
      return { table: null, unknown: 'failed', refused: [] } as const;
    });

  return {
    inForce: () => (loading ??= start()),
    reload: () => (loading = start()),
  };
}
