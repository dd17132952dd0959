import { describe, expect, test } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { WrapUp } from '#shared/seat/contract.ts';
import { createDraftStore } from '#renderer/stores/draft.ts';
import { createTestBridge } from './test-bridge.ts';

const first = 'call-1' as CallId;
const second = 'call-2' as CallId;
const stored = (callId: CallId, note: string): WrapUp => ({
  callId,
  startedAt: 1,
  endsAt: 2,
  disposition: 'solved',
  note,
  followUp: '',
  savedAt: 10,
});

function setUp() {
  const bridge = createTestBridge();
  bridge.reply('seat/save-wrap-up', { ok: true, value: { savedAt: 77 } });
  const failures: AppError[] = [];
  let due: (() => void) | null = null;
  const draft = createDraftStore({
    bridge,
    after: (_delayMs, fn) => {
      due = fn;
      return () => void (due = null);
    },
    onFailure: (error) => failures.push(error),
  });
  return { bridge, draft, failures, pass: () => due?.(), waiting: () => due !== null };
}

describe('the note of a call', () => {
  test('goes to disk a moment after the last key, once', async () => {
    const { bridge, draft, pass } = setUp();
    draft.show(first, null);
    draft.edit({ note: 'a' });
    draft.edit({ note: 'ab' });
    expect(bridge.sent).toEqual([]);
    pass();
    await Promise.resolve();
    await Promise.resolve();
    expect(bridge.sent).toEqual([
      ['seat/save-wrap-up', { callId: first, disposition: null, note: 'ab', followUp: '' }],
    ]);
    expect(draft.store.getState()).toMatchObject({ savedAt: 77, dirty: false });
  });

  test('what is typed while it is being saved is not lost and is still unsaved', async () => {
    const { draft } = setUp();
    draft.show(first, null);
    draft.edit({ note: 'a' });
    const saving = draft.flush();
    draft.edit({ note: 'ab' });
    await saving;
    expect(draft.store.getState()).toMatchObject({ note: 'ab', dirty: true });
  });

  test('what main has on disk is taken over, but never over what was typed here', () => {
    const { draft } = setUp();
    draft.show(first, stored(first, 'from disk'));
    expect(draft.store.getState().note).toBe('from disk');
    draft.edit({ note: 'typed' });
    draft.show(first, stored(first, 'older'));
    expect(draft.store.getState().note).toBe('typed');
  });

  test('another call begins empty, and the first one is saved before it goes', () => {
    const { bridge, draft } = setUp();
    draft.show(first, null);
    draft.edit({ note: 'mine' });
    draft.show(second, null);
    expect(bridge.sent[0]?.[1]).toMatchObject({ callId: first, note: 'mine' });
    expect(draft.store.getState()).toMatchObject({ callId: second, note: '', dirty: false });
  });

  test('a failure is said and the note stays unsaved', async () => {
    const { bridge, draft, failures } = setUp();
    bridge.reply('seat/save-wrap-up', {
      ok: false,
      error: { code: 'seat/no-wrap-up', params: {}, retry: 'no' },
    });
    draft.show(first, null);
    draft.edit({ note: 'a' });
    expect(await draft.flush()).toBe(false);
    expect(failures).toHaveLength(1);
    expect(draft.store.getState().dirty).toBe(true);
  });

  test('nothing is sent where nothing was typed', async () => {
    const { bridge, draft, waiting } = setUp();
    draft.show(first, stored(first, 'x'));
    expect(await draft.flush()).toBe(true);
    expect(bridge.sent).toEqual([]);
    expect(waiting()).toBe(false);
  });
});
