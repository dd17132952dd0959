import type { Log } from '#electron/log/log.ts';
import type { CellWords } from './cell-words.ts';
import type { LoadEngine } from './engine.ts';
import type { TableFiles } from './ports.ts';
import { checkTable } from './table-check.ts';
import type { CheckedTable } from './table-check.ts';
import { createTables } from './tables.ts';
import type { InForceOf, TablesOf } from './tables.ts';

export type InForce = InForceOf<CheckedTable>;
export type RiskTables = TablesOf<CheckedTable>;

export interface RiskTablesDeps {
  readonly log: Log;
  readonly files: TableFiles;
  readonly loadEngine: LoadEngine;
  readonly words: () => CellWords;
}

/** The tables of the risk tier. */
export const createRiskTables = ({ words, ...deps }: RiskTablesDeps): RiskTables =>
  createTables({
    ...deps,
    kind: 'risk',
    check: (texts, engine) => checkTable(texts, engine, words()),
  });
