import { caring } from '#renderer/stores/select/care.ts';
import { careOfCall, nextSafety } from '#renderer/stores/select/care-call.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

const running = (state: DeskState) => careOfCall(state)?.steps ?? null;

/** The steps of the open article, one at a time in large type, for a caller who needs them so (C01). */
export const startSteps: DeskCommand = {
  id: 'care.steps',
  group: 'caller',
  icon: 'check',
  shortcut: 'Alt+Shift+S',
  label: (state) => ({ key: running(state) ? 'care.steps.end' : 'care.steps.start' }),
  isEnabled: (state) =>
    careOfCall(state) !== null && (running(state) !== null || state.view.openArticle !== null),
  whyDisabled: (state) => (careOfCall(state) === null ? null : 'care.steps.openFirst'),
  run: async (desk, state) => {
    const callId = careOfCall(state)?.callId;
    const articleId = state.view.openArticle;
    if (!callId) return;
    if (running(state)) await desk.send('care/end-steps', { callId });
    else if (articleId) await desk.send('care/start-steps', { callId, articleId });
  },
};

const move = (
  what: 'done' | 'repeat' | 'back',
  shortcut: string,
  icon: DeskCommand['icon'],
  mayMove: (at: number, count: number) => boolean,
): DeskCommand => ({
  id: `care.step.${what}`,
  group: 'caller',
  icon,
  shortcut,
  label: () => ({ key: `care.steps.${what}` }),
  isEnabled: (state) => {
    const steps = running(state);
    return steps !== null && mayMove(steps.at, steps.steps.length);
  },
  run: async (desk, state) => {
    const callId = careOfCall(state)?.callId;
    if (callId) await desk.send('care/step', { callId, move: what });
  },
});

export const stepDone = move('done', 'Alt+Shift+J', 'check', (at, count) => at < count);
export const stepAgain = move('repeat', 'Alt+Shift+R', 'again', (at, count) => at < count);
export const stepBack = move('back', 'Alt+Shift+Z', 'swap', (at) => at > 0);

/** The safety question that is next has been asked (长者安全三问). */
export const safetyAsked: DeskCommand = {
  id: 'care.safety',
  group: 'caller',
  icon: 'shield',
  shortcut: 'Alt+Shift+Q',
  label: () => ({ key: 'care.safety.asked' }),
  isEnabled: (state) => careOfCall(state) !== null && nextSafety(state) !== null,
  whyDisabled: (state) =>
    caring(state).safety.length > 0 && careOfCall(state) ? 'care.safety.allAsked' : null,
  run: async (desk, state) => {
    const callId = careOfCall(state)?.callId;
    const next = nextSafety(state);
    if (callId && next) await desk.send('care/safety-asked', { callId, id: next.id, asked: true });
  },
};

export const careStepCommands: readonly DeskCommand[] = [
  startSteps,
  stepDone,
  stepAgain,
  stepBack,
  safetyAsked,
];
