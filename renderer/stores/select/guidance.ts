import type { Line, Playbook, PlaybookCue, Question } from '#shared/guidance/playbook.ts';
import type { DeskState } from '../desk-state.ts';
import { hasFlag } from './caller.ts';

/** The open playbook, as the library has it now. */
export function openPlaybook(state: DeskState): Playbook | null {
  const id = state.guidance?.playbookId ?? null;
  return id === null ? null : (state.library?.playbooks.find((one) => one.id === id) ?? null);
}

const askedIds = (state: DeskState, playbook: Playbook): ReadonlySet<string> =>
  new Set(state.guidance?.asked.filter((one) => one.playbookId === playbook.id).map((one) => one.questionId));

const turnKey = (state: DeskState, playbook: Playbook): string =>
  `${state.guidance?.callId ?? ''} ${playbook.id}`;

/** Of which call and playbook 'another question' was pressed. */
export const questionTurnKey = (state: DeskState): string | null => {
  const playbook = openPlaybook(state);
  return playbook ? turnKey(state, playbook) : null;
};

/**
 * The question to ask next: unexpected ones first, because a coached caller has no answer to them (case 3.13b); those not
 * asked yet; turned on by 'another'. When all have been asked it goes round again.
 */
export function nextQuestion(state: DeskState): Question | null {
  const playbook = openPlaybook(state);
  if (!playbook) return null;
  const asked = askedIds(state, playbook);
  const left = playbook.questions.filter((question) => !asked.has(question.id));
  const offered = left.length > 0 ? left : playbook.questions;
  const ordered = [
    ...offered.filter((question) => question.kind === 'unexpected'),
    ...offered.filter((question) => question.kind !== 'unexpected'),
  ];
  const { of, count } = state.view.questionTurn;
  const turn = of === turnKey(state, playbook) ? count : 0;
  return ordered[turn % ordered.length] ?? null;
}

/** True once every question of the open playbook has been asked. */
export const allAsked = (state: DeskState): boolean => state.guidance?.counts.questionsLeft === 0;

/** The question asked last, if its answer can still be marked. */
export function lastAsked(state: DeskState): { readonly question: Question; readonly at: number } | null {
  const playbook = openPlaybook(state);
  const last = state.guidance?.asked.findLast((one) => one.playbookId === playbook?.id);
  const question = playbook?.questions.find((one) => one.id === last?.questionId);
  return last && question ? { question, at: last.askedAt } : null;
}

/** The line to say now: the first of the playbook that has not been said, otherwise the last. */
export function nextLine(state: DeskState): Line | null {
  const playbook = openPlaybook(state);
  if (!playbook) return null;
  const said = new Set(
    state.guidance?.said.filter((one) => one.playbookId === playbook.id).map((one) => one.lineId),
  );
  return playbook.lines.find((line) => !said.has(line.id)) ?? playbook.lines.at(-1) ?? null;
}

/** Which wording of a line this caller needs. */
export type LineVariant = 'text' | 'elderly' | 'written';

export const lineVariant = (state: DeskState): LineVariant =>
  hasFlag(state, 'hearingImpaired') ? 'written' : hasFlag(state, 'elderly') ? 'elderly' : 'text';

export const isTicked = (state: DeskState, cueId: string): boolean =>
  state.guidance?.ticked.some((one) => one.cueId === cueId) ?? false;

/** The cues of the open playbook in their order; the number of a cue is its place, so that it never moves under the finger. */
export const playbookCues = (state: DeskState): readonly PlaybookCue[] => openPlaybook(state)?.cues ?? [];
