import { expect, it } from 'vitest';
import { createHoldOutbox, type HoldOutbox } from '#electron/control/outbox.ts';
import type { RequestRepository } from '#electron/control/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createAuditRepository, sha256 } from '#electron/store/audit-repository.ts';
import { createControlRepository } from '#electron/store/control-repository.ts';
import { auditMigrations } from '#electron/store/migrations/audit.ts';
import { controlMigrations } from '#electron/store/migrations/control.ts';
import { verifyChain } from '#shared/audit/chain.ts';
import { controlStateSchema } from '#shared/control/contract.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import { anyTarget } from '#tests/support/hold-desk.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { seeded } from '#tests/support/seeded.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { createModelCore, type Mood, type ModelCore } from './model-core.ts';

const moods: readonly Mood[] = [
  'well',
  'well',
  'lostBefore',
  'lostAfter',
  'neverLeft',
  'refused',
  'busy',
  'fault',
  'garbage',
  'takenOnly',
];
const cards = ['card-1', 'card-2'];
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A seat: the real outbox and the real database, a disk that can be full, a wall clock that can jump. */
function createSeat(name: string, core: ModelCore, random: () => number) {
  const db = openTestDb([...controlMigrations, ...auditMigrations]);
  const audit = createAuditRepository(db);
  const real = createControlRepository(db, audit.append);
  const manual = createManualClock();
  const seat = { full: false, jumpMs: 0 };
  const clock = { ...manual, now: () => manual.now() + seat.jumpMs };
  const guarded =
    <A extends unknown[], R>(write: (...args: A) => R) =>
    (...args: A): R => {
      if (seat.full) throw new Error('disk full');
      return write(...args);
    };
  const repository: RequestRepository = {
    ...real,
    ask: guarded(real.ask),
    step: guarded(real.step),
    wired: guarded(real.wired),
    askRelease: guarded(real.askRelease),
  };
  let ids = 0;
  const open = (): HoldOutbox => {
    const outbox = createHoldOutbox({
      clock,
      log: silentLog,
      random,
      newId: () => `${name}-${++ids}`,
      repository,
      core,
      cards: anyTarget,
      screen: { shown: () => ({ facts: [], recommended: null }) },
      policy: { mayApply: () => true, mayTakeBack: () => true, who: () => ['teamLead'] },
      person: () => ({ personId: name, name }),
    });
    outbox.resume();
    return outbox;
  };
  return { seat, manual, real, audit, open, outbox: open(), close: () => db.close() };
}
type Seat = ReturnType<typeof createSeat>;

async function step(seat: Seat, random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const requests = seat.outbox.state.get().requests;
  const one = pick(requests);
  const dice = random();
  if (dice < 0.3) seat.outbox.hold(pick(cards) ?? '', null);
  else if (dice < 0.42 && one) seat.outbox.release(one.requestId, '本人到网点');
  else if (dice < 0.5 && one) seat.outbox.undo(one.requestId);
  else if (dice < 0.58 && one) seat.outbox.retry(one.requestId);
  else if (dice < 0.64) seat.seat.full = !seat.seat.full;
  else if (dice < 0.7) seat.seat.jumpMs = Math.round((random() - 0.5) * 48 * 3_600_000);
  else if (dice < 0.76) {
    // As when the program is killed: nothing is told to anybody, the disk is what there is.
    seat.outbox.dispose();
    seat.outbox = seat.open();
  } else seat.manual.advance(Math.round(random() * 3_000));
  await turn();
}

/** What must hold at every moment, whatever has happened. */
function holds(seat: Seat, core: ModelCore): void {
  const disk = seat.real.openAndSince(0);
  for (const { requestId, state, receipt, sentAt } of disk) {
    if (state === 'confirmed') expect(receipt?.number).toBe(core.bound.get(requestId));
    if (state === 'withdrawn') expect([sentAt, core.bound.has(requestId)]).toEqual([null, false]);
  }
  const open = disk.filter(({ state }) => isOpen(state)).map(({ target }) => target.id);
  expect(new Set(open).size).toBe(open.length);
  controlStateSchema.parse(seat.outbox.state.get());
}

it.each(Array.from({ length: 12 }, (_, at) => at + 1))(
  'two seats on one core that does anything wrong, sequence %i: exactly once or an honest failure',
  async (seed) => {
    const random = seeded(seed);
    let calm = false;
    const core = createModelCore(() =>
      calm ? 'well' : (moods[Math.floor(random() * moods.length)] ?? 'well'),
    );
    const seats = ['a', 'b'].map((name) => createSeat(name, core, random));
    for (let count = 0; count < 60; count += 1)
      for (const seat of seats) {
        await step(seat, random);
        holds(seat, core);
      }
    calm = true;
    for (const seat of seats) {
      seat.seat.full = false;
      for (let count = 0; count < 40 && seat.outbox.state.get().outboxDepth > 0; count += 1) {
        seat.manual.advance(60_000);
        await turn();
      }
      holds(seat, core);
      expect(seat.outbox.state.get().outboxDepth).toBe(0);
      const asked = new Set(seat.real.openAndSince(0).map(({ requestId }) => requestId));
      const ofSeat = [...core.bound.keys()].filter((key) =>
        key.includes(`-${seats.indexOf(seat) ? 'b' : 'a'}-`),
      );
      expect(ofSeat.filter((key) => !asked.has(key))).toEqual([]);
      expect(verifyChain(seat.audit.entries(), sha256).kind).toBe('whole');
    }
    expect(core.doubles()).toBe(0);
    for (const seat of seats) {
      seat.outbox.dispose();
      seat.close();
    }
  },
  60_000,
);
