import { z } from 'zod';

const word = z.string().max(200);
const cell = z.string().max(2000);

const tableSchema = z.object({
  hitPolicy: z.enum(['first', 'collect']),
  inputs: z.array(z.object({ id: word, name: word, field: word.nullish() })).max(20),
  outputs: z
    .array(z.object({ id: word, name: word, field: word }))
    .min(1)
    .max(20),
  rules: z.array(z.record(word, cell)).min(1).max(500),
  inputField: z.null().optional(),
  outputPath: word.nullish(),
  passThrough: z.boolean().optional(),
});

const expressionsSchema = z.object({
  expressions: z.array(z.object({ id: word, key: word, value: cell })).max(50),
  inputField: z.null().optional(),
  outputPath: z.null().optional(),
  passThrough: z.boolean().optional(),
});

const base = { id: word, name: word };

/**
 * The part of GoRules' decision model format that may run on a desk: tables and expressions. Nodes that run code, call other decisions
 * or the network are refused by their type. Keys of the editor that mean nothing here (positions, themes) are let through.
 */
export const decisionModelSchema = z.object({
  nodes: z
    .array(
      z.discriminatedUnion('type', [
        z.object({ ...base, type: z.literal('inputNode') }),
        z.object({ ...base, type: z.literal('outputNode') }),
        z.object({ ...base, type: z.literal('decisionTableNode'), content: tableSchema }),
        z.object({ ...base, type: z.literal('expressionNode'), content: expressionsSchema }),
      ]),
    )
    .min(2)
    .max(50),
  edges: z.array(z.object({ id: word, sourceId: word, targetId: word })).max(200),
});

export type DecisionModel = z.infer<typeof decisionModelSchema>;
export type DecisionNode = DecisionModel['nodes'][number];
export type TableNode = Extract<DecisionNode, { type: 'decisionTableNode' }>;
export type ExpressionNode = Extract<DecisionNode, { type: 'expressionNode' }>;

/**
 * The nodes in the order in which they are worked through, from the input on; null when an edge goes round in a circle.
 * Nodes that nothing leads to are left out: they never run.
 */
export function inOrder(model: DecisionModel): readonly DecisionNode[] | null {
  const start = model.nodes.find((node) => node.type === 'inputNode');
  if (!start) return [];
  const reached = new Set<string>([start.id]);
  for (const id of reached)
    for (const edge of model.edges) if (edge.sourceId === id) reached.add(edge.targetId);
  const left = model.nodes.filter((node) => reached.has(node.id));
  const ordered: DecisionNode[] = [];
  const done = new Set<string>();
  while (ordered.length < left.length) {
    const next = left.find(
      (node) =>
        !done.has(node.id) &&
        model.edges.every(
          (edge) => edge.targetId !== node.id || !reached.has(edge.sourceId) || done.has(edge.sourceId),
        ),
    );
    if (!next) return null;
    done.add(next.id);
    ordered.push(next);
  }
  return ordered;
}
