import type { HandlersOf } from '#shared/contract/index.ts';
import type { trainingCommands } from '#shared/training/contract.ts';
import type { ScenarioRunner } from './scenario-runner.ts';

/** The trainer's two commands. */
export const createTrainingHandlers = (runner: ScenarioRunner): HandlersOf<typeof trainingCommands> => ({
  'training/send-scenario': ({ scenarioId, seatNumber }) => runner.send(scenarioId, seatNumber ?? null),
  'training/stop-scenario': () => runner.stop(),
});
