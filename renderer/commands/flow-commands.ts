import { flowIdOfArticle } from '#shared/flows/article-id.ts';
import type { FlowSummary, RunView, StepView } from '#shared/flows/state.ts';
import { pickText, resolveLanguage, type Language } from '#shared/i18n/language.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { flowAside, flowTyped, flowUp, stepWords } from '#renderer/stores/select/flows.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';
import { stepCommand } from './flow-step.ts';

const inCall = (state: DeskState): boolean => callersTalk(state) !== null;
const textFirst = (state: DeskState): boolean => hasFlag(state, 'hearingImpaired');

async function sendText(desk: Desk, state: DeskState, words: Bilingual): Promise<boolean> {
  const call = callersTalk(state);
  const text = callerLanguage(state) === 'zh' ? words.zh : words.en;
  return call !== null && (await desk.send('call/send-text', { callId: call.id, text })) !== null;
}

/** Whether the present step still waits for something to be done: an identity check, a confirmed hold. */
export const stepOpen = (step: StepView): boolean => step.kind === 'do' && step.done === false;

const written = (state: DeskState, step: StepView): Bilingual =>
  step.kind === 'do' ? (step.message ?? step.text) : (step.written ?? stepWords(state, step));

/** With the step it is meant for: a press that comes late is refused by main, not taken for the next step. */
const here = (run: RunView, callId: NonNullable<ReturnType<typeof callersTalk>>['id']) => ({
  callId,
  runId: run.runId,
  stepId: run.step.id,
});

async function next(
  desk: Desk,
  state: DeskState,
  answer: { choice?: number; cardId?: string; value?: string },
) {
  const run = flowUp(state);
  const call = callersTalk(state);
  if (run && call) await desk.send('flows/answer', { ...here(run, call.id), ...answer });
}

const isTyped = (step: StepView): boolean => step.kind === 'fill' && step.cards === null;

function primaryKey(state: DeskState, { step }: RunView): Key {
  const byText = textFirst(state);
  switch (step.kind) {
    case 'say':
      return byText ? 'flows.sendAndNext' : 'flows.saidNext';
    case 'ask':
      return byText ? 'flows.sendQuestion' : 'flows.asked';
    case 'fill':
      if (isTyped(step)) return 'flows.noteAndNext';
      return byText ? 'flows.sendQuestion' : 'flows.asked';
    case 'do':
      return step.message ? 'flows.sendAndNext' : 'flows.doneNext';
    case 'end':
      return 'flows.finish';
  }
}

/**
 * Ctrl ↵ while a flow leads: said, asked, noted, done, finished. A step that still waits for its fact has its own command as
 * the primary; a card is held by Alt and its number alone, so that no run of quick presses stops one.
 */
export const flowPrimary = {
  label: (state: DeskState): ReturnType<DeskCommand['label']> => {
    const run = flowUp(state);
    if (!run) return { key: 'flows.saidNext' };
    const own = stepOpen(run.step) ? stepCommand(state) : null;
    return own ? own.label(state) : { key: primaryKey(state, run) };
  },
  isEnabled: (state: DeskState): boolean => {
    const run = flowUp(state);
    if (!run) return false;
    if (stepOpen(run.step)) {
      const own = stepCommand(state);
      return own !== null && own.group !== 'control' && own.isEnabled(state);
    }
    return run.step.kind === 'ask' || (run.step.kind === 'fill' && !isTyped(run.step))
      ? run.askedAt === null
      : true;
  },
  whyDisabled: (state: DeskState): Key | null => {
    const run = flowUp(state);
    if (!run) return null;
    if (!stepOpen(run.step)) return 'flows.why.pressDigit';
    return stepCommand(state)?.group === 'control' ? 'flows.why.holdKey' : 'flows.why.waiting';
  },
  run: async (desk: Desk, state: DeskState): Promise<void> => {
    const run = flowUp(state);
    const call = callersTalk(state);
    if (!run || !call) return;
    const { step } = run;
    if (stepOpen(step)) return stepCommand(state)?.run(desk, state);
    const asks = step.kind === 'ask' || (step.kind === 'fill' && !isTyped(step));
    const sends = step.kind === 'do' ? step.message !== null : textFirst(state);
    if (sends && !(await sendText(desk, state, written(state, step)))) return;
    if (asks) return void (await desk.send('flows/mark-asked', here(run, call.id)));
    if (step.kind === 'end') draftFrom(desk, state, run);
    await next(desk, state, isTyped(step) ? { value: flowTyped(state) } : {});
  },
};

/** The language of the desk, for what goes into the note. */
const languageOf = (state: DeskState): Language =>
  resolveLanguage(state.settings?.values.language ?? 'system', [
    Intl.DateTimeFormat().resolvedOptions().locale,
  ]);

const maxNote = 4000;
const maxFollowUp = 500;

