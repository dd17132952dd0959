import { expect } from '@playwright/test';
import { callerNow, callNow, inState, type Bank } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';

const idle = async (desk: Desk): Promise<boolean> =>
  ['ready', 'notReady'].includes((await desk.ask<{ work: string }>('seat/state')).work);

/** What brings a caller to the desk and takes them off it again, so that each picture begins alike. */
export const ring = {
  async until(desk: Desk, bank: Bank, number: string, match: string): Promise<ReturnType<Bank['ring']>> {
    const caller = bank.ring({ from: { number, name: '' } });
    await inState(desk, 'ringing');
    await expect.poll(async () => (await callerNow(desk)).match, { intervals: [30] }).toBe(match);
    return caller;
  },
  async answer(desk: Desk): Promise<void> {
    await desk.page.keyboard.press('F2');
    await inState(desk, 'active');
  },
  async finishWrapUp(desk: Desk): Promise<void> {
    const { wrapUp } = await desk.ask<{ wrapUp: { callId: string } | null }>('seat/state');
    if (wrapUp === null) return;
    const { callId } = wrapUp;
    await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
    if ((await desk.ask<{ owner: string }>('care/state')).owner === 'missing')
      await desk.send('care/book', { callId, kind: 'crisis', dueAt: Date.now(), ownerId: 'seat-1001' });
    await desk.send('seat/finish-wrap-up', { callId, then: 'notReady' });
  },
  async clear(desk: Desk): Promise<void> {
    const call = await callNow(desk);
    if (call !== undefined && call.state !== 'ended')
      await (call.state === 'ringing'
        ? desk.send('call/decline', { callId: call.id })
        : desk.send('call/hang-up', { callId: call.id, confirmed: true }));
    await expect.poll(async () => (await callNow(desk))?.state ?? 'ended').toBe('ended');
    await ring.finishWrapUp(desk);
    await expect.poll(() => idle(desk)).toBe(true);
  },
};
