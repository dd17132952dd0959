import { z } from 'zod';
import { careFlagIds, careFlagSchema, careReasonSchema } from '#shared/care/care-flag.ts';
import { documentTypeSchema } from '#shared/core/vocabulary.ts';
import { relationSchema } from '#shared/caller/identity.ts';
import type { DecideFlags, FlagRuleFacts, RuledFlag } from '#shared/caller/rule-facts.ts';
import { checkCells, namesIn, type CellFault } from '../cell-check.ts';
import type { CellWords } from '../cell-words.ts';
import { decisionModelSchema, inOrder, type TableNode } from '../decision-model.ts';
import { engineWords, type RuleEngine } from '../engine.ts';
import type { TableTexts } from '../ports.ts';
import { parsed, refuse, versionOf } from '../table-reading.ts';
import type { CheckedAs } from '../tables.ts';
import { failedFlagTests, flagTestsSchema } from './flag-tests.ts';

export const flagTable = 'care-flags';
const modelFile = `${flagTable}.json`;
const testsFile = `${flagTable}.tests.json`;

/** A table of care flags that passed everything. */
export interface FlagTable {
  readonly version: string;
  readonly decide: DecideFlags;
}

/** A caller with something of everything: cells are tried on it, so that a wrong kind of comparison is found. */
const sampleFacts: FlagRuleFacts = {
  age: 72,
  sex: 'f',
  elderlyFrom: 60,
  elderlyFromWomen: 55,
  language: 'ja',
  document: 'passport',
  country: 'JP',
  number: '+8613800000000',
  numberMatchesHolder: true,
  relation: 'assumedHolder',
  queue: 'queue-elderly',
  ivr: ['elderly'],
  earlier: [{ flag: 'elderly', days: 3, consent: 'given' }],
};

const anyText = (): boolean => true;
const earlierWords = new Set<string>([...careFlagIds, 'given', 'refused', 'none']);

/** Which words a text in a cell may be, by the fact its column asks about. */
const flagWords: CellWords = {
  sex: (text) => ['f', 'm', 'unknown'].includes(text),
  language: (text) => text === '' || /^[a-z]{2,3}$/.test(text),
  document: (text) => text === '' || documentTypeSchema.safeParse(text).success,
  country: (text) => text === '' || /^[A-Z]{2}$/.test(text),
  number: anyText,
  relation: (text) => relationSchema.safeParse(text).success,
  queue: anyText,
  ivr: anyText,
  earlier: (text) => earlierWords.has(text),
};

const answerSchema = z.object({
  flag: careFlagSchema,
  source: careReasonSchema,
  language: z.string().max(20).default(''),
  zh: z.string().min(1).max(120),
  en: z.string().min(1).max(200),
});

/** Exactly one table that collects: every row that fits sets its flag. It is asked at the ring, so it has to answer at once. */
function tableOf(nodes: ReturnType<typeof inOrder>): TableNode | string {
  if (nodes === null) return 'the edges go round in a circle';
  const tables = nodes.filter((node) => node.type === 'decisionTableNode');
  const [table] = tables;
  if (!table || tables.length > 1 || nodes.some(({ type }) => type === 'expressionNode'))
    return 'must hold one table and nothing else between input and output';
  if (table.content.hitPolicy !== 'collect') return 'the table must collect all rows that fit';
  return table;
}

/** Answers that are no flag or no source of the desk, row by row. */
function strangeAnswers({ name, content }: TableNode, engine: RuleEngine): readonly CellFault[] {
  return content.rules.flatMap((rule, index): readonly CellFault[] => {
    const answer = answerSchema.safeParse(answerOf(rule, content.outputs, engine, sampleFacts));
    const issue = answer.success ? null : answer.error.issues[0];
    const column = content.outputs.find(({ field }) => field === issue?.path[0]);
    return issue
      ? [{ where: `${name} · row ${index + 1} · ${column?.name ?? 'flag'}`, reason: issue.message }]
      : [];
  });
}

