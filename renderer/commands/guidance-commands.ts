import type { Playbook } from '#shared/guidance/playbook.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { flowUp } from '#renderer/stores/select/flows.ts';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import {
  allAsked,
  asking,
  lastAsked,
  nextLine,
  nextQuestion,
  openPlaybook,
  questionTurnKey,
  wordingFor,
} from '#renderer/stores/select/guidance.ts';
import { comingCase, verificationUp } from '#renderer/stores/select/cases.ts';
import { deskPhase } from '#renderer/stores/select/call.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';
import { finishWrapUp } from './finish-wrap-up.ts';
import { flowPrimary } from './flow-commands.ts';
import { atCases, dialCase } from './case-commands.ts';
import { atContent, contentPrimary } from './content-commands.ts';
import { atReview, reviewPrimary } from './review-commands.ts';
import { atIncident, incidentPrimary } from './incident-commands.ts';
import { atTraining, sendScenario } from './training-commands.ts';

const guiding = (state: DeskState): boolean =>
  callersTalk(state) !== null && state.guidance?.mode === 'guiding' && openPlaybook(state) !== null;

/** With a caller who cannot hear, a question or line is also sent as text. */
export const textFirst = (state: DeskState): boolean => hasFlag(state, 'hearingImpaired');

/** Content in the language of the caller: there is Chinese and English; every other caller is met in English. */
export const inCallerWords = (state: DeskState, words: Bilingual): string =>
  callerLanguage(state) === 'zh' ? words.zh : words.en;

async function sendText(desk: Desk, state: DeskState, words: string): Promise<boolean> {
  const call = callersTalk(state);
  return call !== null && (await desk.send('call/send-text', { callId: call.id, text: words })) !== null;
}

async function askNext(desk: Desk, state: DeskState): Promise<void> {
  const call = callersTalk(state);
  const playbook = asking(state);
  const question = nextQuestion(state);
  if (!call || !playbook || !question) return;
  if (textFirst(state) && !(await sendText(desk, state, inCallerWords(state, question.text)))) return;
  await desk.send('guidance/ask-question', {
    callId: call.id,
    playbookId: playbook.id,
    questionId: question.id,
  });
}

/** What is asked of everybody is not through yet: it goes before any pattern that may be named already. */
const verifying = (state: DeskState): boolean => verificationUp(state) !== null && !allAsked(state);

/** Ctrl ↵ rings: in the inbox, and wherever a case is seen coming. */
const rings = (state: DeskState): boolean => atCases(state) || (atDesk(state) && comingCase(state) !== null);

const atDesk = (state: DeskState): boolean => currentWorkspace(state) === 'desk';

/** Ctrl ↵: the primary of the middle, whatever that is now; only of a middle that is on the screen. */
export const primary: DeskCommand = {
  id: 'guidance.primary',
  group: 'guidance',
  icon: 'ask',
  shortcut: 'Ctrl+Enter',
  label: (state) => {
    if (atTraining(state)) return sendScenario.label(state);
    if (atIncident(state)) return incidentPrimary.label(state);
    if (atContent(state)) return contentPrimary.label(state);
    if (atReview(state)) return reviewPrimary.label(state);
    if (rings(state)) return dialCase.label(state);
    if (deskPhase(state) === 'wrapUp') return { key: 'call.forward.finish' };
    if (flowUp(state)) return flowPrimary.label(state);
    if (state.guidance?.mode === 'suggesting' && !verifying(state)) return { key: 'guidance.open' };
    return { key: textFirst(state) ? 'guidance.askByText' : 'guidance.ask' };
  },
  isEnabled: (state) => {
    if (atTraining(state)) return sendScenario.isEnabled(state);
    if (atIncident(state)) return incidentPrimary.isEnabled(state);
    if (atContent(state)) return contentPrimary.isEnabled(state);
    if (atReview(state)) return reviewPrimary.isEnabled(state);
    if (rings(state)) return dialCase.isEnabled(state);
    if (!atDesk(state)) return false;
    if (deskPhase(state) === 'wrapUp') return true;
    if (flowUp(state)) return flowPrimary.isEnabled(state);
    if (guiding(state) || verifying(state)) return nextQuestion(state) !== null;
    const candidates = state.guidance?.mode === 'suggesting' ? state.guidance.candidates.length : 0;
    return callersTalk(state) !== null && candidates > 0;
  },
  whyDisabled(state) {
    if (rings(state)) return dialCase.whyDisabled?.(state) ?? null;
    return atDesk(state) && flowUp(state) ? flowPrimary.whyDisabled(state) : null;
  },
  run: async (desk, state) => {
    if (atTraining(state)) return sendScenario.run(desk, state);
    if (atIncident(state)) return incidentPrimary.run(desk, state);
    if (atContent(state)) return contentPrimary.run(desk, state);
    if (atReview(state)) return reviewPrimary.run(desk, state);
    if (rings(state)) return dialCase.run(desk, state);
    if (deskPhase(state) === 'wrapUp') return finishWrapUp(desk, 'ready');
    if (flowUp(state)) return flowPrimary.run(desk, state);
    const best = state.guidance?.candidates[0];
    if (state.guidance?.mode === 'suggesting' && best && !verifying(state))
      return choose(desk, state, best.playbookId);
    return askNext(desk, state);
  },
};

