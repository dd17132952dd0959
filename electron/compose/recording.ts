import { randomUUID } from 'node:crypto';
import type { MediaLink } from '#electron/media/ports.ts';
import { createRecordingMedia } from '#electron/media/recording-media.ts';
import { createRecordingHandlers, type RecordingHandlers } from '#electron/recording/handlers.ts';
import { createRecordingLibrary } from '#electron/recording/library.ts';
import { createRecorder } from '#electron/recording/recorder.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createRecordingRepository } from '#electron/store/recording-repository.ts';
import { saveFile } from '#electron/window/save-file.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { RecordingState } from '#shared/recording/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { TrainingRun } from '#shared/training/contract.ts';
import type { Base } from './base.ts';
import type { DeskEventFeed } from './desk-events.ts';
import type { Telephone } from './telephone.ts';

export interface RecordingParts {
  readonly state: Source<RecordingState>;
  readonly handlers: RecordingHandlers;
  /** Closes what is under way; before the store closes. */
  dispose(): Promise<void>;
}

/** Recording for training. A real exchange is production: there it is the policy alone that says so. */
export function composeRecording(deps: {
  readonly base: Base;
  readonly link: MediaLink;
  readonly telephone: Pick<Telephone, 'media' | 'calls'>;
  readonly db: Db;
  readonly feed: DeskEventFeed;
  readonly person: Source<Person | null>;
  readonly run: Source<{ readonly run: TrainingRun | null }>;
}): RecordingParts {
  const { base, db, telephone, person } = deps;
  const { clock, log, settings } = base;
  const repository = createRecordingRepository(db, createAuditRepository(db).append);
  const values = (): SettingValues => settings.values.get();
  const who = () => {
    const one = person.get();
    return one === null ? null : { personId: one.id, name: one.name.zh };
  };
  const recorder = createRecorder({
    clock,
    log,
    newId: randomUUID,
    media: createRecordingMedia(deps.link, telephone.media),
    repository,
    calls: telephone.calls.state,
    events: deps.feed,
    agent: who,
    scenarioId() {
      const { run } = deps.run.get();
      return run !== null && run.endedAt === null ? run.scenarioId : null;
    },
    why() {
      if (values()['exchange.mode'] === 'configured')
        return values()['recording.production'] ? 'policy' : null;
      return values()['recording.training'] ? 'training' : null;
    },
  });
  const library = createRecordingLibrary({
    clock,
    log,
    repository,
    policy: {
      keepDays: () => values()['recording.keepDays'],
      agentsListen: () => values()['recording.agentsListen'],
      mayExport: () => values()['recording.export'],
    },
    person() {
      const one = person.get();
      return one === null ? null : { personId: one.id, name: one.name.zh, role: one.role };
    },
    onChange: recorder.listChanged,
    saveFile,
  });
  const undoSettings = settings.values.subscribe(recorder.renew);
  return {
    state: recorder.state,
    handlers: createRecordingHandlers(recorder, library),
    async dispose() {
      undoSettings();
      library.dispose();
      await recorder.dispose();
    },
  };
}
