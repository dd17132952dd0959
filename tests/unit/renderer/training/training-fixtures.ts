import { join } from 'node:path';
import { readTrainingContent } from '#electron/training/content.ts';
import type { TrainingRun, TrainingStep } from '#shared/training/contract.ts';
import { summaryOf } from '#shared/training/scenario.ts';
import { root } from '../i18n/sources.ts';

/** The product's own scenarios, read by the product's own reader. */
export const scenarios = [...readTrainingContent(join(root, 'assets')).scenarios.values()].map(summaryOf);

export const step = (
  at: number,
  kind: TrainingStep['kind'],
  params: TrainingStep['params'] = {},
  rubricId: string | null = null,
): TrainingStep => ({ at, kind, label: `training.step.${kind}`, params, rubricId });

export const line = (
  id: string,
  points: number,
  state: 'open' | 'done' | 'missed',
): TrainingRun['rubric'][number] => ({
  id,
  text: { zh: id, en: id },
  points,
  state,
  at: state === 'done' ? 1 : null,
});

export const run = (more: Partial<TrainingRun> = {}): TrainingRun => ({
  runId: 'run-1',
  scenarioId: 'case-3-12',
  state: 'running',
  trainee: { seatNumber: '3190', name: '吴桐' },
  startedAt: 0,
  answeredAt: 5,
  endedAt: null,
  endedBy: null,
  beat: null,
  steps: [],
  rubric: [],
  transcript: [],
  score: 0,
  ...more,
});
