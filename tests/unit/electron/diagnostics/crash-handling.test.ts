import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { installCrashHandling, type ToldFault } from '#electron/diagnostics/crash-handling.ts';
import type { Log } from '#electron/log/log.ts';

function desk(callUp = false) {
  const process = new EventEmitter();
  const told: ToldFault[] = [];
  const seen: (() => void)[] = [];
  const state = { callUp, restarts: 0, logged: 0 };
  const log: Log = { debug() {}, info() {}, warn() {}, error: () => void (state.logged += 1) };
  const handling = installCrashHandling({
    process,
    log,
    isStoreDamage: (fault) => fault instanceof RangeError,
    callIsUp: () => state.callUp,
    tell: (fault) => {
      told.push(fault);
      return new Promise((resolve) => seen.push(resolve));
    },
    restart: () => void (state.restarts += 1),
    newReference: () => `F-${state.logged + 1}`,
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    process,
    told,
    state,
    handling,
    async see() {
      seen.shift()?.();
      await settled();
    },
  };
}

test('a fault is logged, told with its reference, and the program restarts once it was seen', async () => {
  const { process, told, state, see } = desk();
  process.emit('uncaughtException', new Error('bug'));
  expect(told).toEqual([{ kind: 'fault', reference: 'F-1', callIsUp: false }]);
  expect(state).toMatchObject({ logged: 1, restarts: 0 });
  await see();
  expect(state.restarts).toBe(1);
});

test('with a caller on the line nothing restarts until the call is over', async () => {
  const { process, told, state, handling, see } = desk(true);
  process.emit('unhandledRejection', new RangeError('page'));
  expect(told).toEqual([{ kind: 'storeDamage', reference: 'F-1', callIsUp: true }]);
  await see();
  handling.callEnded();
  expect(state.restarts).toBe(0);
  state.callUp = false;
  handling.callEnded();
  handling.callEnded();
  expect(state.restarts).toBe(1);
});

test('many faults are all logged, told one at a time, and restart once', async () => {
  const { process, told, state, see } = desk();
  for (let turn = 0; turn < 5; turn++) process.emit('uncaughtException', new Error('bug'));
  expect(told).toHaveLength(1);
  expect(state.logged).toBe(5);
  await see();
  expect(state.restarts).toBe(1);
});

test('a call that ends without a fault restarts nothing, and the undo takes the handling away', () => {
  const { process, state, handling } = desk();
  handling.callEnded();
  handling.dispose();
  expect(process.emit('uncaughtException', new Error('bug'))).toBe(false);
  expect(state).toMatchObject({ restarts: 0, logged: 0 });
});
