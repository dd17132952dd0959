import type { Clock } from '#shared/lib/clock.ts';
import type { Habit, KnowledgeRepository } from '../ports.ts';

/** After so long an opening counts half. */
export const habitHalfLifeMs = 30 * 24 * 60 * 60 * 1000;
/** Pairs of words and article that are kept, the latest. */
export const habitLimit = 4000;

const longestWords = 60;
/** So many openings are worth half of what habit can be worth. */
const halfWorth = 2;
/** A number of a card, an account or a person is nobody's habit. */
const personalNumber = /\d{6}/;

/** What agents of this desk opened for the same words: moves an article up, never brings one in that does not match. */
export interface Habits {
  /** From 0 (never opened for these words) towards 1 (often and lately). */
  share(words: string, articleId: string): number;
  opened(words: string, articleId: string): void;
}

export function createHabits({
  repository,
  clock,
}: {
  readonly repository: Pick<KnowledgeRepository, 'habits' | 'keepHabit'>;
  readonly clock: Pick<Clock, 'now'>;
}): Habits {
  let known: Map<string, Map<string, Habit>> | undefined;
  const load = (): Map<string, Map<string, Habit>> => {
    if (known) return known;
    known = new Map();
    for (const habit of repository.habits(habitLimit)) remember(known, habit);
    return known;
  };
  const weightNow = ({ weight, at }: Habit): number =>
    weight * 0.5 ** (Math.max(0, clock.now() - at) / habitHalfLifeMs);
  return {
    share(words, articleId) {
      const habit = load().get(words)?.get(articleId);
      if (!habit) return 0;
      const weight = weightNow(habit);
      return weight / (weight + halfWorth);
    },
    opened(words, articleId) {
      if (words === '' || words.length > longestWords || personalNumber.test(words)) return;
      const before = load().get(words)?.get(articleId);
      const weight = (before ? weightNow(before) : 0) + 1;
      const habit: Habit = { words, articleId, weight, at: clock.now() };
      remember(load(), habit);
      repository.keepHabit(habit, habitLimit);
    },
  };
}

function remember(known: Map<string, Map<string, Habit>>, habit: Habit): void {
  const ofWords = known.get(habit.words) ?? new Map<string, Habit>();
  ofWords.set(habit.articleId, habit);
  // Oldest words first: a map keeps the order in which keys came.
  known.delete(habit.words);
  known.set(habit.words, ofWords);
  const oldest = known.size > habitLimit ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
}
