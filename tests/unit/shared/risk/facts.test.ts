import { describe, expect, it } from 'vitest';
import type { Cue } from '#shared/guidance/cue.ts';
import { derivedCues } from '#shared/guidance/derived-cues.ts';
import { riskFactsOf } from '#shared/risk/facts.ts';
import type { RiskInput } from '#shared/risk/facts.ts';
import { assessedTiers, levelOf } from '#shared/risk/tier.ts';

const label = { zh: '词', en: 'word' };
const cues: Cue[] = [
  { id: 'newPayee', where: 'account', label },
  { id: 'secrecy', where: 'heard', label },
  { id: 'contractShown', where: 'everyday', label },
];
const ranking = { named: null, suspicion: 0.2, candidates: [] };
const input: RiskInput = { age: null, flags: [], pending: null, cues: [], chosen: null, ranking };
const of = (some: Partial<RiskInput>) => riskFactsOf({ ...input, ...some }, { cues, playbooks: [] });

describe('risk facts', () => {
  it('sort cues by where they come from and leave strangers out', () => {
    expect(of({ cues: ['secrecy', 'fullMoon', 'newPayee', 'contractShown'] })).toMatchObject({
      account: ['newPayee'],
      heard: ['secrecy'],
      everyday: ['contractShown'],
      cues: ['newPayee', 'secrecy', 'contractShown'],
    });
  });

  it('a playbook that a person opened stands before the one that is named', () => {
    const named = { ...ranking, named: 'romance', candidates: [{ playbookId: 'romance', score: 0.7 }] };
    expect(of({ ranking: named })).toMatchObject({ playbook: 'romance', score: 0.7 });
    expect(of({ ranking: named, chosen: 'investment' })).toMatchObject({ playbook: 'investment', score: 0 });
  });

  it('elderly by flag or by age', () => {
    expect([of({ age: 60 }).elderly, of({ age: 59 }).elderly, of({ flags: ['elderly'] }).elderly]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('without a pending transaction there is no amount', () => {
    expect(of({})).toMatchObject({ pending: false, amount: 0 });
    expect(of({ pending: { amount: 5, currency: 'HKD' } })).toMatchObject({
      pending: true,
      amount: 5,
      currency: 'HKD',
    });
  });

  it('tiers are levels', () => {
    expect(assessedTiers.map(levelOf)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('derived cues', () => {
  it.each([
    [85, [], true, ['ageOver60', 'moneyMoving']],
    [29, [], false, ['ageUnder30']],
    [45, ['elderly'], false, []],
    [null, ['elderly'], false, ['ageOver60']],
    [null, [], false, []],
  ])('age %s, flags %j, pending %s', (age, flags, pending, expected) => {
    expect(derivedCues({ age, flags, pending })).toEqual(expected);
  });
});