type Rule = Readonly<Record<string, string>>;

function answerOf(
  rule: Rule,
  outputs: TableNode['content']['outputs'],
  engine: RuleEngine,
  facts: object,
): Readonly<Record<string, unknown>> {
  const cells = outputs.flatMap(({ id, field }) => {
    const cell = rule[id] ?? '';
    if (cell.trim() === '') return [];
    const tried = engine.value(cell, facts);
    return [[field, tried.ok ? tried.value : undefined] as const];
  });
  return Object.fromEntries(cells);
}

/** Answers kept: the panel asks with the same facts at every piece that arrives. */
const remembered = 32;

/**
 * Works the one table through, cell by cell, with the engine's own reading of each: at the ring the panel cannot wait for the engine's
 * other thread. That it answers as the engine itself does is part of the check.
 */
export function decideFlags({ content }: TableNode, engine: RuleEngine): DecideFlags {
  const rows = content.rules.map((rule) => ({
    answer: (facts: object) => answerSchema.safeParse(answerOf(rule, content.outputs, engine, facts)),
    asks: content.inputs.flatMap(({ id, field }) => askedBy(rule[id] ?? '', field ?? null, engine)),
  }));
  const known = new Map<string, readonly RuledFlag[]>();
  return (facts) => {
    const key = JSON.stringify(facts);
    const before = known.get(key);
    if (before) return before;
    const found = rows.flatMap(({ asks, answer }, index): readonly RuledFlag[] => {
      const row = asks.every((fits) => fits(facts)) ? answer(facts) : null;
      if (!row?.success) return [];
      const { flag, source, language, zh, en } = row.data;
      return [{ flag, source, language, rule: { row: index + 1, zh, en } }];
    });
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

type Fits = (facts: FlagRuleFacts) => boolean;

/** One cell that asks, told only what it asks about: the engine copies what it is given. An empty one fits always. */
function askedBy(cell: string, field: string | null, engine: RuleEngine): readonly Fits[] {
  if (cell.trim() === '') return [];
  const names = namesIn(cell).map((name) => name.split('.')[0] ?? name);
  return [
    (facts) => {
      const all: Readonly<Record<string, unknown>> = { ...facts };
      const told = Object.fromEntries(names.map((name) => [name, all[name]]));
      const tried = engine.test(cell, field === null ? told : { ...told, $: all[field] });
      return tried.ok && tried.value === true;
    },
  ];
}

/** Structure, every cell alone, every answer, then the table's own test rows, by the desk's reading and by the engine's. */
export async function checkFlagTable(texts: TableTexts, engine: RuleEngine): Promise<CheckedAs<FlagTable>> {
  const model = parsed(modelFile, texts.model, decisionModelSchema);
  if (!model.ok) return refuse(model.refused);
  const tests = parsed(testsFile, texts.tests, flagTestsSchema);
  if (!tests.ok) return refuse(tests.refused);
  const nodes = inOrder(model.value);
  const table = tableOf(nodes);
  if (typeof table === 'string') return refuse({ file: modelFile, where: null, reason: table });
  const faults = checkCells(nodes ?? [], engine, flagWords, sampleFacts);
  const wrong = faults.length > 0 ? faults : strangeAnswers(table, engine);
  if (wrong.length > 0) return refuse(...wrong.map((fault) => ({ file: modelFile, ...fault })));
  let evaluate: ReturnType<RuleEngine['compile']>;
  try {
    evaluate = engine.compile(model.value);
  } catch (error) {
    return refuse({ file: modelFile, where: null, reason: engineWords(error) });
  }
  const decide = decideFlags(table, engine);
  const failed = await failedFlagTests(tests.value, decide, table.id, evaluate);
  if (failed.length > 0) return refuse(...failed.map((one) => ({ file: testsFile, ...one })));
  return { ok: true, table: { version: versionOf(texts), decide } };
}
