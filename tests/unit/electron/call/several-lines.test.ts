import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall, type DeskRig, type WireCall } from './desk-rig.ts';

const [a, b] = ['a', 'b'] as CallId[] as [CallId, CallId];
const asked = 'dialed1' as CallId;
const settle = () => new Promise((done) => setImmediate(done));

const stateOf = (desk: DeskRig, id: CallId) => desk.calls.state.get().calls.find((call) => call.id === id);
const frontOf = (desk: DeskRig) => desk.calls.state.get().calls.find(({ front }) => front)?.id;

/** A caller who is talked to. */
async function talking(id = 'a', headers = {}): Promise<{ desk: DeskRig; caller: WireCall }> {
  const desk = createDeskRig();
  const caller = createWireCall(id, headers);
  desk.ring(caller);
  await desk.calls.answer(id as CallId);
  return { desk, caller };
}

describe('a second call', () => {
  it('waits with a soft tone, and its answer holds the first before it is accepted', async () => {
    const { desk, caller } = await talking();
    const second = createWireCall('b');
    desk.ring(second);
    expect(desk.tones.at(-1)).toBe('waiting');
    expect(frontOf(desk)).toBe('a');
    expect(desk.calls.current.get()?.callId).toBe('a');
    expect(desk.seat.state.get().work).toBe('talking');

    await desk.calls.answer(b);
    expect(caller.asked).toEqual(['accept', 'hold']);
    expect(stateOf(desk, a)).toMatchObject({ state: 'held', front: false });
    expect(stateOf(desk, b)).toMatchObject({ state: 'active', front: true });
    expect(desk.calls.current.get()?.callId).toBe('b');
    expect(desk.tones.at(-1)).toBe('off');
  });

  it('is not answered when the first cannot be held: nobody hears what is not meant for them', async () => {
    const { desk, caller } = await talking();
    const second = createWireCall('b');
    desk.ring(second);
    caller.refuseHold();
    expect(await desk.calls.answer(b)).toMatchObject({ ok: false });
    expect(stateOf(desk, a)).toMatchObject({ state: 'active', front: true });
    expect(stateOf(desk, b)).toMatchObject({ state: 'ringing' });
  });

  it('is swapped with the first: hold, then resume, and the panel follows', async () => {
    const { desk, caller } = await talking();
    const second = createWireCall('b');
    desk.ring(second);
    await desk.calls.answer(b);
    await desk.calls.bringForward(a);
    expect(second.asked).toEqual(['accept', 'hold']);
    expect(caller.asked).toEqual(['accept', 'hold', 'resume']);
    expect(frontOf(desk)).toBe('a');
    expect(desk.calls.current.get()?.callId).toBe('a');
  });

  it('answers thirty in one second by the policy: one waits, the others hear busy, the talk does not notice', async () => {
    const { desk, caller } = await talking();
    const storm = Array.from({ length: 30 }, (_, index) => createWireCall(`s${index}`));
    const seen: (string | undefined)[] = [];
    const undo = desk.calls.current.subscribe((call) => seen.push(call?.callId));
    for (const one of storm) desk.ring(one);
    undo();
    expect(storm.map(({ asked: done }) => done)).toEqual([
      [],
      ...Array.from({ length: 29 }, () => ['reject 486']),
    ]);
    expect(caller.asked).toEqual(['accept']);
    expect(seen).toEqual([]);
    expect(desk.tones).toEqual(['ring', 'off', 'waiting']);
    expect(desk.seat.state.get().work).toBe('talking');
  });

  it('leaves two wrap-ups, one after the other, and each with its own note', async () => {
    const { desk, caller } = await talking();
    desk.seat.saveWrapUp(a, { disposition: null, note: '第一位', followUp: '' });
    desk.ring(createWireCall('b'));
    await desk.calls.answer(b);
    caller.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    expect(desk.seat.state.get()).toMatchObject({ work: 'talking', wrapUp: null });
    expect(desk.drafts.at(-1)).toMatchObject({ callId: 'a', note: '第一位' });

    await desk.calls.hangUp(b);
    expect(desk.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'a', note: '第一位' } });
    expect(desk.calls.current.get()?.callId).toBe('a');
    desk.seat.saveWrapUp(a, { disposition: 'solved', note: '第一位', followUp: '' });
    desk.seat.finishWrapUp(a, 'ready');
    expect(desk.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'b' } });
    expect(desk.calls.current.get()?.callId).toBe('b');
    desk.seat.saveWrapUp(b, { disposition: 'solved', note: '', followUp: '' });
    desk.seat.finishWrapUp(b, 'ready');
    expect(desk.seat.state.get().work).toBe('ready');
    expect(desk.calls.state.get().calls).toEqual([]);
  });

  it('goes on ringing when the first ends, and the wrap-up waits for it', async () => {
    const { desk } = await talking();
    desk.ring(createWireCall('b'));
    await desk.calls.hangUp(a);
    expect(desk.seat.state.get().work).toBe('ringing');
    expect(desk.tones.at(-1)).toBe('ring');
    expect(frontOf(desk)).toBe('b');
    await desk.calls.decline(b);
    expect(desk.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'a' } });
  });
});

