import { checkCells } from './cell-check.ts';
import { sampleFacts } from './cell-words.ts';
import type { CellWords } from './cell-words.ts';
import { decideWith } from './decision.ts';
import type { Decide } from './decision.ts';
import { decisionModelSchema, inOrder } from './decision-model.ts';
import { engineWords } from './engine.ts';
import type { RuleEngine } from './engine.ts';
import type { TableTexts } from './ports.ts';
import { modelFile, testsFile } from './table-files.ts';
import { parsed, refuse, versionOf } from './table-reading.ts';
import { failedTests, tableTestsSchema } from './table-tests.ts';
import type { CheckedAs } from './tables.ts';

/** A table that passed everything, ready to decide. */
export interface CheckedTable {
  readonly version: string;
  readonly decide: Decide;
}

export type Checked = CheckedAs<CheckedTable>;

/**
 * Structure, then every cell alone, then the table's own test rows. The first kind of fault refuses the table, with every cell or
 * test row named that has it.
 */
export async function checkTable(texts: TableTexts, engine: RuleEngine, words: CellWords): Promise<Checked> {
  const model = parsed(modelFile, texts.model, decisionModelSchema);
  if (!model.ok) return refuse(model.refused);
  const tests = parsed(testsFile, texts.tests, tableTestsSchema);
  if (!tests.ok) return refuse(tests.refused);
  const nodes = inOrder(model.value);
  if (nodes === null)
    return refuse({ file: modelFile, where: null, reason: 'the edges go round in a circle' });
  const faults = checkCells(nodes, engine, words, sampleFacts);
  if (faults.length > 0) return refuse(...faults.map((fault) => ({ file: modelFile, ...fault })));
  let decide: Decide;
  try {
    decide = decideWith(nodes, engine.compile(model.value));
  } catch (error) {
    return refuse({ file: modelFile, where: null, reason: engineWords(error) });
  }
  const failed = await failedTests(tests.value, decide);
  if (failed.length > 0) return refuse(...failed.map((one) => ({ file: testsFile, ...one })));
  return { ok: true, table: { version: versionOf(texts), decide } };
}
