import type { TrainingRun, TrainingStep } from '#shared/training/contract.ts';

/** One line of what happened: the caller said or wrote something, or the trainee did something. */
export type StoryLine =
  | {
      readonly who: 'caller';
      readonly at: number;
      readonly channel: 'voice' | 'text';
      readonly text: string;
    }
  | {
      readonly who: 'trainee';
      readonly at: number;
      readonly step: TrainingStep;
      /** Points of the rubric line this step fulfilled; null when it fulfilled none. */
      readonly points: number | null;
    };

/** Caller and trainee in one line of time. At the same instant the trainee comes first: the caller answers to what is done. */
export function storyOf({ transcript, steps, rubric }: TrainingRun): readonly StoryLine[] {
  const points = new Map(rubric.map((line) => [line.id, line.points]));
  const said = transcript.map((line): StoryLine => ({ who: 'caller', ...line }));
  const done = steps.map((step): StoryLine => {
    const earned = step.rubricId === null ? null : (points.get(step.rubricId) ?? null);
    return { who: 'trainee', at: step.at, step, points: earned };
  });
  const rank = (line: StoryLine): number => (line.who === 'trainee' ? 0 : 1);
  return [...said, ...done].toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
}

/** Points still to be had, and points that are lost for good. */
export function openPoints({ rubric }: TrainingRun): { readonly open: number; readonly missed: number } {
  const sum = (state: 'open' | 'missed'): number =>
    rubric.reduce((total, line) => total + (line.state === state ? line.points : 0), 0);
  return { open: sum('open'), missed: sum('missed') };
}

/** What the trainer is told under the run's state. After the call the wrap-up still counts, until every line is judged. */
export type RunHint = 'ringing' | 'running' | 'finished' | 'closed' | 'notAnswered';

export function hintOf(run: TrainingRun): RunHint {
  if (run.state !== 'finished') return run.state;
  return run.rubric.some((line) => line.state === 'open') ? 'finished' : 'closed';
}

/** A call that nobody took says nothing about the trainee's work: it is not scored. */
export const isScored = (run: TrainingRun | null): boolean => run !== null && run.state !== 'notAnswered';
