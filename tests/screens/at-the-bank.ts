import { expect } from '@playwright/test';
import { type Bank, holdsNow, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import type { Album } from './album.ts';
import { callersByFlag as callers } from './callers-by-flag.ts';
import { ring } from './ring.ts';

/** With exchange and core in this process, whose faults show the screens of trouble. */
export async function atTheBank(album: Album): Promise<void> {
  const bank = await startBank();
  const desk = await startDeskAt(bank, { size: { width: 1366, height: 768 } });
  /** A caller is brought there, all pictures are taken, the desk is cleared again. */
  const call = (name: string, number: string, match: string, work?: () => Promise<void>): Promise<void> =>
    album.step(name, async () => {
      try {
        await ring.clear(desk);
        await ring.until(desk, bank, number, match);
        await ring.answer(desk);
        await work?.();
        await album.take(desk, name);
      } finally {
        bank.core.faults.clear();
        await ring.clear(desk);
      }
    });
  try {
    for (const [flag, number] of Object.entries(callers)) await call(`panel-${flag}`, number, 'known');
    await call('unknown-number', '+8613900000001', 'unknown');
    await slowCore(album, desk, bank);
    bank.core.faults.add({ on: 'GET /v1/callers', kind: 'status', status: 500, times: 99 });
    await call('failing-core', callers.elderly, 'failed');
    for (const part of ['cards', 'risk', 'calls'])
      bank.core.faults.add({
        on: `GET /v1/customers/cust-jia/${part}`,
        kind: 'status',
        status: 503,
        times: 99,
      });
    await call('half-read-core', callers.elderly, 'known');
    await holds(desk, bank, call);
    await album.step('line-down', async () => {
      await bank.floor.dispose();
      await expect.poll(async () => (await desk.ask<{ state: string }>('line/state')).state).toBe('waiting');
      await album.take(desk, 'line-down');
    });
  } finally {
    await desk.close();
    await bank.dispose();
  }
}

/** Slow lasts two seconds only: a new caller for each picture. */
const slowCore = (album: Album, desk: Desk, bank: Bank): Promise<void> =>
  album.step('slow-core', () =>
    album.take(desk, 'slow-core', async () => {
      await ring.clear(desk);
      bank.core.faults.clear();
      bank.core.faults.add({ on: 'GET /v1/callers', kind: 'delay', ms: 2_900 });
      await ring.until(desk, bank, callers.elderly, 'slow');
    }),
  );

async function holds(
  desk: Desk,
  bank: Bank,
  call: (name: string, number: string, match: string, work?: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const pressed = async (state: string): Promise<void> => {
    await desk.page.keyboard.press('Alt+1');
    await expect.poll(async () => (await holdsNow(desk))[0]?.state).toBe(state);
  };
  bank.core.faults.add({ on: 'POST /v1/holds', kind: 'silence', when: 'before' });
  await call('hold-sent', '+821000003348', 'known', () => pressed('sent'));
  await call('hold-confirmed-bank', '+8613600008125', 'known', () => pressed('confirmed'));
  bank.core.faults.add({
    on: 'POST /v1/holds',
    kind: 'status',
    status: 403,
    body: { code: 'notPermitted', message: 'this seat may not' },
  });
  await call('hold-failed', '+8613500009012', 'known', () => pressed('failed'));
  await call('hold-asked', '+8613900003390', 'known', async () => {
    await bank.core.dispose();
    await pressed('asked');
  });
}
