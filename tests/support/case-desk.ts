import { randomUUID } from 'node:crypto';
import type { CallEvent, CurrentCall } from '#electron/call/ports.ts';
import { createCases, type Cases } from '#electron/cases/cases.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createCaseRepository, type StoredCases } from '#electron/store/case-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { caseMigrations } from '#electron/store/migrations/cases.ts';
import type { CallEnd } from '#shared/call/contract.ts';
import { callIdSchema, type CallId } from '#shared/lib/ids.ts';
import { ok } from '#shared/errors/result.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { clientFor } from './sandbox-core.ts';
import { openTestDb } from './test-db.ts';

export interface CaseDesk {
  readonly cases: Cases;
  readonly repository: StoredCases;
  readonly db: Db;
  /** Id of the newest attempt. */
  attemptId(): string;
  /** The telephone there rings; then the call ends so. */
  rings(callId: CallId): void;
  ends(callId: CallId, end: CallEnd): void;
  close(): void;
}

/** The verification room on its real database and client, with a telephone in the test's hand. */
export function openCaseDesk(coreUrl: string, dbFile: string): CaseDesk {
  const db = openTestDb(caseMigrations, dbFile);
  const repository = createCaseRepository(db);
  const client = clientFor(coreUrl, { readTimeoutMs: 250 });
  const listeners = new Set<(event: CallEvent) => void>();
  let newest = '';
  const cases = createCases({
    clock: systemClock,
    log: silentLog,
    newId: () => (newest = randomUUID()),
    feed: client.caseFeed,
    core: client,
    calls: {
      dial: () => ok(callIdSchema.parse(`call-${randomUUID()}`)),
      onEvent: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    // What the rule of two asks for is the outbox's business, and killed there (`tests/kills/run-kills.ts`).
    controls: {
      mayMove: () => ok(undefined),
      apply: () => ok({ requestId: 'req-1' }),
      asked: createPublisher(new Map()),
    },
    repository,
    judge: () => Promise.resolve({ tier: 'unknown', reasons: [] } as never),
    person: () => ({ personId: 'p-1', name: '林晓晴' }),
    seat: () => '3101',
    work: createPublisher('ready'),
    lineIsFree: () => true,
    offersItself: createPublisher(false),
    noticeMs: 0,
    wasAsked: () => false,
    shown: () => '{}',
  });
  cases.resume();
  const tell = (callId: CallId, event: object): void => {
    const call = { callId } as CurrentCall;
    for (const listener of listeners) listener({ ...event, call } as CallEvent);
  };
  return {
    cases,
    repository,
    db,
    attemptId: () => `try-${newest}`,
    rings: (callId) => tell(callId, { kind: 'ringingThere' }),
    ends: (callId, end) => tell(callId, { kind: 'ended', end, owesWrapUp: false }),
    close() {
      cases.dispose();
      client.dispose();
      db.close();
    },
  };
}
