import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { silentLog } from '#electron/log/log.ts';
import { createCoreDrills } from '#electron/training/core-drill.ts';
import type { Sandbox } from '#electron/training/ports.ts';
import { coreDrills, noCoreDrill } from '#shared/training/core-drill.ts';
import { clientFor, startSandbox } from '#tests/support/sandbox-core.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const hold = {
  control: 'cardHold',
  cardId: 'card-jia-1',
  callId: 'call-1',
  askedAt: '2026-11-21T06:31:58.000Z',
  askedBy: { personId: 'p-1', name: '林晓晴' },
} as const;

async function pair(times: { holdTimeoutMs?: number; readTimeoutMs?: number } = {}) {
  const core: SandboxCore = await startSandbox();
  const client: CoreClient = clientFor(core.url, times);
  undo.push(core.dispose, client.dispose);
  return { core, client };
}

describe('the core misbehaves on purpose, and both sides of the contract hold', () => {
  it('slow: the receipt is the same, only later', async () => {
    const { core, client } = await pair({ holdTimeoutMs: 8_000 });
    core.setDrill('slow');
    const from = performance.now();
    expect(await client.placeHold('key-1', hold)).toMatchObject({ kind: 'receipt' });
    expect(performance.now() - from).toBeGreaterThan(2_000);
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('errors: nothing was done, and the same key sent again is confirmed once', async () => {
    const { core, client } = await pair();
    core.setDrill('errors');
    expect(await client.placeHold('key-1', hold)).toMatchObject({ kind: 'trouble', code: 'coreFault' });
    expect(core.holdsOn('card-jia-1')).toBe(0);
    expect(await client.placeHold('key-1', hold)).toMatchObject({ kind: 'receipt' });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('twice: two answers, one hold, one receipt', async () => {
    const { core, client } = await pair();
    core.setDrill('twice');
    const first = await client.placeHold('key-1', hold);
    const again = await client.placeHold('key-1', hold);
    expect(first).toMatchObject({ kind: 'receipt' });
    expect(again).toMatchObject({
      kind: 'receipt',
      receipt: first.kind === 'receipt' ? { receipt: first.receipt.receipt } : {},
    });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('silent: it is carried out and nobody hears of it, until the core speaks again', async () => {
    const { core, client } = await pair();
    core.setDrill('silent');
    expect(await client.placeHold('key-1', hold)).toMatchObject({ kind: 'trouble', code: 'timeout' });
    expect(await client.holdByKey('key-1', 'card-jia-1')).toMatchObject({ kind: 'trouble', code: 'timeout' });
    core.setDrill('off');
    expect(await client.holdByKey('key-1', 'card-jia-1')).toMatchObject({ kind: 'receipt' });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('people and cards are found meanwhile, and a fault set once goes before the drill', async () => {
    const { core, client } = await pair();
    for (const drill of coreDrills.filter((one) => one !== 'slow')) {
      core.setDrill(drill);
      expect((await client.customer('cust-jia')).ok).toBe(true);
    }
    core.setDrill('twice');
    core.faults.add({ on: 'POST /v1/holds', kind: 'status', status: 500 });
    expect(await client.placeHold('key-2', hold)).toMatchObject({ kind: 'trouble', code: 'coreFault' });
  });
});

describe('who sets it', () => {
  function desk(isSandbox = true) {
    const told: string[] = [];
    const ready = new Set<() => void>();
    let up = true;
    const sandbox: Pick<Sandbox, 'request' | 'onReady' | 'onDown' | 'ready'> = {
      ready: null,
      request: (_method, input) => {
        if (!up) return Promise.reject(new Error('gone'));
        told.push((input as { drill: string }).drill);
        return Promise.resolve({}) as never;
      },
      onReady: (listener) => {
        const own = (): void => listener(null as never);
        ready.add(own);
        return () => void ready.delete(own);
      },
      onDown: () => () => undefined,
    };
    const drills = createCoreDrills({
      clock: systemClock,
      log: silentLog,
      sandbox,
      isSandbox: () => isSandbox,
    });
    undo.push(drills.dispose);
    return { drills, told, restart: () => ready.forEach((one) => one()), fall: () => (up = false) };
  }

  it('is published once the sandbox has taken it, and set again after its restart', async () => {
    const { drills, told, restart } = desk();
    expect((await drills.set('silent', 'trainer')).ok).toBe(true);
    expect(drills.state.get()).toMatchObject({ drill: 'silent', by: 'trainer' });
    restart();
    expect(told).toEqual(['silent', 'silent']);
    await drills.set('off', 'trainer');
    expect(drills.state.get()).toEqual(noCoreDrill);
    restart();
    expect(told).toEqual(['silent', 'silent', 'off']);
  });

  it('a bank’s own core is left alone', async () => {
    const { drills, told } = desk(false);
    expect(await drills.set('silent', 'trainer')).toMatchObject({
      error: { code: 'training/no-sandbox-core' },
    });
    expect(told).toEqual([]);
  });

  it('one that cannot be told stays as it was', async () => {
    const { drills, fall, restart } = desk();
    await drills.set('slow', 'trainer');
    fall();
    expect(await drills.set('errors', 'trainer')).toMatchObject({
      error: { code: 'training/exchange-down' },
    });
    expect(drills.state.get().drill).toBe('slow');
    restart();
    await vi.waitFor(() => expect(drills.state.get()).toEqual(noCoreDrill));
  });
});
