import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallEnded, SimCall } from '#electron/training/caller/call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { ExchangeEvent } from '#electron/training/exchange/events.ts';
import { startTestExchange, until, type TestExchange } from '#tests/support/embedded-exchange.ts';

describe('the queue of the embedded exchange', () => {
  let lab: TestExchange;
  let trunk: UserAgent;
  const rung: { user: string; call: SimCall }[] = [];

  beforeEach(async () => {
    rung.length = 0;
    lab = await startTestExchange({ ringTimeoutMs: 250, spareMs: 120 });
    trunk = await lab.agent('trunk');
  });
  afterEach(() => lab.dispose());

  async function seat(user: string, act: (call: SimCall) => void = () => {}): Promise<void> {
    await lab.agent(user, {
      onInvite(invite, agent) {
        const call = takeCall(lab.callDeps(agent), invite, {});
        rung.push({ user, call });
        call.ring();
        act(call);
        return true;
      },
    });
  }
  const answering = (call: SimCall): void => void call.accept();
  const kinds = (callIndex = 0): string[] => {
    const ids = [...new Set(lab.events.flatMap((event) => ('callId' in event ? [event.callId] : [])))];
    return lab.events
      .filter((event) => 'callId' in event && event.callId === ids[callIndex])
      .map(({ kind }) => kind);
  };
  const find = <K extends ExchangeEvent['kind']>(kind: K): Extract<ExchangeEvent, { kind: K }> | undefined =>
    lab.events.find((event): event is Extract<ExchangeEvent, { kind: K }> => event.kind === kind);

  it('keeps a caller until a seat is ready, then rings it', async () => {
    await seat('1001', answering);
    const caller = lab.call(trunk, { to: 'queue-elderly' });
    await until(() => caller.phase === 'ringing', 'the queue to say so');
    expect(lab.exchange.waiting().map(({ queue }) => queue)).toEqual(['queue-elderly']);
    expect(rung).toEqual([]);
    lab.exchange.setSeatReady('1001', true);
    await until(() => caller.phase === 'up', 'the call to be up');
    expect(kinds()).toEqual(['offered', 'ringing', 'answered']);
    expect(find('answered')).toMatchObject({ queue: 'queue-elderly', user: '1001' });
    expect(lab.exchange.waiting()).toEqual([]);
  });

  it('rings the seat that has been ready longest', async () => {
    await Promise.all([seat('1001', answering), seat('1002', answering)]);
    lab.exchange.setSeatReady('1002', true);
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    await until(() => caller.phase === 'up', 'the call to be up');
    expect(rung.map(({ user }) => user)).toEqual(['1002']);
  });

  it('gives the first caller the first seat, and the second the seat that comes free', async () => {
    await seat('1001', answering);
    const first = lab.call(trunk, { to: 'queue-general' });
    await until(() => first.phase === 'ringing', 'the first to wait');
    const second = lab.call(trunk, { to: 'queue-cards' });
    await until(() => lab.exchange.waiting().length === 2, 'both to wait');
    lab.exchange.setSeatReady('1001', true);
    await until(() => first.phase === 'up', 'the first to be served');
    expect(second.phase).toBe('ringing');
    expect(rung.length).toBe(1);
    first.hangUp();
    await until(() => second.phase === 'up', 'the second to be served');
    expect(rung.length).toBe(2);
  });

  it('goes to the next seat when one declines, and comes back to it when nobody else is there', async () => {
    let declined = 0;
    await seat('1001', (call) => (declined++ === 0 ? call.reject(486) : answering(call)));
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    await until(() => caller.phase === 'up', 'the second ring to be answered');
    expect(kinds()).toEqual(['offered', 'ringing', 'notTaken', 'ringing', 'answered']);
    expect(find('notTaken')).toMatchObject({ user: '1001', status: 486 });
  });

  it('takes the ring away from a seat that does not answer and tries the next', async () => {
    await Promise.all([seat('1001'), seat('1002', answering)]);
    lab.exchange.setSeatReady('1001', true);
    lab.exchange.setSeatReady('1002', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    await until(() => caller.phase === 'up', 'the other seat to answer');
    expect(rung.map(({ user }) => user)).toEqual(['1001', '1002']);
    await until(() => rung[0]!.call.phase === 'ended', 'the ring to stop');
    expect(find('notTaken')).toMatchObject({ user: '1001', status: 487 });
  });

  it('counts a caller who gives up, while waiting and while it rings', async () => {
    const ended: CallEnded[] = [];
    const first = lab.call(trunk, { to: 'queue-risk' }, { onEnded: (how) => ended.push(how) });
    await until(() => first.phase === 'ringing', 'the queue to say so');
    first.hangUp();
    await until(() => ended.length === 1, 'the end');
    await seat('1001');
    lab.exchange.setSeatReady('1001', true);
    const second = lab.call(trunk, { to: 'queue-risk' }, { onEnded: (how) => ended.push(how) });
    await until(() => rung.length > 0 && second.phase === 'ringing', 'the ring');
    second.hangUp();
    await until(() => ended.length === 2 && rung[0]!.call.phase === 'ended', 'the ring to stop');
    expect(ended.map(({ status }) => status)).toEqual([487, 487]);
    expect(kinds(0)).toEqual(['offered', 'abandoned']);
    expect(kinds(1)).toEqual(['offered', 'ringing', 'notTaken', 'abandoned']);
    expect(lab.exchange.waiting()).toEqual([]);
  });

  it('does not ring a seat that is in a call of its own', async () => {
    await seat('1001', answering);
    lab.exchange.setSeatReady('1001', true);
    const direct = lab.call(trunk, { to: '1001' });
    await until(() => direct.phase === 'up', 'the direct call');
    const queued = lab.call(trunk, { to: 'queue-general' });
    await until(() => queued.phase === 'ringing', 'the queue to say so');
    expect(rung.length).toBe(1);
    direct.hangUp();
    await until(() => queued.phase === 'up', 'the queued call');
    expect(rung.length).toBe(2);
  });

  it('rings a waiting call at a seat that registers again', async () => {
    await seat('1001', answering);
    lab.exchange.setSeatReady('1001', true);
    await lab.dispose();
    lab = await startTestExchange();
    trunk = await lab.agent('trunk');
    lab.exchange.setSeatReady('1001', true);
    const caller = lab.call(trunk, { to: 'queue-general' });
    await until(() => caller.phase === 'ringing', 'the queue to say so');
    await seat('1001', answering);
    await until(() => caller.phase === 'up', 'the call');
    expect(find('answered')?.user).toBe('1001');
  });
});
