import { randomUUID } from 'node:crypto';
import { createTrainingRepository } from '#electron/store/training-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { readTrainingContent } from '#electron/training/content.ts';
import { createCoreDrills, type CoreDrills } from '#electron/training/core-drill.ts';
import { createTrainingHandlers } from '#electron/training/handlers.ts';
import { createScenarioRunner, type ScenarioRunner } from '#electron/training/scenario-runner.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import type { Base } from './base.ts';
import type { DeskEventFeed } from './desk-events.ts';
import type { Sandbox } from './sandbox.ts';

export type TrainingHandlers = ReturnType<typeof createTrainingHandlers>;

/** Training on this machine: the scenarios' callers ring the seat that is signed in here. */
export function composeTraining(deps: {
  readonly base: Base;
  readonly sandbox: Sandbox;
  readonly feed: DeskEventFeed;
  readonly person: Source<Person | null>;
  readonly line: Source<LineSnapshot>;
  readonly db: Db;
  readonly coreIsSandbox: () => boolean;
}): { readonly drills: CoreDrills; readonly runner: ScenarioRunner; readonly handlers: TrainingHandlers } {
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
  return { runner, drills, handlers: createTrainingHandlers(runner, drills) };
}
