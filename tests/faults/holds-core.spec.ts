import { expect, test } from '@playwright/test';
import type { SandboxFault } from '#electron/core/sandbox/faults.ts';
import {
  type Bank,
  callerNow,
  callNow,
  holdsNow,
  inState,
  startBank,
  startDeskAt,
} from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { figure } from '#tests/support/fault-table.ts';

/** A core that answers twice, never, late or wrongly: one click, one hold. */
let bank: Bank;
let desk: Desk;
test.beforeAll(async () => {
  bank = await startBank();
  desk = await startDeskAt(bank);
});
test.afterAll(async () => {
  await desk.close();
  await bank.dispose();
});

const post = 'POST /v1/holds';
const cases: readonly (readonly [string, string, readonly SandboxFault[]])[] = [
  ['answers twice', '+8613800002207', [{ on: post, kind: 'twice' }]],
  [
    'drops the connection after it did it',
    '+8613900006610',
    [{ on: post, kind: 'drop', when: 'after', times: 2 }],
  ],
  ['drops the connection before', '+819000005521', [{ on: post, kind: 'drop', when: 'before', times: 2 }]],
  ['answers 500 twice', '+821000003348', [{ on: post, kind: 'status', status: 500, times: 2 }]],
  [
    'breaks off after it did it, then answers 500 to the question',
    '+8613600008125',
    [
      { on: post, kind: 'drop', when: 'after', times: 2 },
      { on: 'GET /v1/holds', kind: 'status', status: 500, times: 2 },
    ],
  ],
  ['answers with a login page', '+8613500009012', [{ on: post, kind: 'page' }]],
  ['never answers, though it did it', '+8613700007734', [{ on: post, kind: 'silence', when: 'after' }]],
  ['takes it and works on it for two seconds', '+8613900003390', [{ on: post, kind: 'later', ms: 2_000 }]],
];

for (const [name, number, faults] of cases) {
  test(`a core that ${name}: one click, one hold`, async () => {
    for (const fault of faults) bank.core.faults.add(fault);
    const caller = bank.ring({ from: { number, name: '' } });
    await inState(desk, 'ringing');
    await expect.poll(async () => (await callerNow(desk)).match).toBe('known');
    const cardId = (await callerNow(desk)).cards.find(({ holdable }) => holdable)?.cardId ?? '';
    const askedMs = performance.now();
    await desk.page.keyboard.press('Alt+1');
    await desk.page.keyboard.press('Alt+1');
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          const hold = (await holdsNow(desk)).find((one) => one.cardId === cardId);
          if (hold !== undefined)
            seen.add(hold.trouble === null ? hold.state : `${hold.state} (${hold.trouble.code})`);
          return hold?.state;
        },
        { timeout: 60_000, intervals: [20] },
      )
      .toBe('confirmed');
    const tookMs = performance.now() - askedMs;
    const holds = (await holdsNow(desk)).filter((one) => one.cardId === cardId);
    expect(holds).toHaveLength(1);
    expect(bank.core.holdsOn(cardId)).toBe(1);
    figure(
      `core ${name}`,
      'one hold, confirmed',
      `${Math.round(tookMs)} ms, ${holds[0]?.attempts} attempts; shown: ${[...seen].join(' → ')}`,
    );
    caller.hangUp();
    await expect.poll(async () => (await callNow(desk))?.state).toBe('ended');
    bank.core.faults.clear();
  });
}
