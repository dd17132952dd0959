import { randomUUID } from 'node:crypto';
import { createTrainingRepository } from '#electron/store/training-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { readTrainingContent } from '#electron/training/content.ts';
import { createCoreDrills, type CoreDrills } from '#electron/training/core-drill.ts';
import { createTrainingHandlers } from '#electron/training/handlers.ts';
import { createScenarioRunner, type ScenarioRunner } from '#electron/training/scenario-runner.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import { recordingCommands } from '#shared/recording/contract.ts';
import { trainingCommands } from '#shared/training/contract.ts';
import type { Base } from './base.ts';
import type { DeskEventFeed } from './desk-events.ts';
import { composeRecording, type RecordingParts } from './recording.ts';
import type { Relays } from './relays.ts';
import type { Sandbox } from './sandbox.ts';
import type { Telephone } from './telephone.ts';

/** Their commands, complete before the store is open. */
export const trainingRoomCommands = { ...trainingCommands, ...recordingCommands };

export interface TrainingParts {
  readonly drills: CoreDrills;
  readonly runner: ScenarioRunner;
  readonly recording: RecordingParts;
  readonly handlers: ReturnType<typeof createTrainingHandlers> & RecordingParts['handlers'];
  /** Shows the topics of these rooms. */
  connect(relays: Relays): void;
}

/** Training on this machine: the scenarios' callers ring the seat that is signed in here, and calls can be recorded. */
export function composeTraining(deps: {
  readonly base: Base;
  readonly sandbox: Sandbox;
  readonly feed: DeskEventFeed;
  readonly person: Source<Person | null>;
  readonly telephone: Telephone;
  readonly link: MediaLink;
  readonly db: Db;
  readonly coreIsSandbox: () => boolean;
}): TrainingParts {
  const { base, sandbox, feed, person, db } = deps;
  const { playable } = readTrainingContent(base.places.assets);
  const drills = createCoreDrills({
    clock: base.clock,
    log: base.log,
    sandbox: sandbox.client,
    isSandbox: deps.coreIsSandbox,
  });
  const runner = createScenarioRunner({
    clock: base.clock,
    log: base.log,
    newId: randomUUID,
    sandbox: sandbox.client,
    deskEvents: feed,
    scenarios: playable,
    drills,
    records: createTrainingRepository(db),
    trainee(seatNumber) {
      const who = person.get();
      if (who === null || (seatNumber !== null && seatNumber !== who.seatNumber)) return null;
      return { user: who.seatNumber, seatNumber: who.seatNumber, name: who.name.zh };
    },
  });
  const recording = composeRecording({
    ...{ base, db, feed, person },
    link: deps.link,
    telephone: deps.telephone,
    run: runner.run,
  });
  return {
    runner,
    drills,
    recording,
    handlers: { ...createTrainingHandlers(runner, drills), ...recording.handlers },
    connect(relays) {
      relays['training/scenarios'].connect(runner.scenarios);
      relays['training/run'].connect(runner.run);
      relays['training/core'].connect(drills.state);
      relays['recording/state'].connect(recording.state);
    },
  };
}
