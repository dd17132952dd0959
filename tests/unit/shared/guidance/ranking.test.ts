import { describe, expect, it } from 'vitest';
import { everydayPenalty, rankPlaybooks } from '#shared/guidance/ranking.ts';
import type { Cue } from '#shared/guidance/cue.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';

const words = { zh: '词', en: 'word' };
const cue = (id: string, where: Cue['where']): Cue => ({ id, where, label: words });
const cues = [
  cue('claimsPolice', 'heard'),
  cue('safeAccount', 'heard'),
  cue('coverExpiry', 'heard'),
  cue('newPayee', 'account'),
  cue('payeePaidBefore', 'everyday'),
  cue('contractShown', 'everyday'),
];

function playbook(
  id: string,
  weights: Readonly<Record<string, number>>,
  effectiveFrom = '2025-01-01',
): Playbook {
  return {
    id,
    version: '1.0',
    effectiveFrom,
    name: words,
    howItGoes: words,
    tier: 'high',
    cues: Object.entries(weights).map(([cueId, weight]) => ({
      id: cueId,
      weight,
      where: cueId === 'newPayee' ? 'account' : 'heard',
      label: words,
    })),
    questions: [],
    lines: [],
    whatNotToSay: [],
    ifTheySay: [],
    controls: [],
    linkages: [],
    followUp: [],
    cardToSend: { title: words, body: words },
    cases: [],
  };
}

const police = playbook('police', { claimsPolice: 5, safeAccount: 4, newPayee: 1 });
const cover = playbook('cover', { coverExpiry: 5, safeAccount: 3, newPayee: 2 });
const rank = (ticked: readonly string[], playbooks = [police, cover]): ReturnType<typeof rankPlaybooks> =>
  rankPlaybooks({ playbooks, cues }, ticked, '2026-01-15');

describe('ranking', () => {
  it('is silent while nothing is ticked', () => {
    expect(rank([])).toEqual([]);
  });

  it('gives the share of weighted cues and says how it came about', () => {
    expect(rank(['safeAccount', 'coverExpiry'])).toEqual([
      {
        playbookId: 'cover',
        score: 0.8,
        matched: [
          { cueId: 'coverExpiry', weight: 5 },
          { cueId: 'safeAccount', weight: 3 },
        ],
        lowered: [],
        matchedWeight: 8,
        totalWeight: 10,
      },
      {
        playbookId: 'police',
        score: 0.4,
        matched: [{ cueId: 'safeAccount', weight: 4 }],
        lowered: [],
        matchedWeight: 4,
        totalWeight: 10,
      },
    ]);
  });

  it('every figure can be checked by hand from its reasons', () => {
    for (const one of rank(['safeAccount', 'newPayee', 'payeePaidBefore', 'contractShown'])) {
      const share = one.matchedWeight / one.totalWeight - everydayPenalty * one.lowered.length;
      expect(one.score).toBeCloseTo(Math.max(0, share), 2);
      expect(one.matchedWeight).toBe(one.matched.reduce((sum, match) => sum + match.weight, 0));
    }
  });

  it('an everyday explanation lowers the score and is named, and never goes below nothing', () => {
    const [first] = rank(['claimsPolice', 'payeePaidBefore']);
    expect(first).toMatchObject({ playbookId: 'police', score: 0.35, lowered: ['payeePaidBefore'] });
    expect(rank(['newPayee', 'payeePaidBefore', 'contractShown']).map((one) => one.score)).toEqual([0, 0]);
  });

  it('an everyday explanation alone suggests no scam', () => {
    expect(rank(['payeePaidBefore'])).toEqual([]);
  });

  it('equal scores stand in one order only', () => {
    const twins = [
      playbook('b', { newPayee: 2, safeAccount: 2 }),
      playbook('a', { newPayee: 2, safeAccount: 2 }),
    ];
    expect(rank(['newPayee'], twins).map((one) => one.playbookId)).toEqual(['a', 'b']);
    const heavier = playbook('c', { newPayee: 4, safeAccount: 4 });
    expect(rank(['newPayee'], [...twins, heavier])[0]?.playbookId).toBe('c');
  });

  it('offers nothing that is not in force', () => {
    const tomorrow = playbook('tomorrow', { newPayee: 5 }, '2026-01-16');
    expect(rank(['newPayee'], [tomorrow, cover]).map((one) => one.playbookId)).toEqual(['cover']);
  });
});
