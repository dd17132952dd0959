import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { guidanceCommands } from '#shared/guidance/contract.ts';
import { cueOfMark } from '#shared/guidance/answer-cue.ts';
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
  /** The agent hears the answer begin: the clock of the last asking stops, once. */
  answerBegan(input: Input<'guidance/answer-began'>): Done;
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
  if (!playbook) return fail(appError('guidance/unknown-playbook', { playbookId }));
  // The record names a version; its words are kept with it, once.
  deps.repository.keepText(playbook, deps.clock.now());
  return act(playbook);
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

/** Where a question stands: a playbook, or the set of every outbound verification. */
function withQuestions(deps: GuidanceDeps, id: string, act: (found: Asking) => Done): Done {
  const { verification } = deps.library.get();
  return verification?.id === id ? act(verification) : withPlaybook(deps, id, act);
}
type Asking = Pick<Playbook, 'id' | 'version' | 'questions'>;

function ask(keeper: RecordKeeper, playbook: Asking, questionId: string): Done {
  const { id: playbookId, version: playbookVersion } = playbook;
  if (!playbook.questions.some((one) => one.id === questionId))
    return fail(appError('guidance/unknown-question', { playbookId, questionId }));
  return keeper.write({ kind: 'questionAsked', playbookId, playbookVersion, questionId });
}

function mark(
  deps: GuidanceDeps,
  keeper: RecordKeeper,
  input: Omit<Input<'guidance/mark-answer'>, 'callId'>,
): Done {
  const { playbookId, questionId, mark, note } = input;
  const isAsked = keeper
    .record()
    .asked.some((one) => one.playbookId === playbookId && one.questionId === questionId);
  if (!isAsked) return fail(appError('guidance/not-asked', { questionId }));
  const written = keeper.write({ kind: 'answerMarked', playbookId, questionId, mark, note: note ?? null });
  if (!written.ok || mark === null) return written;
  const { playbooks, verification } = deps.library.get();
  const kind = [...playbooks, ...(verification ? [verification] : [])]
    .find(({ id }) => id === playbookId)
    ?.questions.find(({ id }) => id === questionId)?.kind;
  const cueId = kind && cueOfMark(mark, kind);
  // What a mark says is heard, too, and counts with the other cues.
  return cueId ? tick(deps, keeper, { cueId, ticked: true, source: 'agent' }) : written;
}

function began(
  deps: GuidanceDeps,
  keeper: RecordKeeper,
  { playbookId, questionId }: Omit<Input<'guidance/answer-began'>, 'callId'>,
): Done {
  const last = keeper
    .record()
    .asked.findLast((one) => one.playbookId === playbookId && one.questionId === questionId);
  if (!last) return fail(appError('guidance/not-asked', { questionId }));
  if (last.latencyMs !== null) return nothingToDo;
  const latencyMs = Math.min(longestLatencyMs, Math.max(0, Math.round(deps.clock.now() - last.askedAt)));
  return keeper.write({ kind: 'answerBegan', playbookId, questionId, latencyMs, source: 'agent' });
}

/** What the line heard belongs to the question that was asked last. */
function heard(keeper: RecordKeeper, latencyMs: number): Done {
  const last = keeper.record().asked.at(-1);
  if (!last || last.latencySource === 'audio') return nothingToDo;
  const { playbookId, questionId } = last;
  const ms = Math.min(longestLatencyMs, Math.max(0, Math.round(latencyMs)));
  return keeper.write({ kind: 'answerBegan', playbookId, questionId, latencyMs: ms, source: 'audio' });
}

const longestLatencyMs = 600_000;

function say(keeper: RecordKeeper, playbook: Playbook, lineId: string): Done {
  const { id: playbookId, version: playbookVersion } = playbook;
  if (!playbook.lines.some((one) => one.id === lineId))
    return fail(appError('guidance/unknown-line', { playbookId, lineId }));
  return keeper.write({ kind: 'lineSaid', playbookId, playbookVersion, lineId });
}

/** Builds the prompts service. It reads the record of the present call at once, so a restart in mid-call loses nothing. */
export function createGuidance(deps: GuidanceDeps): Guidance {
  const keeper = createRecordKeeper(deps);
  const undoEar =
    deps.ear?.onAnswerBegan(({ callId, latencyMs }) => {
      keeper.during(callId, () => heard(keeper, latencyMs));
    }) ?? (() => undefined);
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
      keeper.during(callId, () => withQuestions(deps, playbookId, (found) => ask(keeper, found, questionId))),
    markAnswer: ({ callId, ...input }) => keeper.during(callId, () => mark(deps, keeper, input)),
    answerBegan: ({ callId, ...input }) => keeper.during(callId, () => began(deps, keeper, input)),
    markSaid: ({ callId, playbookId, lineId }) =>
      keeper.during(callId, () => withPlaybook(deps, playbookId, (found) => say(keeper, found, lineId))),
    noteAccountCues: (callId, cueIds) =>
      keeper.during(callId, () => {
        const answers = cueIds.map((cueId) => tick(deps, keeper, { cueId, ticked: true, source: 'account' }));
        return answers.find((answer) => !answer.ok) ?? nothingToDo;
      }),
    stepsOf: (callId) => deps.repository.steps(callId),
    dispose() {
      undoEar();
      keeper.dispose();
    },
  };
}