describe('a consultation', () => {
  it('holds the caller, keeps their panel, and gives them back when the agent has finished asking', async () => {
    const { desk, caller } = await talking();
    expect(await desk.calls.consult(a, '3102', { join: false })).toMatchObject({ ok: true });
    desk.dialed[0]?.hear({ kind: 'established' });
    expect(stateOf(desk, asked)).toMatchObject({ state: 'active', front: true, consultFor: 'a' });
    expect(desk.calls.current.get()?.callId).toBe('a');
    await desk.calls.hangUp(asked);
    await settle();
    expect(caller.asked).toEqual(['accept', 'hold', 'resume']);
    expect(desk.seat.state.get().work).toBe('talking');
    expect(desk.events.map(({ kind }) => kind)).toEqual(['consult', 'consult']);
  });

  it('leaves the caller on hold when the colleague hangs up: the agent takes them back', async () => {
    const { desk, caller } = await talking();
    await desk.calls.consult(a, '3102', { join: false });
    desk.dialed[0]?.hear({ kind: 'established' });
    desk.dialed[0]?.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    await settle();
    expect(caller.asked).toEqual(['accept', 'hold']);
    expect(frontOf(desk)).toBe('a');
  });

  it('plays the ring-back of a colleague who rings, until they send sound of their own', async () => {
    const { desk } = await talking();
    await desk.calls.consult(a, '3102', { join: false });
    desk.dialed[0]?.hear({ kind: 'progress', status: 180 });
    expect(desk.tones.at(-1)).toBe('ringback');
    desk.dialed[0]?.hear({ kind: 'earlyMedia' });
    expect(desk.tones.at(-1)).toBe('off');
  });

  it('mixes three, drops one, and the caller stays', async () => {
    const { desk, caller } = await talking();
    await desk.calls.consult(a, '3102', { join: false });
    desk.dialed[0]?.hear({ kind: 'established' });
    await desk.calls.conference();
    expect(caller.asked.at(-1)).toBe('resume');
    expect(desk.mixes.at(-1)).toEqual(['a', 'dialed1']);
    expect(stateOf(desk, a)).toMatchObject({ state: 'active', conferenced: true });
    expect(await desk.calls.setHold(asked, true)).toMatchObject({ ok: false });
    await desk.calls.hangUp(asked);
    await settle();
    expect(desk.mixes.at(-1)).toEqual([]);
    expect(stateOf(desk, a)).toMatchObject({ state: 'active', conferenced: false, front: true });
  });

  it('lets a third in at once without holding the caller', async () => {
    const { desk, caller } = await talking();
    await desk.calls.consult(a, '3102', { join: true });
    expect(frontOf(desk)).toBe('a');
    desk.dialed[0]?.hear({ kind: 'established' });
    await settle();
    expect(caller.asked).toEqual(['accept']);
    expect(desk.mixes.at(-1)).toEqual(['a', 'dialed1']);
  });

  it('splits the three again: the one in front goes on, the other is held', async () => {
    const { desk } = await talking();
    await desk.calls.consult(a, '3102', { join: false });
    desk.dialed[0]?.hear({ kind: 'established' });
    await desk.calls.conference();
    await desk.calls.split();
    expect(desk.mixes.at(-1)).toEqual([]);
    expect(stateOf(desk, asked)).toMatchObject({ state: 'active', front: true });
    expect(stateOf(desk, a)).toMatchObject({ state: 'held' });
  });
});

