import { fulfilledAt } from '#shared/training/rubric.ts';
import type { TrainingRun, TrainingStep } from '#shared/training/contract.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import type { Scenario } from '#shared/training/scenario.ts';

/** A fresh run of a scenario: it rings, nothing is judged. */
export function newRun(
  scenario: Scenario,
  runId: string,
  trainee: TrainingRun['trainee'],
  startedAt: number,
): TrainingRun {
  return {
    runId,
    scenarioId: scenario.script.id,
    state: 'ringing',
    trainee: { seatNumber: trainee.seatNumber, name: trainee.name },
    startedAt,
    answeredAt: null,
    endedAt: null,
    endedBy: null,
    beat: null,
    steps: [],
    rubric: scenario.rubric.map(({ id, text, points }) => ({ id, text, points, state: 'open', at: null })),
    transcript: [],
    score: 0,
  };
}

/** Everything kept of a run is bounded, whatever is pressed how often. */
const most = 500;
export const kept = <T>(list: readonly T[], item: T): T[] => [...list, item].slice(-most);

/** Looks at every open rubric line again. `closed`: judging is over, what is open now was missed. */
export function judged(
  run: TrainingRun,
  scenario: Scenario,
  events: readonly DeskEvent[],
  closed: boolean,
): TrainingRun {
  const over = run.endedAt !== null;
  const rubric = run.rubric.map((line): TrainingRun['rubric'][number] => {
    if (line.state === 'done') return line;
    const condition = scenario.rubric.find(({ id }) => id === line.id)?.when;
    const at = condition ? fulfilledAt(condition, events, run, over) : null;
    if (at !== null) return { ...line, state: 'done', at };
    return closed ? { ...line, state: 'missed' } : line;
  });
  const score = rubric.reduce((sum, { state, points }) => sum + (state === 'done' ? points : 0), 0);
  return { ...run, rubric, score };
}

/** Adds a step of the trainee and judges it; the step carries the rubric line it fulfilled. */
export function withStep(
  run: TrainingRun,
  scenario: Scenario,
  events: readonly DeskEvent[],
  event: DeskEvent,
): TrainingRun {
  const next = judged(run, scenario, events, false);
  const fulfilled = next.rubric.find(
    ({ id, state }) => state === 'done' && run.rubric.find((line) => line.id === id)?.state === 'open',
  );
  const step: TrainingStep = {
    at: event.at,
    kind: event.kind,
    label: `training.step.${event.kind}`,
    params: event.params,
    rubricId: fulfilled?.id ?? null,
  };
  return { ...next, steps: kept(run.steps, step) };
}
