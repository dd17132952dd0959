import { describe, expect, it } from 'vitest';
import type { DeskEventKind } from '#shared/training/contract.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import { fulfilledAt } from '#shared/training/rubric.ts';
import { rubricConditionSchema } from '#shared/training/scenario.ts';

const event = (at: number, kind: DeskEventKind, params: Record<string, string> = {}): DeskEvent => ({
  at,
  kind,
  params,
});
const judge = (
  condition: unknown,
  events: DeskEvent[],
  times: { startedAt: number; answeredAt: number | null } = { startedAt: 0, answeredAt: 1_000 },
  over = false,
): number | null => fulfilledAt(rubricConditionSchema.parse(condition), events, times, over);

describe('judging by the rubric', () => {
  it('takes the time to the answer from the ring, all else from the answer', () => {
    const answered = { kind: 'answered', withinMs: 10_000 };
    expect(judge(answered, [event(9_000, 'answered')])).toBe(9_000);
    expect(judge(answered, [event(11_000, 'answered')])).toBeNull();
    const text = { kind: 'textSent', withinMs: 20_000 };
    expect(judge(text, [event(20_500, 'textSent')])).toBe(20_500);
    expect(judge(text, [event(21_500, 'textSent')])).toBeNull();
  });

  it('wants the right thing, not just something', () => {
    const condition = { kind: 'playbookChosen', params: { playbookId: ['a', 'b'] } };
    expect(judge(condition, [event(5, 'playbookChosen', { playbookId: 'x' })])).toBeNull();
    expect(judge(condition, [event(5, 'playbookChosen')])).toBeNull();
    const changed = [
      event(5, 'playbookChosen', { playbookId: 'x' }),
      event(7, 'playbookChosen', { playbookId: 'b' }),
    ];
    expect(judge(condition, changed)).toBe(7);
  });

  it('counts different questions, and texts each for itself', () => {
    const two = { kind: 'questionAsked', times: 2 };
    const same = [
      event(1, 'questionAsked', { questionId: 'q' }),
      event(2, 'questionAsked', { questionId: 'q' }),
    ];
    expect(judge(two, same)).toBeNull();
    expect(judge(two, [...same, event(3, 'questionAsked', { questionId: 'r' })])).toBe(3);
    expect(judge({ kind: 'textSent', times: 2 }, [event(1, 'textSent'), event(4, 'textSent')])).toBe(4);
  });

  it('counts only what came before the other thing', () => {
    const condition = { kind: 'questionAsked', times: 2, before: 'cardHoldAsked' };
    const first = event(1, 'questionAsked', { questionId: 'q' });
    const second = event(3, 'questionAsked', { questionId: 'r' });
    expect(judge(condition, [first, second])).toBe(3);
    expect(judge(condition, [first, event(2, 'cardHoldAsked', { cardId: 'c' }), second])).toBeNull();
  });

  it('knows "never" only when it is over, and only if there was a call', () => {
    const never = { kind: 'held', never: true };
    expect(judge(never, [event(5, 'answered')])).toBeNull();
    expect(judge(never, [event(5, 'answered')], undefined, true)).toBe(5);
    expect(judge(never, [event(5, 'held')], undefined, true)).toBeNull();
    expect(judge(never, [], { startedAt: 0, answeredAt: null }, true)).toBeNull();
  });
});