describe('a transfer', () => {
  it('without a word is followed to the end, and our leg is ended when the exchange says 200', async () => {
    const { desk, caller } = await talking();
    await desk.calls.transfer(a, '3102', false);
    await settle();
    expect(caller.asked).toEqual(['accept', 'hold', 'refer 3102']);
    expect(stateOf(desk, a)?.transfer).toMatchObject({ state: 'asked', kind: 'blind' });
    caller.refer?.step(180);
    expect(stateOf(desk, a)?.transfer?.state).toBe('ringing');
    caller.refer?.end({ kind: 'done' });
    await settle();
    expect(caller.asked.at(-1)).toBe('end transferred');
    expect(stateOf(desk, a)).toMatchObject({
      state: 'ended',
      end: { by: 'agent', reason: 'transferred' },
      transfer: { state: 'done' },
    });
    expect(desk.seat.state.get().work).toBe('wrapUp');
    expect(desk.events.map(({ kind }) => kind)).toEqual(['transfer']);
  });

  it.each([
    [
      { kind: 'failed', status: 486 },
      { problem: 'failed', status: 486 },
    ],
    [
      { kind: 'refused', status: 405 },
      { problem: 'refused', status: 405 },
    ],
    [{ kind: 'noWord' }, { problem: 'noWord', status: null }],
    [
      { kind: 'refused', status: 0 },
      { problem: 'lineLost', status: null },
    ],
  ] as const)('that came to nothing (%o) is said, and the caller is taken back', async (outcome, said) => {
    const { desk, caller } = await talking();
    await desk.calls.transfer(a, '3102', false);
    await settle();
    caller.refer?.end(outcome);
    await settle();
    expect(stateOf(desk, a)).toMatchObject({ state: 'active', transfer: { state: 'failed', ...said } });
    expect(caller.asked).toEqual(['accept', 'hold', 'refer 3102', 'resume']);
    await desk.calls.dismissTransfer(a);
    expect(stateOf(desk, a)?.transfer).toBeNull();
  });

  it.each(['elderly', 'distress', 'crisis'])(
    'without a word needs a second one for a caller marked %s',
    async (flag) => {
      const { desk, caller } = await talking();
      desk.bank.flags = [flag];
      expect(await desk.calls.transfer(a, '3102', false)).toMatchObject({
        ok: false,
        error: { code: 'call/confirm-needed', params: { act: 'blindTransfer', flag } },
      });
      expect(caller.asked).toEqual(['accept']);
      await desk.calls.transfer(a, '3102', true);
      await settle();
      // Never hold music in a crisis.
      expect(caller.asked).toEqual(
        flag === 'crisis' ? ['accept', 'refer 3102'] : ['accept', 'hold', 'refer 3102'],
      );
    },
  );

  it('of a caller in a crisis: hold, swap, consultation and the end each need a second word, the consulted leg none', async () => {
    const { desk, caller } = await talking();
    desk.bank.flags = ['crisis'];
    const refused = (act: string) => ({
      ok: false,
      error: { code: 'call/confirm-needed', params: { act, flag: 'crisis' } },
    });
    expect(await desk.calls.setHold(a, true)).toMatchObject(refused('hold'));
    expect(await desk.calls.hangUp(a)).toMatchObject(refused('hangUp'));
    expect(await desk.calls.consult(a, '3102', { join: false })).toMatchObject(refused('hold'));
    expect(await desk.calls.park(a)).toMatchObject(refused('blindTransfer'));
    expect(caller.asked).toEqual(['accept']);
    expect(await desk.calls.consult(a, '3102', { join: true })).toMatchObject({ ok: true });
    desk.dialed[0]?.hear({ kind: 'established' });
    await settle();
    expect(await desk.calls.hangUp(asked)).toMatchObject({ ok: true });
    expect(await desk.calls.setHold(a, true, true)).toMatchObject({ ok: true });
    expect(await desk.calls.setHold(a, false)).toMatchObject({ ok: true });
    expect(await desk.calls.hangUp(a, true)).toMatchObject({ ok: true });
    expect(caller.asked).toEqual(['accept', 'hold', 'resume', 'end']);
  });

  it('to a colleague who was asked names the other call, and both legs end', async () => {
    const { desk, caller } = await talking();
    await desk.calls.consult(a, '3102', { join: false });
    desk.dialed[0]?.hear({ kind: 'established' });
    await desk.calls.handOver(asked);
    expect(caller.asked).toEqual(['accept', 'hold', 'refer to dialed1']);
    caller.refer?.end({ kind: 'done' });
    await settle();
    expect(stateOf(desk, a)).toMatchObject({ state: 'ended', end: { reason: 'transferred' } });
    desk.clock.advance(2_000);
    expect(desk.dialed[0]?.asked).toEqual(['end transferred']);
    expect(desk.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'a' } });
  });

  it('parks by the code of the exchange', async () => {
    const { desk, caller } = await talking();
    await desk.calls.park(a);
    await settle();
    expect(caller.asked).toEqual(['accept', 'hold', 'refer 700']);
  });
});

