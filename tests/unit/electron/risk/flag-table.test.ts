import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createFlagRules } from '#electron/risk/care/flag-rules.ts';
import { checkFlagTable } from '#electron/risk/care/flag-table.ts';
import { flagTestsSchema, reachedFlagRows } from '#electron/risk/care/flag-tests.ts';
import { loadZenEngine, type RuleEngine } from '#electron/risk/engine.ts';
import type { TableTexts } from '#electron/risk/ports.ts';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { noRuleFacts, ownRules } from '#shared/caller/own-rules.ts';
import type { DecideFlags } from '#shared/caller/rule-facts.ts';
import { changed, engine, memoryFiles } from './support.ts';

let texts: TableTexts;
let rules: RuleEngine;
beforeAll(async () => {
  const read = (file: string): Promise<string> => readFile(`assets/decision-tables/${file}`, 'utf8');
  texts = { model: await read('care-flags.json'), tests: await read('care-flags.tests.json') };
  rules = await engine();
});

const refusedBy = async (wrong: TableTexts) => {
  const checked = await checkFlagTable(wrong, rules);
  return checked.ok ? [] : checked.refused.map(({ where, reason }) => `${where ?? ''}: ${reason}`);
};
async function table(): Promise<DecideFlags> {
  const checked = await checkFlagTable(texts, rules);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refused));
  return checked.table.decide;
}

describe('the table of care flags that ships', () => {
  it('passes, by the desk’s reading and by the engine’s, and has a test row for every row', async () => {
    const tests = flagTestsSchema.parse(JSON.parse(texts.tests));
    const reached = reachedFlagRows(tests, await table());
    const { rules: rows } = JSON.parse(texts.model).nodes[1].content;
    expect(rows.map((_: unknown, at: number) => at + 1).filter((row: number) => !reached.has(row))).toEqual(
      [],
    );
  });

  it('can set every flag of the domain', async () => {
    const tests = flagTestsSchema.parse(JSON.parse(texts.tests));
    const set = new Set(tests.rows.flatMap(({ expect: flags }) => flags));
    expect(careFlagIds.filter((flag) => !set.has(flag))).toEqual([]);
  });

  it('does all that the desk’s own rules do', async () => {
    const decide = await table();
    const ages = [null, 12, 17, 18, 54, 55, 59, 60, 85];
    for (const age of ages)
      for (const sex of ['f', 'm', 'unknown'] as const)
        for (const language of ['', 'zh', 'ja'])
          for (const queue of ['', 'queue-elderly', 'queue-hearing', 'queue-foreign', 'queue-main']) {
            const facts = { ...noRuleFacts, age, sex, language, queue, elderlyFromWomen: 55 };
            const flags = (by: DecideFlags) => by(facts).map(({ flag, source }) => `${flag} ${source}`);
            expect(flags(decide)).toEqual(flags(ownRules));
          }
  });
});

describe('a table that is wrong', () => {
  it.each([
    [
      '">= elderlyFrom"',
      '">= elderlyForm"',
      '关怀标签 Care flags · row 1 · 年龄 Age: “elderlyForm” is no fact',
    ],
    ['">= elderlyFromWomen"', '">= "', '关怀标签 Care flags · row 2 · 年龄 Age'],
    ['"< 18"', '"< 16"', 'test row 9'],
    [String.raw`"\"serving\""`, String.raw`"\"servant\""`, '关怀标签 Care flags · row 5 · 标签 Flag'],
    [String.raw`"\"onFile\""`, String.raw`"\"guessed\""`, '关怀标签 Care flags · row 5 · 来源 Source'],
    ["== 'military'", "== 'milltary'", '“milltary” never stands in document'],
    ["#.flag == 'crisis'", "#.flag == 'crises'", '“crises” never stands in earlier'],
    ['"hitPolicy": "collect"', '"hitPolicy": "first"', 'must collect'],
  ])('%s → %s is refused, and the place is named', async (from, to, told) => {
    const refused = await refusedBy(changed(texts, from, to));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.join('\n')).toContain(told);
  });

  it('leaves the last good one in force, and the desk’s own rules where none ever stood', async () => {
    const files = memoryFiles(texts);
    const made = createFlagRules({ log: silentLog, files, loadEngine: loadZenEngine });
    const ofAge = { ...noRuleFacts, age: 60, sex: 'm' as const };
    expect(made.rules.get().decide(ofAge)[0]?.rule).toBeNull();
    await made.load();
    expect(made.rules.get().decide(ofAge)[0]?.rule).toMatchObject({ row: 1 });
    expect([...made.rules.get().asksConsent].toSorted()).toEqual([
      'hardship',
      'hearingImpaired',
      'visuallyImpaired',
    ]);
    files.texts = changed(texts, '">= elderlyFrom"', '">= "');
    await made.load();
    expect(made.rules.get().decide(ofAge)[0]?.rule).toMatchObject({ row: 1 });
    expect(made.health.get()).toMatchObject({ isLastGood: true });
    expect(made.health.get().refused[0]?.where).toBe('关怀标签 Care flags · row 1 · 年龄 Age');
    files.kept = null;
    const other = createFlagRules({ log: silentLog, files, loadEngine: loadZenEngine });
    await other.load();
    expect(other.health.get().version).toBeNull();
    expect(other.rules.get().decide(ofAge)).toMatchObject([{ flag: 'elderly', rule: null }]);
  });
});
