import { describe, expect, it } from 'vitest';
import type { Cue } from '#shared/guidance/cue.ts';
import type { EverydayPattern } from '#shared/guidance/everyday.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import { rankPlaybooks, rankingSettings } from '#shared/guidance/ranking.ts';
import type { Ranking } from '#shared/guidance/ranking.ts';
import { shareOfLevel } from '#shared/guidance/weighing.ts';

const words = { zh: '词', en: 'word' };
const cue = (id: string, where: Cue['where'], usual: Pick<Cue, 'scams' | 'everyday'> = {}): Cue => ({
  id,
  where,
  label: words,
  ...usual,
});
const cues = [
  cue('claimsPolice', 'heard'),
  cue('safeAccount', 'heard'),
  cue('coverExpiry', 'heard'),
  cue('newPayee', 'account', { scams: 4, everyday: 3 }),
  cue('payeePaidBefore', 'everyday', { scams: 1, everyday: 3 }),
  cue('contractShown', 'everyday', { scams: 1, everyday: 3 }),
];
const everyday: readonly EverydayPattern[] = [
  { id: 'ordinary', name: words, share: 4, cues: {} },
  { id: 'purchase', name: words, share: 3, cues: { newPayee: 5, contractShown: 5 } },
];

function playbook(
  id: string,
  weights: Readonly<Record<string, number>>,
  more: Partial<Pick<Playbook, 'effectiveFrom' | 'alsoSeen'>> = {},
): Playbook {
  return {
    id,
    version: '1.0',
    effectiveFrom: '2025-01-01',
    name: words,
    howItGoes: words,
    tier: 'high',
    cues: Object.entries(weights).map(([cueId, weight]) => ({
      id: cueId,
      weight,
      where: cueId === 'newPayee' ? 'account' : 'heard',
      label: words,
    })),
    alsoSeen: {},
    questions: [],
    lines: [],
    whatNotToSay: [],
    ifTheySay: [],
    controls: [],
    linkages: [],
    followUp: [],
    cardToSend: { title: words, body: words },
    cases: [],
    ...more,
  };
}

const police = playbook('police', { claimsPolice: 5, safeAccount: 4, newPayee: 4 });
const cover = playbook('cover', { coverExpiry: 5, safeAccount: 3, newPayee: 4 });
const rank = (
  ticked: readonly string[],
  {
    playbooks = [police, cover],
    patterns = everyday,
  }: { playbooks?: Playbook[]; patterns?: typeof everyday } = {},
): Ranking => rankPlaybooks({ playbooks, cues, everyday: [...patterns] }, ticked, '2026-01-15');
const ids = (ranking: Ranking): string[] => ranking.candidates.map((one) => one.playbookId);

describe('ranking', () => {
  it('names nothing and offers nothing while nothing is ticked', () => {
    expect(rank([])).toMatchObject({ named: null, candidates: [] });
    expect(rank([]).everyday.score).toBeGreaterThan(0.8);
  });

  it('names the pattern whose own cues were heard', () => {
    expect(rank(['claimsPolice', 'safeAccount']).named).toBe('police');
    expect(rank(['coverExpiry', 'safeAccount']).named).toBe('cover');
  });

  it('a fact that honest calls show as well names nothing', () => {
    const ranking = rank(['newPayee']);
    expect(ranking.named).toBeNull();
    expect(ranking.everyday.patternId).toBe('purchase');
  });

  it('every figure can be checked by hand: points add up, and shares with everyday calls make one', () => {
    for (const ticked of [['safeAccount', 'newPayee', 'contractShown'], ['claimsPolice'], ['newPayee']]) {
      const ranking = rank(ticked);
      for (const one of ranking.candidates) {
        const sum = [...one.matched, ...one.lowered].reduce((all, { points }) => all + points, one.missing);
        expect(one.points).toBeCloseTo(sum, 5);
        expect(one.matched.map(({ cueId }) => ticked.includes(cueId))).not.toContain(false);
      }
      const shares = ranking.candidates.reduce((all, { score }) => all + score, ranking.everyday.score);
      // Playbooks that nothing speaks for are not offered and keep the rest.
      expect(shares).toBeLessThanOrEqual(1.01);
      expect(ranking.suspicion + ranking.everyday.score).toBeCloseTo(1, 2);
    }
  });

  it('ten points are ten times as often as in everyday calls', () => {
    const only = [{ id: 'ordinary', name: words, share: 1, cues: {} }];
    const [first] = rank(['coverExpiry'], { patterns: only }).candidates;
    expect(first?.matched).toEqual([
      { cueId: 'coverExpiry', points: Math.round(100 * Math.log10(shareOfLevel[5] / 0.004)) / 10 },
    ]);
  });

  it('order and points are the same thing', () => {
    const points = rank(['safeAccount', 'newPayee']).candidates.map((one) => one.points);
    expect(points).toEqual(points.toSorted((a, b) => b - a));
  });

  it('an everyday explanation lowers the share, is named as a reason, and alone suggests no scam', () => {
    const without = rank(['safeAccount', 'newPayee']);
    const explained = rank(['safeAccount', 'newPayee', 'contractShown']);
    expect(explained.candidates[0]?.lowered[0]?.cueId).toBe('contractShown');
    expect(explained.suspicion).toBeLessThan(without.suspicion);
    expect(rank(['payeePaidBefore'])).toMatchObject({ named: null, candidates: [] });
  });

  it('what a pattern usually shows and this call does not speaks a little against it', () => {
    const [first] = rank(['safeAccount']).candidates;
    expect(first?.missing).toBeLessThan(0);
    expect(rank(['safeAccount', 'claimsPolice']).candidates[0]?.missing).toBeGreaterThan(first?.missing ?? 0);
  });

  it('cues seen too count and need not be shown for ticking', () => {
    const wide = playbook('wide', { claimsPolice: 5 }, { alsoSeen: { coverExpiry: 4 } });
    expect(rank(['coverExpiry'], { playbooks: [wide, police] }).candidates[0]?.playbookId).toBe('wide');
  });

  it('words outside the vocabulary change nothing', () => {
    expect(rank(['safeAccount', 'fullMoon', '', 'safeAccount'])).toEqual(rank(['safeAccount']));
    expect(rank(['fullMoon'])).toEqual(rank([]));
  });

  it('equal points stand in one order only', () => {
    const twins = [playbook('b', { safeAccount: 2 }), playbook('a', { safeAccount: 2 })];
    expect(ids(rank(['safeAccount'], { playbooks: twins }))).toEqual(['a', 'b']);
  });

  it('offers nothing that is not in force', () => {
    const tomorrow = playbook('tomorrow', { safeAccount: 5 }, { effectiveFrom: '2026-01-16' });
    expect(ids(rank(['safeAccount'], { playbooks: [tomorrow, cover] }))).toEqual(['cover']);
  });

  it('stands without playbooks and without everyday matters', () => {
    expect(rank(['safeAccount'], { playbooks: [] })).toMatchObject({ named: null, suspicion: 0 });
    expect(rank(['claimsPolice', 'safeAccount'], { patterns: [] }).named).toBe('police');
  });

  it('has settings that keep one common fact from naming anything', () => {
    expect(rankingSettings.nameFrom).toBeGreaterThan(0.5);
    expect(rankingSettings.headStart).toBeGreaterThan(0);
  });
});
