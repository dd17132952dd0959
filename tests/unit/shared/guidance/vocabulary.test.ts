import { describe, expect, it } from 'vitest';
import { careFlagIds, careFlagLabelKey } from '#shared/care/care-flag.ts';
import { cueIds, cueIdSchema } from '#shared/guidance/cue.ts';
import { guidanceCommands } from '#shared/guidance/contract.ts';
import { knownPlaybookIds, playbookIdSchema } from '#shared/guidance/playbook.ts';

describe('the words of the domain', () => {
  it('has each of its ids once and in the form the wire takes', () => {
    expect(new Set(cueIds).size).toBe(97);
    expect(new Set(careFlagIds).size).toBe(12);
    expect(new Set(knownPlaybookIds).size).toBe(27);
    expect(cueIds.filter((id) => !cueIdSchema.safeParse(id).success)).toEqual([]);
    expect(knownPlaybookIds.filter((id) => !playbookIdSchema.safeParse(id).success)).toEqual([]);
    expect(careFlagLabelKey('elderly')).toBe('care.flag.elderly');
  });
});

describe('the contract', () => {
  it('a team lead reads along and does not write', () => {
    for (const command of Object.values(guidanceCommands))
      expect(command.roles).toEqual(['agent', 'trainer']);
  });

  it('refuses unknown keys and unbounded notes', () => {
    const { input } = guidanceCommands['guidance/mark-answer'];
    const good = { callId: 'c', playbookId: 'remote-nfc', questionId: 'whereCard', mark: 'clear' };
    expect(input.safeParse(good).success).toBe(true);
    expect(input.safeParse({ ...good, note: '字'.repeat(501) }).success).toBe(false);
    expect(input.safeParse({ ...good, seat: 3107 }).success).toBe(false);
    expect(input.safeParse({ ...good, mark: 'lying' }).success).toBe(false);
  });
});
