import type { StepCards } from '#shared/care/contract.ts';

/** The cards after one move. At the end `done` rests; at the first `back` does. A step that is said again is counted. */
export function moved(cards: StepCards, move: 'done' | 'repeat' | 'back'): StepCards {
  if (move === 'repeat') return { ...cards, repeats: Math.min(1000, cards.repeats + 1) };
  const at = Math.min(cards.steps.length, Math.max(0, cards.at + (move === 'done' ? 1 : -1)));
  return at === cards.at ? cards : { ...cards, at, repeats: 0 };
}