/** What the flow proposes for the wrap-up; what the agent wrote or chose already stays. */
function draftFrom(desk: Desk, state: DeskState, { step, name }: RunView): void {
  if (step.kind !== 'end') return;
  const language = languageOf(state);
  const draft = desk.draft.store.getState();
  const added = (before: string, more: string, max: number): string =>
    before.includes(more) || more === '' ? before : [before, more].filter(Boolean).join('\n').slice(0, max);
  desk.draft.edit({
    disposition: draft.disposition ?? step.disposition,
    note: added(draft.note, `${pickText(name, language)} · ${pickText(step.outcome, language)}`, maxNote),
    followUp: added(draft.followUp, step.followUp ? pickText(step.followUp, language) : '', maxFollowUp),
  });
}

/** A digit: the answer at that place, the card at that place; 0 goes on without. */
export async function answerByDigit(desk: Desk, digit: number): Promise<void> {
  const state = desk.state();
  const step = flowUp(state)?.step;
  if (!step) return;
  if (step.kind === 'ask' && digit >= 1 && digit <= step.answers.length)
    return next(desk, state, { choice: digit });
  if (step.kind === 'fill' && step.cards) {
    const card = step.cards[digit - 1];
    if (card) return next(desk, state, { cardId: card.cardId });
    if (digit === 0 && step.mayBeNone) return next(desk, state, {});
  }
  if (stepOpen(step) && digit === 0) return next(desk, state, {});
}

async function start(desk: Desk, state: DeskState, flowId: string): Promise<void> {
  const call = callersTalk(state);
  if (!call) return;
  if ((await desk.send('flows/start', { callId: call.id, flowId })) !== null) desk.focus('guidance');
}

/** One command a flow, for the palette, the picker, the search and the offers. */
export const startFlow = ({ flowId, name }: Pick<FlowSummary, 'flowId' | 'name'>): DeskCommand => ({
  id: `flows.start:${flowId}`,
  group: 'guidance',
  icon: 'flow',
  shortcut: null,
  label: () => ({ key: 'flows.start', text: name }),
  isEnabled: (state) => inCall(state) && flowUp(state)?.flowId !== flowId,
  whyDisabled: (state) => (inCall(state) ? null : 'flows.why.noCall'),
  run: async (desk, state) => start(desk, state, flowId),
});

/** The flow behind an article of the knowledge base; null for any other article. */
export function flowOfArticle(state: DeskState, articleId: string): DeskCommand | null {
  const flowId = flowIdOfArticle(articleId);
  const flow = state.flowLibrary?.flows.find((one) => one.flowId === flowId);
  return flow ? startFlow(flow) : null;
}

export const findFlow: DeskCommand = {
  id: 'flows.find',
  group: 'guidance',
  icon: 'flow',
  shortcut: 'Alt+F',
  label: () => ({ key: 'flows.find' }),
  isEnabled: (state) => inCall(state) && (state.flowLibrary?.flows.length ?? 0) > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'flows' } }),
};

export const flowBack: DeskCommand = {
  id: 'flows.back',
  group: 'guidance',
  icon: 'back',
  shortcut: 'Alt+Z',
  label: () => ({ key: 'flows.back' }),
  isEnabled: (state) => flowUp(state)?.mayGoBack ?? false,
  run: async (desk, state) => {
    const run = flowUp(state);
    const call = callersTalk(state);
    if (run && call) await desk.send('flows/back', here(run, call.id));
  },
};

/** Alt A: puts the flow aside, and takes it up again where it was. */
export const asideFlow: DeskCommand = {
  id: 'flows.aside',
  group: 'guidance',
  icon: 'pause',
  shortcut: 'Alt+A',
  label: (state) => {
    const aside = flowUp(state) ? null : flowAside(state);
    return aside ? { key: 'flows.resume', text: aside.name } : { key: 'flows.stop' };
  },
  isEnabled: (state) => flowUp(state) !== null || flowAside(state) !== null,
  run: async (desk, state) => {
    const call = callersTalk(state);
    const run = flowUp(state);
    const aside = flowAside(state);
    if (!call) return;
    if (run) return void (await desk.send('flows/stop', { callId: call.id, runId: run.runId }));
    if (aside && (await desk.send('flows/resume', { callId: call.id, runId: aside.runId })) !== null)
      desk.focus('guidance');
  },
};

export const restartFlow: DeskCommand = {
  id: 'flows.restart',
  group: 'guidance',
  icon: 'again',
  shortcut: null,
  label: () => ({ key: 'flows.restart' }),
  isEnabled: (state) => flowUp(state)?.mayGoBack ?? false,
  run: async (desk, state) => {
    const run = flowUp(state);
    const call = callersTalk(state);
    if (run && call) await desk.send('flows/restart', { callId: call.id, runId: run.runId });
  },
};

export const flowCommands: readonly DeskCommand[] = [findFlow, asideFlow, flowBack, restartFlow];
