import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SandboxFault } from '#electron/core/sandbox/faults.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import type { Hold } from '#shared/control/contract.ts';
import { callerNow, holdsNow, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { killDesk } from '#tests/support/desk-life.ts';
import { startTestExchange, type TestExchange } from '#tests/support/embedded-exchange.ts';
import { figure, spread } from '#tests/support/fault-table.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';

/** Kill -9 between the click on a hold and the core's answer, at every moment there is. Each time another card. */
interface Moment {
  readonly name: string;
  /** Caller whose first card is held. */
  readonly number: string;
  readonly faults?: readonly SandboxFault[];
  /** The core is not there at all until after the kill. */
  readonly coreAway?: boolean;
  /** What the desk shows when it is killed; null: killed without looking, `afterMs` after the key. */
  readonly shows: Hold['state'] | null;
  readonly afterMs?: number;
}

const post = 'POST /v1/holds';
const ask = 'GET /v1/holds';
const slow = (ms: number): SandboxFault => ({ on: post, kind: 'delay', ms });
const moments: readonly Moment[] = [
  { name: 'asked, core unreachable', number: '+8613800002207', coreAway: true, shows: 'asked' },
  {
    name: 'sent, core not done',
    number: '+8613900006610',
    faults: [{ on: post, kind: 'silence', when: 'before' }],
    shows: 'sent',
  },
  {
    name: 'sent, core done, answer lost',
    number: '+819000005521',
    faults: [{ on: post, kind: 'silence', when: 'after' }],
    shows: 'sent',
  },
  { name: 'sent, answer under way', number: '+821000003348', faults: [slow(4_000)], shows: 'sent' },
  {
    name: 'sent, core done, broken connection, question answered late',
    number: '+8613600008125',
    faults: [
      // Twice, as a connection that broke is tried anew at once.
      { on: post, kind: 'drop', when: 'after', times: 2 },
      { on: ask, kind: 'silence', when: 'before' },
    ],
    shows: 'sent',
  },
  { name: 'confirmed just now', number: '+8613500009012', shows: 'confirmed' },
  { name: 'with the key press', number: '+8613700007734', shows: null, afterMs: 0 },
  { name: '5 ms after the key press', number: '+8613900003390', shows: null, afterMs: 5 },
  {
    name: '40 ms after the key press',
    number: '+8613800008926',
    faults: [slow(300)],
    shows: null,
    afterMs: 40,
  },
];

let floor: TestExchange;
let core: SandboxCore;
let desk: Desk | undefined;
const dataFolder = mkdtempSync(join(tmpdir(), 'guardline-killed-'));
const coreFile = join(dataFolder, 'core-of-the-test.jsonl');
const openedMs: number[] = [];
const doneMs: number[] = [];

const start = async (): Promise<Desk> => {
  const fromMs = performance.now();
  desk = await startDeskAt(bank(), { dataFolder });
  openedMs.push(performance.now() - fromMs);
  return desk;
};
const bank = () => theBank;
let theBank: Awaited<ReturnType<typeof startBank>>;

test.beforeAll(async () => {
  floor = await startTestExchange();
  core = await startSandbox({ dataFile: coreFile });
  theBank = await startBank({ floor, core });
});
test.afterAll(async () => {
  await desk?.close();
  await theBank.dispose();
  await core.dispose();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  figure(
    'kill -9 between click and answer, then a new start',
    'each click ended in exactly one hold, or in none when it never reached the disk',
    `start to signed in and registered: ${spread(openedMs)}; from there to the receipt: ${spread(doneMs)}`,
  );
});

/**
 * The killed call is first looked for in its own dialog, and found gone: its caller has hung up. It leaves a wrap-up
 * behind: closed, so that the next caller finds a free desk.
 */
async function finishWrapUp(one: Desk): Promise<void> {
  const isOver = async (): Promise<boolean> =>
    (await one.ask<{ calls: { state: string }[] }>('call/state')).calls.every(
      ({ state }) => state === 'ended',
    );
  await expect.poll(isOver, { timeout: 30_000 }).toBe(true);
  const { wrapUp } = await one.ask<{ wrapUp: { callId: string } | null }>('seat/state');
  if (wrapUp === null) return;
  const { callId } = wrapUp;
  await one.send('seat/save-wrap-up', { callId, disposition: 'cardHeld', note: '', followUp: '' });
  // A crisis is not put away before somebody answers for what follows.
  if ((await one.ask<{ owner: string }>('care/state')).owner === 'missing')
    await one.send('care/book', { callId, kind: 'crisis', dueAt: Date.now(), ownerId: 'seat-1001' });
  expect(await one.send('seat/finish-wrap-up', { callId, then: 'notReady' })).toMatchObject({ ok: true });
}

for (const moment of moments) {
  test(`killed ${moment.name}: after the restart exactly one hold`, async () => {
    const one = desk ?? (await start());
    await finishWrapUp(one);
    const caller = theBank.ring({ from: { number: moment.number, name: '' } });
    await expect.poll(async () => (await callerNow(one)).match).toBe('known');
    await one.press('F2');
    await inState(one, 'active');
    const card = (await callerNow(one)).cards.find(({ holdable }) => holdable);
    const cardId = card?.cardId ?? '';
    const port = Number(new URL(core.url).port);
    for (const fault of moment.faults ?? []) core.faults.add(fault);
    if (moment.coreAway) await core.dispose();

    if (moment.shows === null) {
      // Not awaited: the kill comes while the key press is on its way through the program.
      void one.page.keyboard.press('Alt+1').catch(() => undefined);
      await new Promise((done) => setTimeout(done, moment.afterMs));
    } else {
      await one.page.keyboard.press('Alt+1');
      await expect
        .poll(async () => (await holdsNow(one)).find((hold) => hold.cardId === cardId)?.state, {
          intervals: [10],
        })
        .toBe(moment.shows);
      if (moment.shows === 'asked')
        expect((await holdsNow(one)).find((hold) => hold.cardId === cardId)).toMatchObject({ sentAt: null });
    }
    await killDesk(one.app);
    desk = undefined;
    caller.hangUp();
    const heldWhenKilled = core.holdsOn(cardId);
    core.faults.clear();
    if (moment.coreAway) {
      core = await startSandbox({ port, dataFile: coreFile });
      expect(core.holdsOn(cardId)).toBe(0);
    }

    const again = await start();
    const backMs = performance.now();
    const found = (await holdsNow(again)).find((hold) => hold.cardId === cardId);
    if (moment.shows === null && found === undefined) {
      // The key press never reached the disk: nothing was shown, nothing may have been done.
      expect(core.holdsOn(cardId)).toBe(0);
      figure(`kill -9 ${moment.name}`, 'not on disk yet: no hold, none shown', 'held at the core: 0');
      return;
    }
    expect(found, 'the hold is known after the restart').toBeDefined();
    await expect
      .poll(async () => (await holdsNow(again)).find((hold) => hold.cardId === cardId)?.state, {
        timeout: 60_000,
        intervals: [20],
      })
      .toBe('confirmed');
    doneMs.push(performance.now() - backMs);
    const hold = (await holdsNow(again)).filter((each) => each.cardId === cardId);
    expect(hold).toHaveLength(1);
    expect(hold[0]?.receipt?.number).toBeTruthy();
    expect(core.holdsOn(cardId)).toBe(1);
    figure(
      `kill -9 ${moment.name}`,
      'one hold, confirmed with its receipt after the restart',
      `held at the core when killed: ${heldWhenKilled}, in the end: ${core.holdsOn(cardId)}; attempts ${hold[0]?.attempts}`,
    );
  });
}
