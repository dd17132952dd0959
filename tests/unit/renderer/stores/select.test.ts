import { describe, expect, test } from 'vitest';
import { activeFlags, callerLanguage } from '#renderer/stores/select/caller.ts';
import { currentCall, deskPhase } from '#renderer/stores/select/call.ts';
import { lineVariant, nextQuestion, wordingFor } from '#renderer/stores/select/guidance.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { textShown } from '#renderer/stores/select/text.ts';
import { currentWorkspace, workspacesOf } from '#renderer/stores/select/workspace.ts';
import {
  call,
  elderlyCaller,
  flag,
  foreignCaller,
  signedIn,
} from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

const stateIn = (...given: Parameters<typeof deskIn>) => deskIn(...given).desk.state();

describe('the phase of the desk', () => {
  test.each([
    ['not-ready', 'notReady'],
    ['ready', 'ready'],
    ['ring', 'ringing'],
    ['scam', 'active'],
    ['held', 'held'],
    ['wrap-up', 'wrapUp'],
  ])('%s', (scene, phase) => expect(deskPhase(stateIn(scene))).toBe(phase));

  test('a new call is shown before one that has ended', () => {
    const ended = call('ended', now);
    const ringing = { ...call('ringing', now), id: 'call-2' as typeof ended.id };
    const state = stateIn('ready', (scene) => ({ ...scene, 'call/state': { calls: [ringing, ended] } }));
    expect(currentCall(state)?.id).toBe('call-2');
  });
});

describe('who is spoken to, and how', () => {
  test('a lifted flag changes nothing on the desk', () => {
    const state = stateIn('quiet', (scene) => ({
      ...scene,
      'caller/state': {
        ...elderlyCaller(now, true),
        flags: [
          {
            ...flag('elderly', now, [{ source: 'onFile', params: {} }]),
            lifted: { at: now, by: { personId: 'a', name: 'A' } },
          },
        ],
      },
    }));
    expect([activeFlags(state), lineVariant(state)]).toEqual([[], 'text']);
  });

  test('the list of flags is the same one until the caller changes', () => {
    const { desk } = deskIn('quiet');
    const before = activeFlags(desk.state());
    desk.setView({ overlay: { kind: 'palette' } });
    expect(activeFlags(desk.state())).toBe(before);
  });

  test('elderly callers get their own wording, callers who cannot hear the written one', () => {
    expect([
      lineVariant(stateIn('scam')),
      lineVariant(stateIn('hearing')),
      lineVariant(stateIn('foreign')),
    ]).toEqual(['elderly', 'written', 'text']);
  });

  test('the caller’s language goes before a simpler wording that has no words in it', () => {
    const words = { zh: '先不转账。', en: 'Please wait.' };
    const line = {
      id: 'pause',
      when: words,
      text: { ...words, ko: '기다려 주세요.' },
      elderly: words,
      written: words,
    };
    expect([
      wordingFor(line, 'elderly', 'ko'),
      wordingFor(line, 'written', 'ko'),
      wordingFor(line, 'elderly', 'ja'),
      wordingFor(line, 'elderly', 'en'),
      wordingFor(line, 'elderly', 'zh'),
    ]).toEqual(['text', 'text', 'elderly', 'elderly', 'elderly']);
  });

  test('the language heard goes before the one on file', () => {
    expect(callerLanguage(stateIn('foreign'))).toBe('en');
    const heard = stateIn('foreign', (scene) => ({
      ...scene,
      'caller/state': {
        ...foreignCaller(now),
        flags: [flag('foreignLanguage', now, [{ source: 'heardByAgent', params: { language: 'ja' } }])],
      },
    }));
    expect(callerLanguage(heard)).toBe('ja');
    expect(callerLanguage(stateIn('quiet'))).toBe('zh');
  });

  test('words are in the caller’s language, with the agent’s beside them where it is another', () => {
    const text = { zh: '您好', en: 'Hello', ja: 'こんにちは' };
    expect(spokenTo(text, 'zh', 'zh-CN')).toEqual({ words: '您好', lang: 'zh', reading: null, beside: null });
    expect(spokenTo(text, 'zh', 'en-US')).toEqual({
      words: '您好',
      lang: 'zh',
      reading: null,
      beside: { words: 'Hello', lang: 'en' },
    });
    expect(spokenTo(text, 'ja', 'zh-CN')).toMatchObject({ lang: 'ja', beside: { lang: 'zh' } });
    expect(spokenTo(text, 'bo', 'zh-CN')).toMatchObject({ words: 'Hello', lang: 'en' });
  });

  test('text is in sight from the start for a caller who cannot hear', () => {
    expect([textShown(stateIn('hearing')), textShown(stateIn('quiet'))]).toEqual([true, false]);
  });
});

describe('what to ask next', () => {
  test('the unexpected comes first: a coached caller has no answer to it (case 3.13b)', () => {
    expect(nextQuestion(stateIn('scam'))?.kind).toBe('unexpected');
  });
});

describe('workspaces', () => {
  test('a role sees its own, and starts with the first', () => {
    const lead = stateIn('ready', (scene) => ({ ...scene, 'access/state': signedIn(1) }));
    expect([workspacesOf(lead)[0], currentWorkspace(lead)]).toEqual(['floor', 'floor']);
    expect(currentWorkspace(stateIn('ready'))).toBe('desk');
  });
  test('a workspace the role has not is not shown', () => {
    const { desk } = deskIn('ready');
    desk.setView({ workspace: 'training' });
    expect(currentWorkspace(desk.state())).toBe('desk');
  });
});
