import { z } from 'zod';
import { linkageSchema, recommendedControlSchema } from '#shared/guidance/recommendation.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';
import { firedRowSchema } from '#shared/risk/state.ts';
import type { FiredRow } from '#shared/risk/state.ts';
import { assessedTierSchema } from '#shared/risk/tier.ts';
import type { DecisionNode, TableNode } from './decision-model.ts';
import type { Evaluated } from './engine.ts';

/** What the tables must give in the end. A tier of `none` needs no control. */
const answerSchema = z.object({
  tier: assessedTierSchema,
  // The engine leaves out what is null.
  control: recommendedControlSchema.nullable().default(null),
  linkages: z.array(linkageSchema).max(6).default([]),
});
const wordsSchema = z.object({ zh: z.string(), en: z.string() });

export type Decision = z.infer<typeof answerSchema> & { readonly rows: readonly FiredRow[] };

/** A compiled table that passed its checks. Rejects, in words, when the answer is not one the desk knows. */
export type Decide = (facts: RiskFacts) => Promise<Decision>;

function rowsOf(node: TableNode, { result, fired }: Evaluated): FiredRow[] {
  const path = node.content.outputPath ?? '';
  const out = path === '' ? result : result[path];
  const answers: readonly unknown[] = Array.isArray(out) ? out : [out];
  return (fired.get(node.id) ?? []).flatMap((index, at): FiredRow[] => {
    const words = wordsSchema.safeParse(answers[at]);
    const row = firedRowSchema.safeParse({
      table: node.name,
      row: index + 1,
      reason: words.success ? { zh: words.data.zh, en: words.data.en } : { zh: '', en: '' },
    });
    return row.success ? [row.data] : [];
  });
}

/** Turns what the engine gives into the desk's answer, with the rows in the order of the tables. */
export function decideWith(
  nodes: readonly DecisionNode[],
  evaluate: (facts: object) => Promise<Evaluated>,
): Decide {
  const tables = nodes.filter((node) => node.type === 'decisionTableNode');
  return async (facts) => {
    const evaluated = await evaluate(facts);
    const answer = answerSchema.safeParse(evaluated.result);
    if (!answer.success) {
      const [issue] = answer.error.issues;
      throw new Error(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'no answer'}`);
    }
    const { tier, control, linkages } = answer.data;
    return { tier, control, linkages, rows: tables.flatMap((node) => rowsOf(node, evaluated)) };
  };
}
