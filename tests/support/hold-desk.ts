import { randomUUID } from 'node:crypto';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { HoldOutboxDeps } from '#electron/control/control-desk.ts';
import { createHoldOutbox, type HoldOutbox } from '#electron/control/outbox.ts';
import type { TargetDirectory } from '#electron/control/ports.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { AuditRepository } from '#electron/audit/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import { createControlRepository, type ControlRepository } from '#electron/store/control-repository.ts';
import { auditMigrations } from '#electron/store/migrations/audit.ts';
import { controlMigrations } from '#electron/store/migrations/control.ts';
import type { ControlRequest, Hold } from '#shared/control/contract.ts';
import type { HoldState } from '#shared/control/hold-state.ts';
import { openTestDb, testDbFile } from './test-db.ts';
import { clientFor } from './sandbox-core.ts';

export interface HoldDesk {
  readonly outbox: HoldOutbox;
  readonly repository: ControlRepository;
  readonly audit: AuditRepository;
  readonly client: CoreClient;
  readonly dbFile: string;
  holdOf(holdId: string): Hold;
  /** Presses the button; throws where the product would refuse. */
  press(cardId: string): string;
  /** As when the program ends. */
  close(): void;
}

const cardOf = (cardId: string) =>
  ({
    cardId,
    masked: '6222 02** **** 7788',
    kind: 'debit',
    accountClass: 'I',
    supplementary: false,
    primary: true,
    product: null,
    facts: [],
    hold: { state: cardId === 'card-gone' ? 'closed' : 'none', since: null, receipt: null },
    holdable: cardId !== 'card-gone',
  }) as const satisfies ReturnType<TargetDirectory['findCard']>;

/** Every card and everything else is on the screen here; what really is, is the caller panel's business. */
export const anyTarget: TargetDirectory = {
  findCard: (cardId) => ({ ...cardOf(cardId), facts: [] }),
  findTarget: (kind, id) => ({ kind, id, masked: '6222 02** **** 7788' }),
  cardsOf: () => ['card-jia-1', 'card-jia-2', 'card-gone'].map((id) => ({ ...cardOf(id), facts: [] })),
};

/** The product's outbox with its real database and its real client. Pass `dbFile` to start it again after `close`. */
export function openHoldDesk(
  coreUrl: string,
  options: Partial<HoldOutboxDeps> & { readonly dbFile?: string } = {},
): HoldDesk {
  const { dbFile = testDbFile(), ...own } = options;
  const db = openTestDb([...controlMigrations, ...auditMigrations], dbFile);
  const audit = createAuditRepository(db);
  const repository = createControlRepository(db, audit.append);
  const client = clientFor(coreUrl, { holdTimeoutMs: 250, readTimeoutMs: 250 });
  const outbox = createHoldOutbox({
    clock: systemClock,
    log: silentLog,
    random: () => 0.5,
    newId: randomUUID,
    repository,
    core: client,
    cards: anyTarget,
    screen: { shown: () => ({ facts: [{ id: 'risk.tier', value: 'high' }], recommended: null }) },
    policy: { mayApply: () => true, mayTakeBack: () => true, who: () => ['teamLead'] },
    person: () => ({ personId: 'p-1', name: '林晓晴' }),
    backoff: { firstMs: 10, factor: 2, longestMs: 80 },
    ...own,
  });
  outbox.resume();
  const holdOf = (holdId: string): Hold => {
    const hold = outbox.state.get().holds.find((one) => one.holdId === holdId);
    if (!hold) throw new Error(`no hold ${holdId} on the board`);
    return hold;
  };
  return {
    outbox,
    repository,
    audit,
    client,
    dbFile,
    holdOf,
    press(cardId) {
      const answer = outbox.hold(cardId, null);
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value.holdId;
    },
    close() {
      outbox.dispose();
      client.dispose();
      db.close();
    },
  };
}

/** Resolves when the hold reaches one of the states. */
export function reaches(desk: HoldDesk, holdId: string, ...states: readonly HoldState[]): Promise<Hold> {
  return new Promise((resolve) => {
    let undo = (): void => undefined;
    const look = (): void => {
      const hold = desk.outbox.state.get().holds.find((one) => one.holdId === holdId);
      if (!hold || !states.includes(hold.state)) return;
      undo();
      resolve(hold);
    };
    undo = desk.outbox.state.subscribe(look);
    look();
  });
}

/** Resolves when a request of any control reaches one of the states. */
export function arrives(
  desk: HoldDesk,
  requestId: string,
  ...states: readonly HoldState[]
): Promise<ControlRequest> {
  return new Promise((resolve) => {
    let undo = (): void => undefined;
    const look = (): void => {
      const one = desk.outbox.state.get().requests.find((each) => each.requestId === requestId);
      if (!one || !states.includes(one.state)) return;
      undo();
      resolve(one);
    };
    undo = desk.outbox.state.subscribe(look);
    look();
  });
}
