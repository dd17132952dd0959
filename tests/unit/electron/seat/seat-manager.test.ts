import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall } from '../call/desk-rig.ts';

const id = 'c1' as CallId;
const note = { disposition: 'cardHeld', note: '临时挂失已确认', followUp: '' } as const;

describe('the seat', () => {
  it('goes ready → ringing → talking → wrap-up → ready with the call', async () => {
    const { seat, calls, ring, clock, finished } = createDeskRig();
    expect(seat.state.get()).toMatchObject({ work: 'notReady', reason: 'signedIn' });
    seat.setReady();
    ring(createWireCall('c1'));
    expect(seat.state.get().work).toBe('ringing');
    await calls.answer(id);
    clock.advance(120_000);
    await calls.hangUp(id);
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', handledToday: 1 });
    expect(seat.state.get().wrapUp?.endsAt).toBe(clock.now() + 90_000);

    expect(seat.finishWrapUp(id, 'ready')).toMatchObject({
      ok: false,
      error: { code: 'seat/disposition-missing' },
    });
    seat.saveWrapUp(id, note);
    expect(seat.finishWrapUp(id, 'ready')).toMatchObject({ ok: true });
    expect(finished).toEqual(['c1']);
    expect(seat.state.get()).toMatchObject({ work: 'ready', wrapUp: null });
    expect(calls.current.get()).toBeNull();
  });

  it('goes back to where it stood after a call that nobody answered, without wrap-up', () => {
    const { seat, ring, drafts, calls } = createDeskRig();
    seat.setReady();
    const wire = createWireCall('c1');
    ring(wire);
    wire.hear({ kind: 'ended', end: { by: 'caller', reason: 'cancelled', status: null } });
    expect(seat.state.get()).toMatchObject({ work: 'ready', wrapUp: null });
    expect(drafts).toEqual([]);
    expect(calls.current.get()).toBeNull();
    // Why it came to nothing stays on the screen until the next call.
    expect(calls.state.get().calls[0]?.end).toMatchObject({ reason: 'cancelled' });
  });

  it('has the draft on disk before it answers, and takes it up again after a restart', () => {
    const first = createDeskRig();
    const wire = createWireCall('c1');
    first.ring(wire);
    return first.calls.answer(id).then(() => {
      wire.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
      first.seat.saveWrapUp(id, note);
      const onDisk = first.drafts.at(-1) ?? null;
      expect(onDisk).toMatchObject(note);
      const second = createDeskRig(onDisk);
      expect(second.seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'c1', ...note } });
    });
  });

  it('keeps notes taken during the call for its wrap-up, on disk from the first', async () => {
    const { seat, calls, ring, drafts } = createDeskRig();
    ring(createWireCall('c1'));
    await calls.answer(id);
    seat.saveWrapUp(id, { disposition: null, note: '对方让她共享屏幕', followUp: '' });
    expect(seat.state.get().notes).toMatchObject({ callId: 'c1', note: '对方让她共享屏幕' });
    expect(drafts.at(-1)?.note).toBe('对方让她共享屏幕');
    await calls.hangUp(id);
    expect(seat.state.get()).toMatchObject({ notes: null, wrapUp: { note: '对方让她共享屏幕' } });
  });

  it('lets nobody in while it wraps up', async () => {
    const { seat, calls, ring } = createDeskRig();
    ring(createWireCall('c1'));
    await calls.answer(id);
    await calls.hangUp(id);
    const next = createWireCall('c2');
    ring(next);
    expect(next.asked).toEqual(['reject 486']);
    expect(seat.state.get().wrapUp?.callId).toBe('c1');
    expect(calls.dial('10086')).toMatchObject({ ok: false, error: { code: 'call/busy' } });
  });
});

