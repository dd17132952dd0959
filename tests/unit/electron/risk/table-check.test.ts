import { beforeAll, describe, expect, it } from 'vitest';
import type { RuleEngine } from '#electron/risk/engine.ts';
import type { TableTexts } from '#electron/risk/ports.ts';
import { checkTable } from '#electron/risk/table-check.ts';
import type { Checked } from '#electron/risk/table-check.ts';
import { changed, engine, shippedTexts, words } from './support.ts';

let rules: RuleEngine;
let shipped: TableTexts;
beforeAll(async () => {
  rules = await engine();
  shipped = await shippedTexts();
});

const check = (texts: TableTexts): Promise<Checked> => checkTable(texts, rules, words());
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

describe('a table file', () => {
  it('that ships passes', async () => {
    expect(await check(shipped)).toMatchObject({ ok: true, table: { version: /^[0-9a-f]{12}$/ } });
  });

  it('has another version when a cell or a test row is another', async () => {
    const version = async (texts: TableTexts): Promise<string> => {
      const checked = await check(texts);
      return checked.ok ? checked.table.version : 'refused';
    };
    const first = await version(shipped);
    const cell = await version(changed(shipped, '>= 300000', '>= 310000'));
    const test = await version({ ...shipped, tests: `${shipped.tests} ` });
    expect(new Set([first, cell, test]).size).toBe(3);
  });

  // The engine takes every one of these without a word: the row would just never fire.
  it.each([
    ['broken syntax', '>= 300000', '>= ', '情形 Circumstances · row 3 · 金额 Amount', /literal/],
    [
      'an unknown function',
      "some($, # == 'samePayeeAfterRefusal')",
      "any($, # == 'samePayeeAfterRefusal')",
      '再次尝试 Second try · row 1 · 线索 Cues',
      /./,
    ],
    [
      'a misspelt cue',
      "'begsForHelpQuietly'",
      "'begsForHelpQuitely'",
      '基本档 Base · row 1 · 线索 Cues',
      /“begsForHelpQuitely” never stands in cues/,
    ],
    [
      'a text without quotes',
      json(`in ['phishing-sms', 'card-testing', 'flight-change']`),
      'flightChange',
      '措施 Control · row 3 · 剧本 Playbook',
      /“flightChange” is no fact/,
    ],
    [
      'a number as a text',
      '>= 300000',
      json(`"300000"`),
      '情形 Circumstances · row 3 · 金额 Amount',
      /300000/,
    ],
    [
      'a comparison of the wrong kind',
      '>= 300000',
      json(`some($, # == 1)`),
      '情形 Circumstances · row 3 · 金额 Amount',
      /type/,
    ],
    [
      'a broken answer',
      'max([1, playbookLevel - 1])',
      'max([1, playbookLevel - ',
      '基本档 Base · row 3 · 档 Level',
      /./,
    ],
    [
      'an answer with a misspelt fact',
      'max([1, playbookLevel - 1])',
      'max([1, playbokLevel - 1])',
      '基本档 Base · row 3 · 档 Level',
      /playbokLevel/,
    ],
    ['a sum with a misspelt node', 'again.step', 'agian.step', '合计 Sum · level', /agian/],
  ])('with %s is refused with the cell named', async (_what, from, to, where, reason) => {
    expect(await check(changed(shipped, from, to))).toEqual({
      ok: false,
      refused: [{ file: 'risk-tier.json', where, reason: expect.stringMatching(reason) }],
    });
  });

  it('with several faults has each named', async () => {
    const twice = changed(changed(shipped, '>= 300000', '>= '), "'begsForHelpQuietly'", "'nobody'");
    const checked = await check(twice);
    expect(checked.ok ? [] : checked.refused.map(({ where }) => where)).toEqual([
      '基本档 Base · row 1 · 线索 Cues',
      '情形 Circumstances · row 3 · 金额 Amount',
    ]);
  });

  it('whose column asks about no fact is refused', async () => {
    const checked = await check(changed(shipped, '"field": "amount"', '"field": "sum"'));
    expect(checked).toMatchObject({
      ok: false,
      refused: expect.arrayContaining([
        { file: 'risk-tier.json', where: expect.stringContaining('column'), reason: '“sum” is no fact' },
      ]),
    });
  });

  it('whose rows give no reason in words is refused', async () => {
    const checked = await check(changed(shipped, '"field": "en"', '"field": "english"'));
    expect(checked).toMatchObject({ ok: false, refused: [{ where: '基本档 Base' }] });
  });

  it.each([
    ['that is no JSON', '{', null],
    ['without an input', '{"nodes":[],"edges":[]}', 'nodes'],
    [
      'with a node that runs code',
      '{"nodes":[{"id":"a","name":"a","type":"inputNode"},{"id":"f","name":"f","type":"functionNode","content":{}}],"edges":[]}',
      'nodes.1.type',
    ],
  ])('%s is refused', async (_what, model, where) => {
    expect(await check({ ...shipped, model })).toMatchObject({
      ok: false,
      refused: [{ file: 'risk-tier.json', where }],
    });
  });

  it('that runs in a circle is refused', async () => {
    const circle = changed(
      shipped,
      '"edges": [',
      '"edges": [{ "id": "back", "type": "edge", "sourceId": "sum", "targetId": "base" },',
    );
    expect(await check(circle)).toMatchObject({
      ok: false,
      refused: [{ reason: expect.stringMatching(/circle/) }],
    });
  });
});

describe('the test rows of a table', () => {
  it('must be there', async () => {
    expect(await check({ ...shipped, tests: '{"rows":[]}' })).toMatchObject({
      ok: false,
      refused: [{ file: 'risk-tier.tests.json', where: 'rows' }],
    });
  });

  it('that come out otherwise refuse it, with the row, both answers and the rows that fired', async () => {
    const checked = await check(changed(shipped, '"1"', '"2"'));
    expect(checked.ok).toBe(false);
    const refused = checked.ok ? [] : checked.refused;
    expect(refused[0]).toEqual({
      file: 'risk-tier.tests.json',
      where: expect.stringMatching(/^test row \d+ “.+”$/),
      reason: expect.stringMatching(/^tier \w+ instead of \w+, by .*基本档 Base row \d/),
    });
  });

  it('a tier that no row answers is an answer missing, not a guess', async () => {
    const checked = await check(changed(shipped, json('"critical"'), json('"dreadful"')));
    expect(checked).toMatchObject({
      ok: false,
      refused: expect.arrayContaining([
        expect.objectContaining({ reason: expect.stringMatching(/^no answer: tier/) }),
      ]),
    });
  });

  it('a test row that is misspelt is refused, not skipped', async () => {
    const tests = shipped.tests.replace('"suspicion"', '"suspicoin"');
    expect(await check({ ...shipped, tests })).toMatchObject({
      ok: false,
      refused: [{ file: 'risk-tier.tests.json' }],
    });
  });
});
