import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall } from './desk-rig.ts';

const id = 'c1' as CallId;

describe('the call manager', () => {
  it('rings, answers, holds, resumes and hangs up, each step in the snapshot', async () => {
    const desk = createDeskRig();
    const wire = createWireCall('c1', { 'X-Queue': 'queue-elderly', 'X-Customer-Id': 'K7' });
    desk.ring(wire);
    expect(desk.calls.state.get().calls[0]).toMatchObject({
      state: 'ringing',
      queue: 'queue-elderly',
      numberMasked: '138****2207',
    });
    expect(desk.calls.current.get()).toMatchObject({ number: '13800002207', customerId: 'K7' });
    expect(desk.tones.at(-1)).toBe('ring');

    await desk.calls.answer(id);
    expect(desk.tones.at(-1)).toBe('off');
    expect(desk.calls.state.get().calls[0]?.state).toBe('active');
    await desk.calls.setHold(id, true);
    expect(desk.calls.state.get().calls[0]).toMatchObject({ state: 'held', pending: null });
    await desk.calls.setHold(id, false);
    await desk.calls.hangUp(id);
    expect(desk.calls.state.get().calls[0]).toMatchObject({
      state: 'ended',
      end: { by: 'agent', reason: 'hungUp' },
    });
    expect(wire.asked).toEqual(['accept', 'hold', 'resume', 'end']);
  });

  it('tells a second caller that the line is busy where the bank allows one, and leaves the first alone', async () => {
    const desk = createDeskRig();
    desk.bank.maxLines = 1;
    desk.ring(createWireCall('c1'));
    await desk.calls.answer(id);
    const second = createWireCall('c2');
    desk.ring(second);
    expect(second.asked).toEqual(['reject 486']);
    expect(desk.calls.state.get().calls.map((call) => call.id)).toEqual(['c1']);
  });

  it('gives a call back to the exchange when nobody answers in time', () => {
    const desk = createDeskRig();
    const wire = createWireCall('c1');
    desk.ring(wire);
    desk.clock.advance(29_999);
    expect(wire.asked).toEqual([]);
    desk.clock.advance(1);
    expect(wire.asked).toEqual(['reject 480']);
    expect(desk.tones.at(-1)).toBe('off');
  });

  it('takes the number that the exchange asserts before the one the caller claims (RFC 3325)', () => {
    const desk = createDeskRig();
    desk.ring(createWireCall('c1', { 'P-Asserted-Identity': '"x" <sip:%2B8613911112222@bank.test>' }));
    expect(desk.calls.current.get()?.number).toBe('+8613911112222');
  });

  it('refuses what the state does not allow and names both', async () => {
    const desk = createDeskRig();
    desk.ring(createWireCall('c1'));
    expect(await desk.calls.setHold(id, true)).toMatchObject({
      ok: false,
      error: { code: 'call/wrong-state', params: { action: 'hold', state: 'ringing' } },
    });
    expect(await desk.calls.answer('other' as CallId)).toMatchObject({
      ok: false,
      error: { code: 'call/not-found' },
    });
  });

  it('keeps both sides of the text, the far end included', async () => {
    const desk = createDeskRig();
    const wire = createWireCall('c1');
    desk.ring(wire);
    await desk.calls.answer(id);
    wire.hear({ kind: 'text', text: '我听不见' });
    await desk.calls.sendText(id, '请写在这里');
    expect(
      desk.calls.state.get().calls[0]?.messages.map(({ from, text, state }) => [from, text, state]),
    ).toEqual([
      ['caller', '我听不见', 'sent'],
      ['agent', '请写在这里', 'sent'],
    ]);
  });
});
