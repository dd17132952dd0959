import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall } from './desk-rig.ts';

async function answered(desk: ReturnType<typeof createDeskRig>, id: string, user: string) {
  const wire = createWireCall(id, {}, { user });
  desk.ring(wire);
  await desk.calls.answer(id as CallId);
  return wire;
}
/** The call ends and is wrapped up: the desk is free for the next. */
async function over(desk: ReturnType<typeof createDeskRig>, id: string, wire: { end(): Promise<void> }) {
  await wire.end();
  desk.seat.saveWrapUp(id as CallId, { disposition: 'solved', note: '', followUp: '' });
  expect(desk.seat.finishWrapUp(id as CallId, 'ready')).toMatchObject({ ok: true });
}
const offers = ({ asked }: { readonly asked: readonly string[] }): number =>
  asked.filter((one) => one === 'offer text').length;

describe('real-time text offered by the desk', () => {
  it('is offered once a call, however often the line is opened', async () => {
    const desk = createDeskRig();
    const wire = await answered(desk, 'c1', '13800002207');
    await desk.calls.offerText('c1' as CallId);
    await desk.calls.offerText('c1' as CallId);
    expect(offers(wire)).toBe(1);
  });

  it('is not offered where the far end reads along already', async () => {
    const desk = createDeskRig();
    const wire = await answered(desk, 'c1', '13800002207');
    desk.realTime.open('c1', true, 30);
    await desk.calls.offerText('c1' as CallId);
    expect(offers(wire)).toBe(0);
  });

  it('is not offered again to a number that would not have it, and to another it is', async () => {
    const desk = createDeskRig();
    const first = await answered(desk, 'c1', '+8613800002207');
    await desk.calls.offerText('c1' as CallId);
    first.hear({ kind: 'textOffer', taken: false });
    await over(desk, 'c1', first);
    const again = await answered(desk, 'c2', '13800002207');
    await desk.calls.offerText('c2' as CallId);
    expect(again.asked).toContain('accept');
    expect(offers(again)).toBe(0);
    await over(desk, 'c2', again);
    const other = await answered(desk, 'c3', '13800002208');
    await desk.calls.offerText('c3' as CallId);
    expect(offers(other)).toBe(1);
  });
});
