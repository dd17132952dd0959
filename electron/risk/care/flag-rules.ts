import type { Log } from '#electron/log/log.ts';
import { consentAsked, ownFlagRules } from '#shared/caller/own-rules.ts';
import type { FlagRules } from '#shared/caller/rule-facts.ts';
import type { RefusedTable } from '#shared/risk/state.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { LoadEngine } from '../engine.ts';
import type { TableFiles } from '../ports.ts';
import { createTables } from '../tables.ts';
import { checkFlagTable } from './flag-table.ts';

export interface FlagRulesDeps {
  readonly log: Log;
  readonly files: TableFiles;
  readonly loadEngine: LoadEngine;
}

/** How the rules came about, for the desk to say: the table's fingerprint, or null while the desk's own rules stand. */
export interface FlagRulesHealth {
  readonly version: string | null;
  readonly isLastGood: boolean;
  readonly refused: readonly RefusedTable[];
}

export interface CareFlagRules {
  /** Always something: the desk's own rules until a table stands, and where none does. */
  readonly rules: Source<FlagRules>;
  readonly health: Source<FlagRulesHealth>;
  /** Loads the engine and the table, after what a person waits for; also reads a changed one again. Never rejects. */
  load(): Promise<void>;
  dispose(): void;
}

/** The bank's table of care flags. */
export function createFlagRules({ log, files, loadEngine }: FlagRulesDeps): CareFlagRules {
  const tables = createTables({ log, files, loadEngine, kind: 'care flag', check: checkFlagTable });
  const rules = createPublisher<FlagRules>(ownFlagRules);
  const health = createPublisher<FlagRulesHealth>({ version: null, isLastGood: false, refused: [] });
  let loaded = false;
  return {
    rules,
    health,
    async load() {
      const { table, refused } = await (loaded ? tables.reload() : tables.inForce());
      loaded = true;
      rules.set(table ? { decide: table.decide, asksConsent: consentAsked(table.decide) } : ownFlagRules);
      health.set({ version: table?.version ?? null, isLastGood: table?.isLastGood ?? false, refused });
    },
    dispose: () => undefined,
  };
}
