import { randomUUID } from 'node:crypto';
import type { CoreClient } from '#electron/core/client.ts';
import { createIncidentHandlers, fileSaver } from '#electron/incident/handlers.ts';
import { createIncidentRoom, type IncidentRoom } from '#electron/incident/incident.ts';
import type { ReportWords } from '#electron/incident/report.ts';
import type { Log } from '#electron/log/log.ts';
import type { Db } from '#electron/store/db.ts';
import { createIncidentRepository } from '#electron/store/incident-repository.ts';
import { printPdf } from '#electron/window/pdf-printer.ts';
import { saveFile } from '#electron/window/save-file.ts';
import type { Person } from '#shared/access/people.ts';
import type { Language } from '#shared/i18n/language.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { csvText } from './csv-text.ts';

export interface IncidentDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  readonly core: CoreClient;
  readonly person: () => Person | null;
  readonly values: Source<SettingValues>;
}

export type IncidentHandlers = ReturnType<typeof createIncidentHandlers>;

export interface IncidentParts {
  readonly room: IncidentRoom;
  readonly handlers: IncidentHandlers;
}

/** Bulk holds, on the same disk and the same core as single ones. */
export function composeIncident({ clock, log, db, core, person, values }: IncidentDeps): IncidentParts {
  const repository = createIncidentRepository(db);
  const room = createIncidentRoom({
    clock,
    log,
    random: Math.random,
    newId: randomUUID,
    repository,
    gateway: {
      lookUp: core.lookUpCards,
      hold: (key, cardId, by, askedAt, signal) =>
        core.placeBulkHold(
          key,
          {
            control: 'cardHold',
            cardId,
            callId: null,
            askedAt: new Date(askedAt).toISOString(),
            askedBy: by,
          },
          signal,
        ),
    },
    person() {
      const who = person();
      return who === null ? null : { personId: who.id, name: who.name.zh };
    },
    parallel: () => values.get()['core.bulkParallel'],
    turn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
  });
  const handlers = createIncidentHandlers({
    room,
    repository,
    saver: fileSaver(saveFile),
    printPdf,
    csvText,
    words,
  });
  return { room, handlers };
}

/** Read when a report is wanted, not at the start. */
async function words(language: Language): Promise<ReportWords> {
  const [report, screen] =
    language === 'zh-CN'
      ? await Promise.all([
          import('../../assets/locales/zh-CN/incident-report.json'),
          import('../../assets/locales/zh-CN/incident.json'),
        ])
      : await Promise.all([
          import('../../assets/locales/en-US/incident-report.json'),
          import('../../assets/locales/en-US/incident.json'),
        ]);
  return { ...report.default, result: screen.default.result };
}
