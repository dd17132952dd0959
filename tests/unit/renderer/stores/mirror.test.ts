import { describe, expect, test, vi } from 'vitest';
import { share } from '#renderer/stores/share.ts';
import { createMirror } from '#renderer/stores/mirror.ts';
import { createMirrors } from '#renderer/stores/mirrors.ts';
import { coreHealth, createTestBridge } from './test-bridge.ts';

describe('a mirror', () => {
  test('knows nothing before it has asked or heard', () => {
    const mirror = createMirror(createTestBridge(), 'core/health');
    expect(mirror.store.getState()).toEqual({ revision: -1, snapshot: null });
  });

  test('takes newer revisions and drops older ones', () => {
    const bridge = createTestBridge();
    const mirror = createMirror(bridge, 'core/health');
    bridge.publish('core/health', 2, coreHealth('ok'));
    bridge.publish('core/health', 1, coreHealth('down'));
    expect(mirror.store.getState().snapshot?.state).toBe('ok');
  });

  test('an answer that was overtaken by news changes nothing', async () => {
    const bridge = createTestBridge();
    bridge.answer('core/health', 1, coreHealth('unknown'));
    const mirror = createMirror(bridge, 'core/health');
    const asking = mirror.refresh();
    bridge.publish('core/health', 2, coreHealth('ok'));
    await asking;
    expect(mirror.store.getState().snapshot?.state).toBe('ok');
  });

  test('hears nothing after it is disposed', () => {
    const bridge = createTestBridge();
    const mirror = createMirror(bridge, 'core/health');
    mirror.dispose();
    bridge.publish('core/health', 5, coreHealth('ok'));
    expect(mirror.store.getState().revision).toBe(-1);
  });

  test('a part that did not change is the same object', () => {
    const bridge = createTestBridge();
    const mirror = createMirror(bridge, 'seat/state');
    const seat = {
      work: 'ready',
      since: 1,
      reason: null,
      afterCall: 'ready',
      wrapUp: null,
      notes: null,
      handledToday: 3,
    } as const;
    bridge.publish('seat/state', 1, seat);
    const before = mirror.store.getState().snapshot;
    bridge.publish('seat/state', 2, { ...seat });
    expect(mirror.store.getState().snapshot).toBe(before);
  });
});

describe('all mirrors', () => {
  test('one topic that cannot be had does not keep the others waiting', async () => {
    const bridge = createTestBridge();
    bridge.answer('settings/state', 1, {} as never);
    const mirrors = createMirrors(bridge);
    await mirrors.ask('first');
    expect(mirrors.get('settings/state').store.getState().revision).toBe(1);
    expect(mirrors.snapshot('access/state')).toBeNull();
  });

  test('a subscriber hears of every topic until it undoes', () => {
    const bridge = createTestBridge();
    const mirrors = createMirrors(bridge);
    const heard = vi.fn();
    const undo = mirrors.subscribe(heard);
    bridge.publish('core/health', 1, coreHealth('ok'));
    undo();
    bridge.publish('core/health', 2, coreHealth('down'));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('structural sharing', () => {
  test('keeps equal parts, replaces changed ones', () => {
    const before = { a: { x: 1 }, b: [{ y: 1 }, { y: 2 }] };
    const after = share(before, { a: { x: 1 }, b: [{ y: 1 }, { y: 3 }] });
    expect(after.a).toBe(before.a);
    expect(after.b[0]).toBe(before.b[0]);
    expect(after).toEqual({ a: { x: 1 }, b: [{ y: 1 }, { y: 3 }] });
    expect(after).not.toBe(before);
  });
  test('a list that shrank or a key that went is a change', () => {
    const list = [1, 2, 3];
    expect(share(list, [1, 2])).toEqual([1, 2]);
    const record: Record<string, number> = { a: 1, b: 2 };
    expect(share<unknown>(record, { a: 1 })).toEqual({ a: 1 });
    expect(share<unknown>({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  });
});