describe('a seat that the exchange cannot reach', () => {
  it('is not ready, says why, and is ready by itself when the line stands again', () => {
    const { seat, reachable } = createDeskRig();
    reachable.set(false);
    seat.setReady();
    expect(seat.state.get()).toMatchObject({ work: 'notReady', reason: 'lineDown' });
    reachable.set(true);
    expect(seat.state.get()).toMatchObject({ work: 'ready', reason: null });
    reachable.set(false);
    expect(seat.state.get()).toMatchObject({ work: 'notReady', reason: 'lineDown' });
    // Whoever takes a break meanwhile stays in it.
    seat.setNotReady('break');
    reachable.set(true);
    expect(seat.state.get()).toMatchObject({ work: 'notReady', reason: 'break' });
  });

  it('keeps its call, its wrap-up, and what it wanted to be afterwards', async () => {
    const { seat, reachable, calls, ring } = createDeskRig();
    seat.setReady();
    ring(createWireCall('c1'));
    await calls.answer(id);
    reachable.set(false);
    expect(seat.state.get().work).toBe('talking');
    await calls.hangUp(id);
    expect(seat.state.get().work).toBe('wrapUp');
    seat.saveWrapUp(id, note);
    seat.finishWrapUp(id, 'ready');
    expect(seat.state.get()).toMatchObject({ work: 'notReady', reason: 'lineDown' });
    reachable.set(true);
    expect(seat.state.get().work).toBe('ready');
  });
});

describe('a caller whose call was lost', () => {
  const lost = { kind: 'ended', end: { by: 'network', reason: 'takeoverLate', status: null } } as const;

  it('is called back out of the wrap-up, which comes again after the new one', async () => {
    const { seat, calls, ring, dialed, clock } = createDeskRig();
    seat.setReady();
    const wire = createWireCall('c1');
    ring(wire);
    await calls.answer(id);
    wire.hear(lost);
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'c1' } });
    const back = await calls.callBack(id);
    expect(back).toMatchObject({ ok: true });
    expect(seat.state.get().work).toBe('wrapUp');
    const out = dialed.at(-1);
    out?.hear({ kind: 'established' });
    expect(seat.state.get()).toMatchObject({ work: 'talking', wrapUp: null });
    clock.advance(30_000);
    out?.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'c1' } });
    seat.saveWrapUp(id, note);
    expect(seat.finishWrapUp(id, 'ready')).toMatchObject({ ok: true });
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: out?.id } });
  });

  it('who does not answer leaves the wrap-up as it was; who hung up is not called back', async () => {
    const { seat, calls, ring, dialed } = createDeskRig();
    seat.setReady();
    const wire = createWireCall('c1');
    ring(wire);
    await calls.answer(id);
    wire.hear(lost);
    await calls.callBack(id);
    dialed.at(-1)?.hear({ kind: 'ended', end: { by: 'exchange', reason: 'noAnswer', status: 480 } });
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'c1' } });
    expect(calls.current.get()?.callId).toBe('c1');
    seat.saveWrapUp(id, note);
    seat.finishWrapUp(id, 'ready');
    expect(seat.state.get().work).toBe('ready');

    const other = createWireCall('c2');
    ring(other);
    await calls.answer('c2' as CallId);
    other.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    expect(await calls.callBack('c2' as CallId)).toMatchObject({
      ok: false,
      error: { code: 'call/wrong-state' },
    });
  });

  it('whose call is up without sound is rung anew: the call ends first, and both are wrapped up', async () => {
    const { seat, calls, ring, dialed } = createDeskRig();
    seat.setReady();
    const wire = createWireCall('c1');
    ring(wire);
    await calls.answer(id);
    const back = await calls.callBack(id);
    expect(back).toMatchObject({ ok: true });
    expect(wire.asked.at(-1)).toBe('end');
    expect(dialed).toHaveLength(1);
    expect(dialed[0]?.remote.user).toBe(wire.remote.user);
    expect(seat.state.get()).toMatchObject({ work: 'wrapUp', wrapUp: { callId: 'c1' } });
  });
});
