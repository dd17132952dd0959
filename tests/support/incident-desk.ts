import { randomUUID } from 'node:crypto';
import { systemClock } from '#electron/clock/system-clock.ts';
import { createIncidentRoom, type IncidentRoom } from '#electron/incident/incident.ts';
import type { BulkGateway, IncidentRepository } from '#electron/incident/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createIncidentRepository } from '#electron/store/incident-repository.ts';
import { incidentMigrations } from '#electron/store/migrations/incident.ts';
import type { Who } from '#shared/core/text.ts';
import type { Incident } from '#shared/incident/contract.ts';
import { clientFor } from './sandbox-core.ts';
import { openTestDb, testDbFile } from './test-db.ts';

export const lead: Who = { personId: 'p-lead', name: '周敏' };
export const second: Who = { personId: 'p-trainer', name: '何静' };

export interface IncidentDesk {
  readonly room: IncidentRoom;
  readonly repository: IncidentRepository;
  readonly dbFile: string;
  sitDown(person: Who | null): void;
  now(): Incident;
  /** As when the program ends: nothing is finished politely. */
  close(): void;
}

interface Options {
  readonly dbFile?: string;
  readonly parallel?: number;
  readonly gateway?: (real: BulkGateway) => BulkGateway;
}

/** The product's room with its real database and its real client. Pass `dbFile` to start it again after `close`. */
export function openIncidentDesk(coreUrl: string, options: Options = {}): IncidentDesk {
  const { dbFile = testDbFile(), parallel = 8, gateway = (real) => real } = options;
  const db = openTestDb(incidentMigrations, dbFile);
  const repository = createIncidentRepository(db);
  const client = clientFor(coreUrl, { holdTimeoutMs: 2_000, readTimeoutMs: 2_000 });
  let person: Who | null = lead;
  const room = createIncidentRoom({
    clock: systemClock,
    log: silentLog,
    random: () => 0,
    newId: randomUUID,
    repository,
    gateway: gateway({
      lookUp: client.lookUpCards,
      hold: (key, cardId, by, askedAt, signal) =>
        client.placeBulkHold(
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
    }),
    person: () => person,
    parallel: () => parallel,
    turn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
  });
  room.goOn();
  return {
    room,
    repository,
    dbFile,
    sitDown: (who) => void (person = who),
    now() {
      const { current } = room.state.get();
      if (current === null) throw new Error('no incident');
      return current;
    },
    close() {
      room.dispose();
      client.dispose();
      db.close();
    },
  };
}
