import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { relationSchema } from '#shared/caller/identity.ts';
import { noRuleFacts } from '#shared/caller/own-rules.ts';
import type { DecideFlags, FlagRuleFacts } from '#shared/caller/rule-facts.ts';
import type { Evaluated } from '../engine.ts';
import type { FailedTest } from '../table-tests.ts';

const word = z.string().max(100);

/** Facts of one test row; what is left out is as for a caller of whom nothing is known. */
const factsSchema = z.strictObject({
  age: z.number().nullable().optional(),
  sex: z.enum(['f', 'm', 'unknown']).optional(),
  elderlyFrom: z.number().optional(),
  elderlyFromWomen: z.number().optional(),
  language: word.optional(),
  document: word.optional(),
  country: word.optional(),
  number: word.optional(),
  numberMatchesHolder: z.boolean().optional(),
  relation: relationSchema.optional(),
  queue: word.optional(),
  ivr: z.array(word).max(20).optional(),
  earlier: z
    .array(
      z.strictObject({
        flag: careFlagSchema,
        days: z.number().min(0),
        consent: z.enum(['given', 'refused', 'none']).default('none'),
      }),
    )
    .max(12)
    .optional(),
});

/** The test rows that a table carries: `{ "rows": [{ "name", "facts", "expect": ["elderly"] }] }`; every flag that is set, no other. */
export const flagTestsSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(120),
        facts: factsSchema,
        expect: z.array(careFlagSchema).max(12),
      }),
    )
    .min(1)
    .max(500),
});
export type FlagTests = z.infer<typeof flagTestsSchema>;

function factsOf(row: FlagTests['rows'][number]['facts']): FlagRuleFacts {
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return { ...noRuleFacts, ...given };
}

const list = (names: readonly (string | number)[]): string => names.join(', ') || 'none';

/** Works through all test rows: the flags must be those that are expected, and the engine itself must fire the same rows. */
export async function failedFlagTests(
  tests: FlagTests,
  decide: DecideFlags,
  tableId: string,
  evaluate: (facts: object) => Promise<Evaluated>,
): Promise<readonly FailedTest[]> {
  const failed: FailedTest[] = [];
  for (const [index, { name, facts, expect }] of tests.rows.entries()) {
    const where = `test row ${index + 1} “${name}”`;
    const decided = decide(factsOf(facts));
    const rows = decided.map(({ rule }) => rule?.row ?? 0);
    const flags = [...new Set(decided.map(({ flag }) => flag))].toSorted();
    if (list(flags) !== list(expect.toSorted()))
      failed.push({ where, reason: `${list(flags)} instead of ${list(expect)}, by row ${list(rows)}` });
    const fired = (await evaluate(factsOf(facts))).fired.get(tableId) ?? [];
    const byEngine = fired.map((at) => at + 1);
    if (list(byEngine) !== list(rows))
      failed.push({ where, reason: `the engine fires row ${list(byEngine)}, the desk row ${list(rows)}` });
  }
  return failed;
}

/** Rows that a test row reaches, counted from 1. */
export const reachedFlagRows = (tests: FlagTests, decide: DecideFlags): ReadonlySet<number> =>
  new Set(tests.rows.flatMap(({ facts }) => decide(factsOf(facts)).map(({ rule }) => rule?.row ?? 0)));
