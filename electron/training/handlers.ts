import type { HandlersOf } from '#shared/contract/index.ts';
import type { trainingCommands } from '#shared/training/contract.ts';
import type { CoreDrills } from './core-drill.ts';
import type { ScenarioRunner } from './scenario-runner.ts';

/** The trainer's commands. */
export const createTrainingHandlers = (
  runner: ScenarioRunner,
  drills: CoreDrills,
): HandlersOf<typeof trainingCommands> => ({
  'training/set-core': ({ drill }) => drills.set(drill, 'trainer'),
  'training/send-scenario': ({ scenarioId, seatNumber }) => runner.send(scenarioId, seatNumber ?? null),
  'training/stop-scenario': () => runner.stop(),
});
