import { z } from 'zod';
import { recommendedControlSchema } from '#shared/guidance/recommendation.ts';
import { noFacts } from '#shared/risk/facts.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';
import { assessedTierSchema } from '#shared/risk/tier.ts';
import type { Decide, Decision } from './decision.ts';
import { engineWords } from './engine.ts';

const words = z.array(z.string().max(60)).max(50);

/** Facts of one test row; what is left out is as in a call with nothing wrong. `cues` follows from the three lists. */
const factsSchema = z.strictObject({
  age: z.number().nullable().optional(),
  elderly: z.boolean().optional(),
  flags: words.optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  pending: z.boolean().optional(),
  account: words.optional(),
  heard: words.optional(),
  everyday: words.optional(),
  playbook: z.string().max(60).optional(),
  playbookLevel: z.int().min(0).max(4).optional(),
  score: z.number().min(0).max(1).optional(),
  suspicion: z.number().min(0).max(1).optional(),
});

/** The test rows that a table carries: `{ "rows": [{ "name", "facts", "expect": { "tier", "control" } }] }`. */
export const tableTestsSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(120),
        facts: factsSchema,
        expect: z.strictObject({
          tier: assessedTierSchema,
          control: recommendedControlSchema.nullable().optional(),
        }),
      }),
    )
    .min(1)
    .max(500),
});
export type TableTests = z.infer<typeof tableTestsSchema>;

function factsOf(row: TableTests['rows'][number]['facts']): RiskFacts {
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  const facts: RiskFacts = { ...noFacts, ...given };
  return { ...facts, cues: [...facts.account, ...facts.heard, ...facts.everyday] };
}

const placesOf = ({ rows }: Decision): string =>
  rows.map(({ table, row }) => `${table} row ${row}`).join(', ');

/** A test row whose answer is another: its name, and which rows gave the answer, so that the cell can be found. */
export interface FailedTest {
  readonly where: string;
  readonly reason: string;
}

/** Works through all test rows. */
export async function failedTests(tests: TableTests, decide: Decide): Promise<readonly FailedTest[]> {
  const failed: FailedTest[] = [];
  for (const [index, { name, facts, expect }] of tests.rows.entries()) {
    const where = `test row ${index + 1} “${name}”`;
    try {
      const decision = await decide(factsOf(facts));
      const gave = `by ${placesOf(decision) || 'no row'}`;
      if (decision.tier !== expect.tier)
        failed.push({ where, reason: `tier ${decision.tier} instead of ${expect.tier}, ${gave}` });
      else if (expect.control !== undefined && decision.control !== expect.control)
        failed.push({
          where,
          reason: `control ${decision.control ?? 'none'} instead of ${expect.control ?? 'none'}, ${gave}`,
        });
    } catch (error) {
      failed.push({ where, reason: `no answer: ${engineWords(error)}` });
    }
  }
  return failed;
}

/** Rows that no test row reaches, as `table row n`: not wrong, but nobody has shown that they can fire. */
export async function reachedRows(tests: TableTests, decide: Decide): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  for (const { facts } of tests.rows)
    for (const { table, row } of (await decide(factsOf(facts))).rows) reached.add(`${table} row ${row}`);
  return reached;
}
