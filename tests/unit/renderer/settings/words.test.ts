import { describe, expect, test } from 'vitest';
import { appError } from '#shared/errors/app-error.ts';
import { checkSetting } from '#shared/settings/check-setting.ts';
import { checkOutcomeSchema, secretNameSchema } from '#shared/settings/contract.ts';
import { settingReasonSchema } from '#shared/settings/errors.ts';
import { settingKeys } from '#shared/settings/values.ts';
import { groupOf, groupsToMend, settingGroups } from '#renderer/features/settings/groups.ts';
import {
  lineFrom,
  listFrom,
  numberFrom,
  refusalWords,
  setAsideWords,
  textOf,
} from '#renderer/features/settings/words.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { settingProblem } from '#renderer/i18n/setting-words.ts';
import { createI18n } from '#renderer/i18n/use-i18n.tsx';
import { words } from '../workspace-markup.tsx';
import { settingsState } from './settings-fixtures.ts';

const zh = createI18n(words, 'zh-CN');
const en = createI18n(words, 'en-US');

describe.each([zh, en])('words in $language', (i18n) => {
  const said = (key: string): string | null => i18n.maybe(key, { limit: 7, count: 2 });

  test('every reason has a sentence of its own', () => {
    const sentences = settingReasonSchema.options.map((reason) => said(`settings.problem.${reason}`));
    expect(sentences).not.toContain(null);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('every setting and every secret has a name', () => {
    expect(settingKeys.filter((key) => !said(`settings.label.${key}`))).toEqual([]);
    expect(secretNameSchema.options.filter((name) => !said(`settings.secret.${name}`))).toEqual([]);
  });

  test('every outcome of a trial connection has a sentence', () => {
    const { options } = checkOutcomeSchema.shape.code;
    expect(options.filter((code) => !said(`settings.check.${code}`))).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = (key: 'seat.wrapUpSeconds' | 'exchange.url' | 'exchange.turn', value: unknown): string => {
    const checked = checkSetting(key, value);
    return checked.ok ? 'taken' : settingProblem(zh, key, checked.problem);
  };

  test('names the bound', () => {
    expect(refused('seat.wrapUpSeconds', 4)).toBe('太小，最小 5');
    expect(refused('seat.wrapUpSeconds', 1801)).toBe('太大，最大 1800');
  });
  test('of something that is no number asks for one', () => {
    expect(refused('seat.wrapUpSeconds', numberFrom('ninety'))).toBe('请填整数');
    expect(refused('seat.wrapUpSeconds', numberFrom(''))).toBe('请填整数');
  });
  test('names the remedy', () => {
    expect(refused('exchange.url', 'ws://sip.bank.example')).toContain('请改成 wss://');
    expect(refused('exchange.turn', listFrom('turn.bank.example'))).toContain('turns:turn.bank.example');
  });
  test('calls another setting by its name, not by its key', () => {
    const error = appError('settings/invalid', {
      key: 'exchange.headers.queue',
      reason: 'headerUsedTwice',
      limit: 'exchange.headers.customerId',
    });
    expect(refusalWords(en, 'exchange.headers.queue', error)).toBe(
      '“Customer number” uses this header name already; choose another',
    );
  });
  test('away from its field says which setting it was', () => {
    const error = appError('settings/invalid', { key: 'seat.wrapUpSeconds', reason: 'tooSmall', limit: 5 });
    expect(errorWords(zh, error)).toBe('话后时间没有存：太小，最小 5');
  });
  test('other failures keep their own words', () => {
    expect(refusalWords(zh, 'language', appError('settings/locked', { key: 'language' }))).toContain(
      '策略锁定',
    );
  });
});

describe('values of the file that were not taken', () => {
  test('are named with the bound that was broken', () => {
    expect(setAsideWords(zh, { key: 'seat.wrapUpSeconds', reason: 'tooLarge' })).toEqual({
      name: '话后时间',
      why: '太大，最大 1800',
    });
    expect(setAsideWords(zh, { key: 'theme', reason: 'notOneOf' }).why).toBe(
      '只能从这些里选：system, light, dark',
    );
  });
  test('also when there is no such setting', () => {
    const { name, why } = setAsideWords(en, { key: 'exchange.adress', reason: 'unknownKey' });
    expect([name, why]).toEqual([
      'exchange.adress',
      'There is no such setting; it may come from another version',
    ]);
  });
});

describe('what is typed', () => {
  test('goes as the value it means', () => {
    expect([numberFrom(' 90 '), numberFrom(''), numberFrom('9x')]).toEqual([90, null, '9x']);
    expect(listFrom(' stun:a \n\n stun:b\n')).toEqual(['stun:a', 'stun:b']);
    expect(lineFrom('  /etc/ca.pem ')).toBe('/etc/ca.pem');
  });
  test('comes back as it is typed', () => {
    expect([textOf(90), textOf(null), textOf(['a', 'b']), textOf('x')]).toEqual(['90', '', 'a\nb', 'x']);
  });
});

describe('groups', () => {
  test('every setting stands in one', () => {
    expect(new Set(settingKeys.map(groupOf))).toEqual(new Set(settingGroups));
  });
  test('are marked while something in them is to be mended', () => {
    const state = settingsState(
      {},
      {
        missing: ['exchange.user'],
        setAside: [
          { key: 'seat.wrapUpSeconds', reason: 'tooLarge' },
          { key: 'no.such', reason: 'unknownKey' },
        ],
      },
    );
    const refused = { text: 'x', phase: 'refused', value: 'x', error: null } as const;
    expect(groupsToMend(state, { 'care.elderlyFrom': refused })).toEqual(
      new Set(['exchange', 'seat', 'care']),
    );
    expect(groupsToMend(settingsState(), {})).toEqual(new Set());
  });
});