export const anotherQuestion: DeskCommand = {
  id: 'guidance.another',
  group: 'guidance',
  icon: 'next',
  shortcut: 'Alt+N',
  label: () => ({ key: 'guidance.another' }),
  isEnabled: (state) => (guiding(state) || verifying(state)) && (asking(state)?.questions.length ?? 0) > 1,
  run: (desk, state) => {
    const of = questionTurnKey(state);
    if (of === null) return;
    const turn = state.view.questionTurn;
    desk.setView({ questionTurn: { of, count: turn.of === of ? turn.count + 1 : 1 } });
  },
};

export const lineSaid: DeskCommand = {
  id: 'guidance.said',
  group: 'guidance',
  icon: 'check',
  shortcut: 'Alt+S',
  label: (state) => ({ key: textFirst(state) ? 'guidance.sayByText' : 'guidance.said' }),
  isEnabled: (state) => guiding(state) && nextLine(state) !== null,
  run: async (desk, state) => {
    const call = callersTalk(state);
    const playbook = openPlaybook(state);
    const line = nextLine(state);
    if (!call || !playbook || !line) return;
    if (
      textFirst(state) &&
      !(await sendText(
        desk,
        state,
        inCallerWords(state, line[wordingFor(line, 'written', callerLanguage(state))]),
      ))
    )
      return;
    await desk.send('guidance/mark-said', { callId: call.id, playbookId: playbook.id, lineId: line.id });
  },
};

export const findPlaybook: DeskCommand = {
  id: 'guidance.find',
  group: 'guidance',
  icon: 'book',
  shortcut: 'Alt+B',
  label: (state) => ({ key: openPlaybook(state) ? 'guidance.change' : 'guidance.find' }),
  isEnabled: (state) => callersTalk(state) !== null && (state.library?.playbooks.length ?? 0) > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'playbooks' } }),
};

export const closePlaybook: DeskCommand = {
  id: 'guidance.close',
  group: 'guidance',
  icon: 'x',
  shortcut: null,
  label: () => ({ key: 'guidance.close' }),
  isEnabled: guiding,
  run: async (desk, state) => {
    const call = callersTalk(state);
    if (call) await desk.send('guidance/clear-playbook', { callId: call.id });
  },
};

async function choose(desk: Desk, state: DeskState, playbookId: string): Promise<void> {
  const call = callersTalk(state);
  if (call) await desk.send('guidance/choose-playbook', { callId: call.id, playbookId });
}

/** One command a playbook, for the palette and the picker. */
export const choosePlaybook = (playbook: Playbook): DeskCommand => ({
  id: `guidance.choose:${playbook.id}`,
  group: 'guidance',
  icon: 'book',
  shortcut: null,
  label: () => ({ key: 'guidance.choose', text: playbook.name }),
  isEnabled: (state) => callersTalk(state) !== null && state.guidance?.playbookId !== playbook.id,
  run: async (desk, state) => choose(desk, state, playbook.id),
});

/** The answer begins: stops the clock that 'asked' started. The hand is the measure until the line measures by itself. */
export const answerBegan: DeskCommand = {
  id: 'guidance.began',
  group: 'guidance',
  icon: 'clock',
  shortcut: 'Alt+K',
  label: () => ({ key: 'guidance.beganNow' }),
  isEnabled: (state) => callersTalk(state) !== null && lastAsked(state)?.asked.latencyMs === null,
  async run(desk, state) {
    const call = callersTalk(state);
    const last = lastAsked(state);
    if (!call || !last) return;
    const { playbookId, question } = last;
    await desk.send('guidance/answer-began', { callId: call.id, playbookId, questionId: question.id });
  },
};

export const answerMarks = ['clear', 'hesitant', 'evasive', 'readOut', 'prompted'] as const;

/** How the last answer sounded, in one key from anywhere: Ctrl Shift and its number. */
export const markCommands: readonly DeskCommand[] = answerMarks.map((mark, index) => ({
  id: `guidance.mark:${mark}`,
  group: 'guidance',
  icon: 'ask',
  shortcut: `Ctrl+Shift+${index + 1}`,
  label: () => ({ key: `guidance.mark.${mark}` }),
  isEnabled: (state) => callersTalk(state) !== null && lastAsked(state) !== null,
  async run(desk, state) {
    const call = callersTalk(state);
    const last = lastAsked(state);
    if (!call || !last) return;
    const { playbookId, question } = last;
    await desk.send('guidance/mark-answer', { callId: call.id, playbookId, questionId: question.id, mark });
  },
}));

export const guidanceCommands: readonly DeskCommand[] = [
  answerBegan,
  ...markCommands,
  primary,
  anotherQuestion,
  lineSaid,
  findPlaybook,
  closePlaybook,
];
