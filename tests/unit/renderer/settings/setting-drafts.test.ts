import { describe, expect, test } from 'vitest';
import { appError } from '#shared/errors/app-error.ts';
import { createMirrors } from '#renderer/stores/mirrors.ts';
import { createSettingDrafts } from '#renderer/stores/setting-drafts.ts';
import { createTestBridge } from '../stores/test-bridge.ts';
import { settingsState } from './settings-fixtures.ts';

function rig() {
  const bridge = createTestBridge();
  const mirrors = createMirrors(bridge);
  bridge.publish('settings/state', 1, settingsState());
  const drafts = createSettingDrafts({ bridge, mirrors });
  return { bridge, drafts, of: () => drafts.store.getState()['exchange.url'] };
}
const url = 'wss://sip.bank.example/ws';

describe('a setting as it is typed', () => {
  test('is sent only when it is committed', async () => {
    const { bridge, drafts, of } = rig();
    drafts.type('exchange.url', url);
    expect([of()?.phase, bridge.sent.length]).toEqual(['typed', 0]);
    await drafts.commit('exchange.url', url);
    expect(bridge.sent).toEqual([['settings/set', { key: 'exchange.url', value: url }]]);
  });

  test('stays on the screen until the new snapshot is here, then is saved', async () => {
    const { bridge, drafts, of } = rig();
    drafts.type('exchange.url', url);
    await drafts.commit('exchange.url', url);
    expect(of()?.phase).toBe('taken');
    bridge.publish('settings/state', 2, settingsState({ 'exchange.url': url }));
    expect(of()?.phase).toBe('saved');
  });

  test('is saved at once when the snapshot came before the answer', async () => {
    const { bridge, drafts, of } = rig();
    drafts.type('exchange.url', url);
    const answered = drafts.commit('exchange.url', url);
    bridge.publish('settings/state', 2, settingsState({ 'exchange.url': url }));
    await answered;
    expect(of()?.phase).toBe('saved');
  });

  test('that is refused keeps its text and the reason', async () => {
    const { bridge, drafts, of } = rig();
    const error = appError('settings/invalid', { key: 'exchange.url', reason: 'wsOnlyLoopback' });
    bridge.reply('settings/set', { ok: false, error });
    drafts.type('exchange.url', 'ws://sip.bank.example');
    expect(await drafts.commit('exchange.url', 'ws://sip.bank.example')).toEqual(error);
    expect(of()).toMatchObject({ text: 'ws://sip.bank.example', phase: 'refused', error });
  });

  test('typed on while the answer is under way waits for an answer of its own', async () => {
    const { drafts, of } = rig();
    drafts.type('exchange.url', 'wss://a');
    const answered = drafts.commit('exchange.url', 'wss://a');
    drafts.type('exchange.url', 'wss://ab');
    await answered;
    expect(of()).toMatchObject({ text: 'wss://ab', phase: 'typed', error: null });
  });

  test('is not sent twice by Enter and by leaving the field', async () => {
    const { bridge, drafts } = rig();
    drafts.type('exchange.url', url);
    await Promise.all([drafts.commit('exchange.url', url), drafts.commit('exchange.url', url)]);
    expect(bridge.sent.length).toBe(1);
  });

  test('can be given up', () => {
    const { drafts, of } = rig();
    drafts.type('exchange.url', 'x');
    drafts.drop('exchange.url');
    expect(of()).toBeUndefined();
  });
});
