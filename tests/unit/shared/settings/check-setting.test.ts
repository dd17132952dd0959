import { describe, expect, test } from 'vitest';
import { checkSetting, checkTogether, missingSettings } from '#shared/settings/check-setting.ts';
import { settingDefaults, settingKeys, type SettingKey } from '#shared/settings/values.ts';

const refusal = (key: SettingKey, value: unknown) => {
  const checked = checkSetting(key, value);
  return checked.ok ? 'accepted' : checked.problem;
};

test('every default passes its own check', () => {
  for (const key of settingKeys) expect([key, refusal(key, settingDefaults[key])]).toEqual([key, 'accepted']);
});

describe('addresses', () => {
  test.each([
    ['exchange.url', 'wss://exchange.bank.example:8443/ws', 'accepted'],
    ['exchange.url', 'ws://127.0.0.1:5066/ws', 'accepted'],
    ['exchange.url', 'ws://[::1]:5066', 'accepted'],
    ['exchange.url', 'wss://pbx.bank.example/ws?site=a', 'accepted'],
    ['exchange.url', '', 'accepted'],
    ['exchange.url', 'ws://exchange.bank.example/ws', { reason: 'wsOnlyLoopback' }],
    ['exchange.url', 'ws://127.0.0.1.evil.example/ws', { reason: 'wsOnlyLoopback' }],
    ['exchange.url', 'https://exchange.bank.example', { reason: 'notWebSocketUrl' }],
    ['exchange.url', 'exchange.bank.example', { reason: 'notWebSocketUrl' }],
    ['exchange.url', 'wss://u:p@exchange.bank.example', { reason: 'credentialsInUrl' }],
    ['exchange.url', 'wss://exchange.bank.example/#a', { reason: 'partsAfterPath' }],
    ['exchange.url', 'wss://bank.example\n', { reason: 'controlCharacters' }],
    ['exchange.url', 7, { reason: 'wrongType' }],
    ['core.url', 'https://core.bank.example/desk/', 'accepted'],
    ['core.url', 'http://localhost:8080', 'accepted'],
    ['core.url', 'http://core.bank.example', { reason: 'httpOnlyLoopback' }],
    ['core.url', 'https://core.bank.example/?a=1', { reason: 'partsAfterPath' }],
    ['core.url', 'wss://core.bank.example', { reason: 'notHttpUrl' }],
    ['exchange.domain', 'voice.bank.example:5060', 'accepted'],
    ['exchange.domain', 'voice bank', { reason: 'notDomain' }],
    ['exchange.user', '3107', 'accepted'],
    ['exchange.user', '3107@bank', { reason: 'notSipUser' }],
    ['exchange.outboundProxy', 'sip:edge.bank.example:5061;transport=ws', 'accepted'],
    ['exchange.outboundProxy', 'edge.bank.example', { reason: 'notSipUri' }],
    ['exchange.stun', ['stun:stun.bank.example:3478'], 'accepted'],
    ['exchange.stun', ['http://stun.bank.example'], { reason: 'notStunUrl' }],
    ['exchange.stun', ['stun:a', 'stun:b', 'stun:c', 'stun:d', 'stun:e'], { reason: 'tooMany', limit: 4 }],
    ['exchange.turn', ['turns:turn.bank.example:5349?transport=tcp'], 'accepted'],
    ['exchange.turn', ['turn:turn.bank.example?transport=sctp'], { reason: 'notTurnUrl' }],
    ['exchange.caFile', '/etc/ssl/bank.pem', 'accepted'],
    ['exchange.caFile', String.raw`C:\ProgramData\bank.pem`, 'accepted'],
    ['exchange.caFile', 'bank.pem', { reason: 'notAbsolutePath' }],
  ] as const)('%s = %j → %j', (key, value, expected) => {
    expect(refusal(key, value)).toEqual(expected);
  });
});

describe('words, numbers and switches', () => {
  test.each([
    ['theme', 'dark', 'accepted'],
    ['theme', 'sepia', { reason: 'notOneOf', limit: 'system, light, dark' }],
    ['seat.wrapUpSeconds', 90, 'accepted'],
    ['seat.wrapUpSeconds', 4, { reason: 'tooSmall', limit: 5 }],
    ['seat.wrapUpSeconds', 1801, { reason: 'tooLarge', limit: 1800 }],
    ['seat.wrapUpSeconds', 90.5, { reason: 'wrongType' }],
    ['seat.wrapUpSeconds', '90', { reason: 'wrongType' }],
    ['care.elderlyFromWomen', null, 'accepted'],
    ['care.elderlyFromWomen', 55, 'accepted'],
    ['care.elderlyFromWomen', 12, { reason: 'tooSmall', limit: 40 }],
    ['notifications.enabled', 'yes', { reason: 'wrongType' }],
    ['exchange.headers.queue', 'X Queue', { reason: 'notHeaderName' }],
    ['exchange.displayName', '林晓晴', 'accepted'],
    ['exchange.displayName', '\u202Egnip', { reason: 'controlCharacters' }],
    ['exchange.displayName', 'a'.repeat(61), { reason: 'tooLong', limit: 60 }],
  ] as const)('%s = %j → %j', (key, value, expected) => {
    expect(refusal(key, value)).toEqual(expected);
  });
});

test('two facts may not come from one header, whatever its case', () => {
  const values = { ...settingDefaults, 'exchange.headers.queue': 'x-customer-id' };
  expect(checkTogether('exchange.headers.queue', values)).toEqual({
    reason: 'headerUsedTwice',
    limit: 'exchange.headers.customerId',
  });
  expect(checkTogether('theme', values)).toBeNull();
});

test('what a configured exchange and core still need is listed', () => {
  expect(missingSettings(settingDefaults)).toEqual([]);
  const values = {
    ...settingDefaults,
    'exchange.mode': 'configured',
    'exchange.user': '3107',
    'core.mode': 'configured',
  } as const;
  expect(missingSettings(values)).toEqual(['exchange.url', 'exchange.domain', 'core.url']);
});
