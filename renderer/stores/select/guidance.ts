import type { Line, Playbook, PlaybookCue, Question } from '#shared/guidance/playbook.ts';
import type { AskedQuestion } from '#shared/guidance/state.ts';
import type { VerificationSet } from '#shared/guidance/verification.ts';
import type { DeskState } from '../desk-state.ts';
import { verificationUp } from './cases.ts';
import { hasFlag } from './caller.ts';
import type { SpokenText } from './spoken.ts';

/** The open playbook, as the library has it now. */
export function openPlaybook(state: DeskState): Playbook | null {
  const id = state.guidance?.playbookId ?? null;
  return id === null ? null : (state.library?.playbooks.find((one) => one.id === id) ?? null);
}

/** Where the next question comes from: the open playbook, else what every outbound verification asks. */
export const asking = (state: DeskState): Playbook | VerificationSet | null =>
  openPlaybook(state) ?? verificationUp(state);

type Asking = Pick<Playbook, 'id' | 'questions'>;

const askedIds = (state: DeskState, playbook: Asking): ReadonlySet<string> =>
  new Set(state.guidance?.asked.filter((one) => one.playbookId === playbook.id).map((one) => one.questionId));

const turnKey = (state: DeskState, playbook: Asking): string =>
  `${state.guidance?.callId ?? ''} ${playbook.id}`;

/** Of which call and playbook 'another question' was pressed. */
export const questionTurnKey = (state: DeskState): string | null => {
  const playbook = asking(state);
  return playbook ? turnKey(state, playbook) : null;
};

/**
 * The question to ask next: unexpected ones first, because a coached caller has no answer to them (case 3.13b); those not
 * asked yet; turned on by 'another'. When all have been asked it goes round again.
 */
export function nextQuestion(state: DeskState): Question | null {
  const playbook = asking(state);
  if (!playbook) return null;
  const asked = askedIds(state, playbook);
  const left = playbook.questions.filter((question) => !asked.has(question.id));
  const offered = left.length > 0 ? left : playbook.questions;
  // Outbound the purpose comes first, in the order of its file: what everybody is coached on is heard before the unexpected.
  const ordered =
    playbook.id === state.library?.verification?.id
      ? offered
      : [
          ...offered.filter((question) => question.kind === 'unexpected'),
          ...offered.filter((question) => question.kind !== 'unexpected'),
        ];
  const { of, count } = state.view.questionTurn;
  const turn = of === turnKey(state, playbook) ? count : 0;
  return ordered[turn % ordered.length] ?? null;
}

/** True once every question of the open playbook has been asked. */
export function allAsked(state: DeskState): boolean {
  const playbook = asking(state);
  if (!playbook) return false;
  const asked = askedIds(state, playbook);
  return playbook.questions.every(({ id }) => asked.has(id));
}

/** The question asked last, if its answer can still be marked. */
export function lastAsked(
  state: DeskState,
): { readonly playbookId: string; readonly question: Question; readonly asked: AskedQuestion } | null {
  const playbook = asking(state);
  const last = state.guidance?.asked.findLast((one) => one.playbookId === playbook?.id);
  const question = playbook?.questions.find((one) => one.id === last?.questionId);
  return playbook && last && question ? { playbookId: playbook.id, question, asked: last } : null;
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

/**
 * The wording of a line for this caller. Where the variant has no words in the caller's own language and the plain line has, the
 * language comes first: an elderly Korean caller is served by Korean, not by simpler Chinese.
 */
export function wordingFor(line: Line, variant: LineVariant, caller: string): LineVariant {
  if (caller !== 'ja' && caller !== 'ko') return variant;
  const wording: SpokenText = line[variant];
  return wording[caller] === undefined && line.text[caller] !== undefined ? 'text' : variant;
}

export const isTicked = (state: DeskState, cueId: string): boolean =>
  state.guidance?.ticked.some((one) => one.cueId === cueId) ?? false;

/** The cues of the open playbook in their order; the number of a cue is its place, so that it never moves under the finger. */
export const playbookCues = (state: DeskState): readonly PlaybookCue[] => openPlaybook(state)?.cues ?? [];

/** The last answer to a standard question and to an unexpected one, over all that was asked in this call: side by side (case 3.13b). */
export function lastOfKind(
  state: DeskState,
  kind: Question['kind'],
): { readonly question: Question; readonly asked: AskedQuestion } | null {
  const { library, guidance } = state;
  const sets = [...(library?.playbooks ?? []), ...(library?.verification ? [library.verification] : [])];
  for (const asked of guidance?.asked.toReversed() ?? []) {
    const question = sets
      .find(({ id }) => id === asked.playbookId)
      ?.questions.find(({ id }) => id === asked.questionId);
    if (question?.kind === kind) return { question, asked };
  }
  return null;
}