describe('what the exchange asks for', () => {
  it('takes a call that replaces one of ours by itself, and says what became of the other (RFC 3891)', async () => {
    const { desk, caller } = await talking();
    const taking = createWireCall('b', {}, { replaces: 'a' });
    desk.ring(taking);
    await settle();
    expect(taking.asked).toEqual(['accept']);
    caller.hear({ kind: 'ended', end: { by: 'agent', reason: 'hungUp', status: null } });
    expect(stateOf(desk, a)).toMatchObject({ end: { by: 'exchange', reason: 'replaced' } });
    expect(stateOf(desk, b)).toMatchObject({ state: 'active', front: true });
    expect(desk.seat.state.get().work).toBe('talking');
    await desk.calls.hangUp(b);
    expect(desk.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'b' } });
  });

  it('refuses a Replaces that names no call of ours', () => {
    const desk = createDeskRig();
    const taking = createWireCall('b', {}, { replaces: 'gone' });
    desk.ring(taking);
    expect(taking.asked).toEqual(['reject 481']);
  });

  it('answers by itself only when the policy allows it and nothing else is up', async () => {
    const header = { 'Call-Info': '<sip:x>;answer-after=2' };
    const off = createDeskRig();
    const left = createWireCall('a', header);
    off.ring(left);
    off.clock.advance(5_000);
    expect(left.asked).toEqual([]);

    const desk = createDeskRig();
    desk.bank.autoAnswer = true;
    const taken = createWireCall('a', header);
    desk.ring(taken);
    expect(stateOf(desk, a)?.autoAnswerAt).toBe(desk.clock.now() + 2_000);
    desk.clock.advance(2_000);
    await settle();
    expect(taken.asked).toEqual(['accept']);
    const second = createWireCall('b', { 'Alert-Info': '<http://x>;info=alert-autoanswer' });
    desk.ring(second);
    desk.clock.advance(5_000);
    expect(second.asked).toEqual([]);
  });

  it('shows whom the caller had asked for', () => {
    const desk = createDeskRig();
    desk.ring(createWireCall('a', { Diversion: '"客服" <sip:8001@bank.test>;reason=no-answer;counter=1' }));
    expect(stateOf(desk, a)?.diverted).toMatchObject({ name: '客服', reason: 'noAnswer' });
    const again = createDeskRig();
    again.ring(
      createWireCall('a', {
        'History-Info':
          '<sip:8001@bank.test?Reason=SIP%3Bcause%3D486>;index=1, <sip:1001@bank.test;cause=486>;index=1.1',
      }),
    );
    expect(stateOf(again, a)?.diverted).toMatchObject({ reason: 'busy' });
  });

  it('sends keys by INFO where the exchange wants them so', async () => {
    const { desk, caller } = await talking();
    desk.bank.dtmf = 'info';
    await desk.calls.sendDtmf(a, '12#');
    expect(caller.asked.at(-1)).toBe('info 12#');
    expect(stateOf(desk, a)?.dtmfSent).toBe('12#');
  });
});
