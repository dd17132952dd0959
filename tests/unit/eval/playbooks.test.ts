import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { knownPlaybookIds } from '#shared/guidance/playbook.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import { checkTable } from '#electron/risk/table-check.ts';
import { cellWords } from '#electron/risk/cell-words.ts';
import { withNoise } from '#tests/eval/playbooks-noise.ts';
import { isFalseAlarm, isTierGood, judge, placeOf, scoreOf } from '#tests/eval/playbooks-score.ts';
import type { Judge, Judged } from '#tests/eval/playbooks-score.ts';
import { readSet } from '#tests/eval/playbooks-set.ts';
import type { Sketch } from '#tests/eval/playbooks-set.ts';
import { missWords } from '#tests/eval/playbooks-words.ts';
import { loadShipped } from '../electron/guidance/support.ts';

const setOf = (file: string): readonly Sketch[] => {
  const { sketches, refused } = readSet(readFileSync(`assets/playbooks/eval/${file}.jsonl`, 'utf8'));
  expect(refused).toEqual([]);
  return sketches;
};

let by: Judge;
beforeAll(async () => {
  const library = await loadShipped();
  const read = (file: string): string => readFileSync(`assets/decision-tables/${file}`, 'utf8');
  const engine = await loadZenEngine();
  const texts = { model: read('risk-tier.json'), tests: read('risk-tier.tests.json') };
  const checked = engine && (await checkTable(texts, engine, cellWords(library)));
  by = { library, decide: checked?.ok ? checked.table.decide : null };
});
const judgeAll = async (sketches: readonly Sketch[]): Promise<readonly Judged[]> =>
  Promise.all(sketches.map((sketch) => judge(by, sketch)));

describe('the labelled sets', () => {
  it('are large enough, and each label is one of the domain', () => {
    const all = ['tune', 'held', 'fresh'].flatMap(setOf);
    const labels = all.map(({ label }) => label);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(labels.filter((label) => label === 'none').length).toBeGreaterThanOrEqual(45);
    for (const id of knownPlaybookIds)
      expect(labels.filter((label) => label === id).length, id).toBeGreaterThanOrEqual(6);
  });

  it.each(['tune', 'held', 'fresh'])('%s keeps what the product promises', async (file) => {
    const score = scoreOf(await judgeAll(setOf(file)));
    expect(score.top1).toBeGreaterThanOrEqual(0.9);
    expect(score.top3).toBeGreaterThanOrEqual(0.98);
    expect(score.tier).toBeGreaterThanOrEqual(0.95);
    expect(score.falseAlarms).toBeLessThanOrEqual(0.05);
  });
});

describe('a set of others', () => {
  it('may name cues that nobody knows, leave out what is not known, and carry more than is asked', async () => {
    const { sketches, refused } = readSet(
      '{"id":7,"label":"remote-nfc","tier":"critical","heard":["cardToPhone","tealeaves"],"account":["contactlessAbroad"],"author":"x"}\r\n\n' +
        '{"id":"b","caller":{"age":null},"amount":null,"account":[],"heard":[],"label":"none","tier":"none"}\n',
    );
    expect(refused).toEqual([]);
    const judged = await judgeAll(sketches);
    expect(judged.map(({ label }) => label)).toEqual(['remote-nfc', 'none']);
    expect(judged[0]?.strangers).toEqual(['tealeaves']);
  });

  it('has its bad lines told by number, and the others measured', () => {
    const { sketches, refused } = readSet('{"id":1}\nnot json\n{"id":"c","label":"none","tier":"low"}');
    expect(sketches).toHaveLength(1);
    expect(refused.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('a label that is no playbook here is a miss', async () => {
    const [one] = await judgeAll(readSet('{"id":"d","label":"tea-leaves","tier":"high"}').sketches);
    expect(one && placeOf(one)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the figures', () => {
  const sketch = (label: string, tier: Sketch['tier'], heard: readonly string[]): Sketch => ({
    id: `${label} ${tier}`,
    caller: { age: 40, flags: [] },
    amount: 0,
    account: [],
    heard: [...heard],
    label,
    tier,
  });
  const nfc = ['cardToPhone', 'appOutsideStore', 'claimsBank'];

  it('count a right label, a place, a tier one step stricter and a false alarm', async () => {
    const [right, stricter, lenient, alarm] = await judgeAll([
      sketch('remote-nfc', 'critical', nfc),
      sketch('remote-nfc', 'high', nfc),
      sketch('none', 'critical', []),
      sketch('none', 'none', nfc),
    ]);
    if (!right || !stricter || !lenient || !alarm) throw new Error('four were judged');
    expect([right, stricter, lenient, alarm].map(isTierGood)).toEqual([true, true, false, false]);
    expect([right, lenient, alarm].map(isFalseAlarm)).toEqual([false, false, true]);
    expect(scoreOf([right, alarm])).toMatchObject({ top1: 0.5, scamTop1: 1, falseAlarms: 1, everyday: 1 });
    expect(missWords(alarm)).toContain('cardToPhone');
    expect(missWords(alarm)).toContain('false alarm');
  });

  it('without the engine no tier is right', async () => {
    const judged = await judge({ ...by, decide: null }, sketch('none', 'none', []));
    expect(judged.tier).toBe('unknown');
    expect(isTierGood(judged)).toBe(false);
  });

  it('noise takes one cue and adds one, the same every time', () => {
    const some = [sketch('remote-nfc', 'critical', nfc)];
    const noisy = withNoise(some, 20);
    expect(noisy).toEqual(withNoise(some, 20));
    expect(noisy.map(({ heard }) => heard.filter((id) => nfc.includes(id)).length)).toEqual(
      noisy.map(() => 2),
    );
  });
});
