import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { RefusedTable } from '#shared/risk/state.ts';
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
import { failedTests, tableTestsSchema } from './table-tests.ts';

/** A table that passed everything, ready to decide. */
export interface CheckedTable {
  readonly version: string;
  readonly decide: Decide;
}

export type Checked =
  | { readonly ok: true; readonly table: CheckedTable }
  | { readonly ok: false; readonly refused: readonly RefusedTable[] };

const maxRefused = 20;
const refuse = (...refused: readonly RefusedTable[]): Checked => ({
  ok: false,
  refused: refused.slice(0, maxRefused).map(({ file, where, reason }) => ({
    file,
    where: where?.slice(0, 300) ?? null,
    reason: reason.slice(0, 1000),
  })),
});

function parsed<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; refused: RefusedTable } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, refused: { file, where: null, reason: `not JSON: ${engineWords(error)}` } };
  }
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const where = issue?.path.map(String).join('.') ?? null;
  return { ok: false, refused: { file, where, reason: issue?.message ?? 'does not fit' } };
}

/** Fingerprint of a table and its test rows: what is kept with a decision. */
export const versionOf = ({ model, tests }: TableTexts): string =>
  createHash('sha256').update(model).update('\0').update(tests).digest('hex').slice(0, 12);

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
