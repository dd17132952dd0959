import type { AskedQuestion, SaidLine, TickedCue } from './state.ts';
import type { GuidanceStep } from './step.ts';

/** What the steps of one call add up to. */
export interface GuidanceRecord {
  readonly playbookId: string | null;
  readonly playbookVersion: string | null;
  readonly ticked: readonly TickedCue[];
  readonly asked: readonly AskedQuestion[];
  readonly said: readonly SaidLine[];
}

export const emptyRecord: GuidanceRecord = {
  playbookId: null,
  playbookVersion: null,
  ticked: [],
  asked: [],
  said: [],
};

/** A snapshot stays bounded however often a key is pressed; the steps on disk are all kept. */
const maxShown = 200;
const added = <T>(list: readonly T[], item: T): readonly T[] => [...list, item].slice(-maxShown);

type StepOf<K extends GuidanceStep['kind']> = Extract<GuidanceStep, { kind: K }>;

function withMark(asked: readonly AskedQuestion[], step: StepOf<'answerMarked'>): readonly AskedQuestion[] {
  const last = asked.findLastIndex(
    (one) => one.playbookId === step.playbookId && one.questionId === step.questionId,
  );
  return asked.map((one, index) =>
    index === last ? { ...one, mark: step.mark, answerNote: step.note ?? one.answerNote } : one,
  );
}

const notMeasured = { latencyMs: null, latencySource: null };

/** What was measured on the line is not written over by the hand; the hand's figure gives way to it. */
function withLatency(asked: readonly AskedQuestion[], step: StepOf<'answerBegan'>): readonly AskedQuestion[] {
  const last = asked.findLastIndex(
    (one) => one.playbookId === step.playbookId && one.questionId === step.questionId,
  );
  return asked.map((one, index) =>
    index === last && !(one.latencySource === 'audio' && step.source === 'agent')
      ? { ...one, latencyMs: step.latencyMs, latencySource: step.source }
      : one,
  );
}

function withTick(ticked: readonly TickedCue[], step: StepOf<'cueTicked'>): readonly TickedCue[] {
  if (ticked.some((one) => one.cueId === step.cueId)) return ticked;
  const { cueId, at, callOffsetMs, source } = step;
  return added(ticked, { cueId, at, callOffsetMs, source });
}

/** Folds one step into the record. Pure; unknown targets change nothing. */
export function applyStep(record: GuidanceRecord, step: GuidanceStep): GuidanceRecord {
  switch (step.kind) {
    case 'playbookChosen':
      return { ...record, playbookId: step.playbookId, playbookVersion: step.playbookVersion };
    case 'playbookCleared':
      return { ...record, playbookId: null, playbookVersion: null };
    case 'cueTicked':
      return { ...record, ticked: withTick(record.ticked, step) };
    case 'cueUnticked':
      return { ...record, ticked: record.ticked.filter((one) => one.cueId !== step.cueId) };
    case 'questionAsked': {
      const { playbookId, questionId, at, callOffsetMs } = step;
      const asking = {
        playbookId,
        questionId,
        askedAt: at,
        callOffsetMs,
        mark: null,
        answerNote: null,
        ...notMeasured,
      };
      return { ...record, asked: added(record.asked, asking) };
    }
    case 'answerMarked':
      return { ...record, asked: withMark(record.asked, step) };
    case 'answerBegan':
      return { ...record, asked: withLatency(record.asked, step) };
    case 'lineSaid': {
      const { playbookId, lineId, at, callOffsetMs } = step;
      return { ...record, said: added(record.said, { playbookId, lineId, at, callOffsetMs }) };
    }
  }
}

/** The record of a call from its steps, oldest first. */
export const recordOf = (steps: readonly GuidanceStep[]): GuidanceRecord =>
  steps.reduce(applyStep, emptyRecord);
