import type { DecisionModel } from './decision-model.ts';

/** What one evaluation gave: the result object, and for each table node the rows that fired. */
export interface Evaluated {
  readonly result: Readonly<Record<string, unknown>>;
  /** By node id: indexes of the rows that fired, from 0. */
  readonly fired: ReadonlyMap<string, readonly number[]>;
}

export type Tried =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** The rule engine, as far as this room needs it. */
export interface RuleEngine {
  /** Tries one cell that asks (`>= 60`, `some($, # == 'x')`); the engine itself never says that such a cell is broken. */
  test(cell: string, context: object): Tried;
  /** Tries one cell or expression that answers. */
  value(expression: string, context: object): Tried;
  /** Throws what the engine says of a model whose structure is not right. */
  compile(model: DecisionModel): (facts: object) => Promise<Evaluated>;
}

/** null when the engine has no program for this machine. */
export type LoadEngine = () => Promise<RuleEngine | null>;

/** The engine's words without its stack of addresses. */
export function engineWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const source = /"source":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  return (source ?? text.split('\n')[0] ?? '').slice(0, 300);
}

function tried(run: () => unknown): Tried {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, reason: engineWords(error) };
  }
}

const indexOf = (data: unknown): number[] =>
  typeof data === 'object' && data !== null && 'index' in data && typeof data.index === 'number'
    ? [data.index]
    : [];

/** A table that stops at the first row traces one row, one that collects traces a list. */
const firedOf = (traceData: unknown): readonly number[] =>
  Array.isArray(traceData) ? traceData.flatMap(indexOf) : indexOf(traceData);

/**
 * Loads GoRules ZEN when it is first needed: it is native, 14 MB, and no call waits for it at the start. A machine it has no program
 * for (Windows on ARM) gets null, which the desk says.
 */
export const loadZenEngine: LoadEngine = async () => {
  try {
    const zen = await import('@gorules/zen-engine');
    const engine = new zen.ZenEngine();
    return {
      test: (cell, context) => tried(() => zen.evaluateUnaryExpressionSync(cell, context)),
      value: (expression, context) => tried(() => zen.evaluateExpressionSync(expression, context)),
      compile: (model) => {
        const decision = engine.createDecision(model);
        decision.validate();
        return async (facts) => {
          const { result, trace } = await decision.evaluate(facts, { trace: true });
          const fired = Object.values(trace ?? {}).map((node) => [node.id, firedOf(node.traceData)] as const);
          return { result: result as Record<string, unknown>, fired: new Map(fired) };
        };
      },
    };
  } catch {
    return null;
  }
};
