import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { guidanceCommands } from '#shared/guidance/contract.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { localDay } from './local-day.ts';
import { createRecordKeeper } from './record-keeper.ts';
import type { Done, GuidanceDeps, RecordKeeper } from './record-keeper.ts';

type Commands = typeof guidanceCommands;
type Input<C extends keyof Commands> = ParsedInputOf<Commands[C]>;

/** The prompts of the call that is up. Every method is on disk before it shows. Errors: see `shared/guidance/errors.ts`. */
export interface Guidance {
  readonly state: Source<GuidanceState>;
  choosePlaybook(input: Input<'guidance/choose-playbook'>): Done;
  clearPlaybook(input: Input<'guidance/clear-playbook'>): Done;
  tickCue(input: Input<'guidance/tick-cue'>): Done;
  askQuestion(input: Input<'guidance/ask-question'>): Done;
  markAnswer(input: Input<'guidance/mark-answer'>): Done;
  markSaid(input: Input<'guidance/mark-said'>): Done;
  /** Account facts known before a word is said; cues already there stay as they are. */
  noteAccountCues(callId: CallId, cueIds: readonly string[]): Done;
  /** What was done with the prompts of any call, oldest first: for the wrap-up's draft and the trainer. */
  stepsOf(callId: CallId): readonly GuidanceStep[];
  dispose(): void;
}

const nothingToDo: Done = ok({});

function withPlaybook(deps: GuidanceDeps, playbookId: string, act: (playbook: Playbook) => Done): Done {
  const playbook = deps.library.get().playbooks.find((one) => one.id === playbookId);
  return playbook ? act(playbook) : fail(appError('guidance/unknown-playbook', { playbookId }));
}

function choose(deps: GuidanceDeps, keeper: RecordKeeper, playbook: Playbook): Done {
  const { id, version, effectiveFrom } = playbook;
  if (effectiveFrom > localDay(deps.clock.now()))
    return fail(appError('guidance/not-in-force', { playbookId: id, from: effectiveFrom }));
  if (keeper.record().playbookId === id) return nothingToDo;
  return keeper.write({ kind: 'playbookChosen', playbookId: id, playbookVersion: version });
}

function tick(
  deps: GuidanceDeps,
  keeper: RecordKeeper,
  change: { readonly cueId: string; readonly ticked: boolean; readonly source: 'agent' | 'account' },
): Done {
  const { cueId, ticked, source } = change;
  if (!deps.library.get().cues.some((cue) => cue.id === cueId))
    return fail(appError('guidance/unknown-cue', { cueId }));
  if (keeper.record().ticked.some((one) => one.cueId === cueId) === ticked) return nothingToDo;
  return keeper.write(ticked ? { kind: 'cueTicked', cueId, source } : { kind: 'cueUnticked', cueId });
}

function ask(keeper: RecordKeeper, playbook: Playbook, questionId: string): Done {
  const { id: playbookId, version: playbookVersion } = playbook;
  if (!playbook.questions.some((one) => one.id === questionId))
    return fail(appError('guidance/unknown-question', { playbookId, questionId }));
  return keeper.write({ kind: 'questionAsked', playbookId, playbookVersion, questionId });
}

function mark(keeper: RecordKeeper, input: Omit<Input<'guidance/mark-answer'>, 'callId'>): Done {
  const { playbookId, questionId, mark, note } = input;
  const isAsked = keeper
    .record()
    .asked.some((one) => one.playbookId === playbookId && one.questionId === questionId);
  if (!isAsked) return fail(appError('guidance/not-asked', { questionId }));
  return keeper.write({ kind: 'answerMarked', playbookId, questionId, mark, note: note ?? null });
}

function say(keeper: RecordKeeper, playbook: Playbook, lineId: string): Done {
  const { id: playbookId, version: playbookVersion } = playbook;
  if (!playbook.lines.some((one) => one.id === lineId))
    return fail(appError('guidance/unknown-line', { playbookId, lineId }));
  return keeper.write({ kind: 'lineSaid', playbookId, playbookVersion, lineId });
}

/** Builds the prompts service. It reads the record of the present call at once, so a restart in mid-call loses nothing. */
export function createGuidance(deps: GuidanceDeps): Guidance {
  const keeper = createRecordKeeper(deps);
  return {
    state: keeper.state,
    choosePlaybook: ({ callId, playbookId }) =>
      keeper.during(callId, () => withPlaybook(deps, playbookId, (found) => choose(deps, keeper, found))),
    clearPlaybook: ({ callId }) =>
      keeper.during(callId, () =>
        keeper.record().playbookId === null ? nothingToDo : keeper.write({ kind: 'playbookCleared' }),
      ),
    tickCue: ({ callId, cueId, ticked }) =>
      keeper.during(callId, () => tick(deps, keeper, { cueId, ticked, source: 'agent' })),
    askQuestion: ({ callId, playbookId, questionId }) =>
      keeper.during(callId, () => withPlaybook(deps, playbookId, (found) => ask(keeper, found, questionId))),
    markAnswer: ({ callId, ...input }) => keeper.during(callId, () => mark(keeper, input)),
    markSaid: ({ callId, playbookId, lineId }) =>
      keeper.during(callId, () => withPlaybook(deps, playbookId, (found) => say(keeper, found, lineId))),
    noteAccountCues: (callId, cueIds) =>
      keeper.during(callId, () => {
        const answers = cueIds.map((cueId) => tick(deps, keeper, { cueId, ticked: true, source: 'account' }));
        return answers.find((answer) => !answer.ok) ?? nothingToDo;
      }),
    stepsOf: (callId) => deps.repository.steps(callId),
    dispose: keeper.dispose,
  };
}
