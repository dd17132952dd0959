import { randomUUID } from 'node:crypto';
import type { CallManager } from '#electron/call/call-manager.ts';
import { createFeedbackHandlers } from '#electron/feedback/feedback-handlers.ts';
import { createFeedback, type Feedback } from '#electron/feedback/feedback.ts';
import { localDay } from '#electron/guidance/local-day.ts';
import type { Log } from '#electron/log/log.ts';
import { createQualityHandlers } from '#electron/quality/quality-handlers.ts';
import { createQuality, type Quality } from '#electron/quality/quality.ts';
import { createSheetLibrary } from '#electron/quality/sheet-library.ts';
import type { Db } from '#electron/store/db.ts';
import { createFeedbackRepository } from '#electron/store/feedback-repository.ts';
import { createQualityRepository } from '#electron/store/quality-repository.ts';
import { feedbackCommands } from '#shared/feedback/contract.ts';
import type { Person } from '#shared/access/people.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { qualityCommands } from '#shared/quality/contract.ts';
import { callContext } from './call-context.ts';
import { checkedCall } from './checked-call.ts';
import type { DeskRooms } from './desk.ts';
import { exportFile } from './export-file.ts';
import type { Places } from './places.ts';
import type { Relays } from './relays.ts';

export interface DeskKitDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
  readonly calls: CallManager;
  readonly person: () => Person | null;
  readonly rooms: Pick<DeskRooms, 'caller' | 'control' | 'guidance' | 'flows'>;
}

export type DeskKitHandlers = ReturnType<typeof createQualityHandlers> &
  ReturnType<typeof createFeedbackHandlers>;

/** What the agent works with beside the prompts: the quality check, feedback. */
export interface DeskKit {
  readonly quality: Quality;
  readonly feedback: Feedback;
  readonly handlers: DeskKitHandlers;
  /** Shows the topics of these rooms. */
  connect(relays: Relays): void;
  /** Reads their content; after what a person waits for. */
  load(): Promise<void>;
  dispose(): void;
}

/** Their commands, complete before the store is open. */
export const deskKitCommands = { ...qualityCommands, ...feedbackCommands };

export function composeDeskKit(deps: DeskKitDeps): DeskKit {
  const { db, clock, log, places, calls, rooms } = deps;
  const person = () => {
    const who = deps.person();
    return who === null ? null : { personId: who.id, name: who.name.zh };
  };
  const qualityRepository = createQualityRepository(db);
  const sheets = createSheetLibrary({ folder: places.quality, repository: qualityRepository, log });
  const quality = createQuality({
    clock,
    log,
    repository: qualityRepository,
    content: sheets.content,
    call: checkedCall(calls),
    caller: rooms.caller.state,
    control: rooms.control.state,
    guidance: rooms.guidance.state,
    flows: rooms.flows.state,
    today: () => localDay(clock.now()),
  });
  const feedback = createFeedback({
    clock,
    log,
    newId: randomUUID,
    repository: createFeedbackRepository(db),
    person,
    context: () => callContext(clock, calls, rooms),
    exportFile,
  });
  return {
    quality,
    feedback,
    handlers: { ...createQualityHandlers(quality), ...createFeedbackHandlers(feedback) },
    connect(relays) {
      relays['quality/state'].connect(quality.state);
      relays['feedback/state'].connect(feedback.state);
    },
    async load() {
      await sheets.load();
    },
    dispose() {
      quality.dispose();
    },
  };
}
