import type { CellWords } from './cell-words.ts';
import type { DecisionNode, ExpressionNode, TableNode } from './decision-model.ts';
import type { RuleEngine } from './engine.ts';

/** A cell that is not right. `where`: `基本档 · row 3 · suspicion`. */
export interface CellFault {
  readonly where: string;
  readonly reason: string;
}

type Context = Readonly<Record<string, unknown>>;

const keywords = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'null']);
const texts = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** Names in a cell that stand for a fact: not a function, not a part of `$` or `#`, not inside a text. */
export function namesIn(cell: string): readonly string[] {
  const bare = cell.replace(texts, ' ');
  return [...bare.matchAll(/(?<![\w.#$])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?!\w*\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !keywords.has(name));
}

function isKnown(name: string, context: Context): boolean {
  let value: unknown = context;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !(key in value)) return false;
    value = (value as Context)[key];
  }
  return true;
}

function at(path: string, context: Context): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Context)[key] : undefined),
      context,
    );
}

const textsIn = (cell: string): readonly string[] =>
  [...cell.matchAll(texts)].map(([text]) => text.slice(1, -1));

/** A name that is no fact is nothing to the engine: the row would never fire and nobody would know. */
function strangerIn(cell: string, context: Context): string | null {
  const stranger = namesIn(cell).find((name) => !isKnown(name, context));
  return stranger === undefined ? null : `“${stranger}” is no fact (a text stands in quotes)`;
}

/** A text that the column's fact can never hold. */
function deadTextIn(cell: string, field: string | null, context: Context, words: CellWords): string | null {
  if (field === null) return null;
  const isWord = words[field];
  const dead = textsIn(cell).find((text) =>
    isWord ? !isWord(text) : typeof at(field, context) !== 'string',
  );
  return dead === undefined ? null : `“${dead}” never stands in ${field}`;
}

/** A cell that answers: its fault, or its answer on the sample. A faulty one counts as 0, so that one fault is not told many times. */
function answerOf(
  cell: string,
  engine: RuleEngine,
  context: Context,
): { reason: string | null; value: unknown } {
  const tried = engine.value(cell, context);
  const reason = strangerIn(cell, context) ?? (tried.ok ? null : tried.reason);
  return { reason, value: reason === null && tried.ok ? tried.value : 0 };
}

interface Checking {
  readonly engine: RuleEngine;
  readonly words: CellWords;
  readonly context: Context;
}

function faultOfTest(
  cell: string,
  field: string | null,
  { engine, words, context }: Checking,
): string | null {
  if (cell.trim() === '') return null;
  const tried = engine.test(cell, field === null ? context : { ...context, $: at(field, context) });
  const fault = strangerIn(cell, context) ?? deadTextIn(cell, field, context, words);
  if (fault !== null) return fault;
  if (!tried.ok) return tried.reason;
  return typeof tried.value === 'boolean' ? null : 'does not answer yes or no';
}

/** A table's cells one by one, and the sample row it would add for the nodes after it. */
function checkTable(
  { name, content }: TableNode,
  checking: Checking,
): { faults: CellFault[]; adds: Context } {
  const faults: CellFault[] = [];
  const { engine, context } = checking;
  const path = content.outputPath ?? '';
  for (const input of content.inputs)
    if (input.field && !isKnown(input.field, context))
      faults.push({ where: `${name} · column ${input.name}`, reason: `“${input.field}” is no fact` });
  for (const needed of ['zh', 'en'])
    if (!content.outputs.some(({ field }) => field === needed))
      faults.push({ where: name, reason: `a column “${needed}” with the reason in words is missing` });
  const sample: Record<string, unknown> = {};
  for (const [index, rule] of content.rules.entries()) {
    const place = (column: string): string => `${name} · row ${index + 1} · ${column}`;
    for (const input of content.inputs) {
      const reason = faultOfTest(rule[input.id] ?? '', input.field ?? null, checking);
      if (reason !== null) faults.push({ where: place(input.name), reason });
    }
    for (const output of content.outputs) {
      const { reason, value } = answerOf(rule[output.id] ?? '', engine, context);
      if (reason !== null) faults.push({ where: place(output.name), reason });
      sample[output.field] = value;
    }
  }
  const row = content.hitPolicy === 'collect' ? [sample] : sample;
  return { faults, adds: path === '' ? sample : { [path]: row } };
}

function checkExpressions(
  { name, content }: ExpressionNode,
  { engine, context }: Checking,
): { faults: CellFault[]; adds: Context } {
  const faults: CellFault[] = [];
  const adds: Record<string, unknown> = {};
  for (const { key, value } of content.expressions) {
    const answer = answerOf(value, engine, { ...context, ...adds });
    if (answer.reason !== null) faults.push({ where: `${name} · ${key}`, reason: answer.reason });
    adds[key] = answer.value;
  }
  return { faults, adds };
}

/**
 * Tries every cell alone, in the order in which the nodes run. Needed because the engine lets a broken cell pass: it never errors, its
 * row just never fires. Looks for syntax, unknown functions, wrong kinds of comparison, names that are no fact, and texts no fact holds.
 */
export function checkCells(
  nodes: readonly DecisionNode[],
  engine: RuleEngine,
  words: CellWords,
  sample: object,
): readonly CellFault[] {
  let context: Context = { ...sample };
  const faults: CellFault[] = [];
  for (const node of nodes) {
    const checking = { engine, words, context };
    const checked =
      node.type === 'decisionTableNode'
        ? checkTable(node, checking)
        : node.type === 'expressionNode'
          ? checkExpressions(node, checking)
          : null;
    if (!checked) continue;
    faults.push(...checked.faults);
    context = { ...context, ...checked.adds };
  }
  return faults;
}
