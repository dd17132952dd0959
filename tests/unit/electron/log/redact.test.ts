import { describe, expect, test } from 'vitest';
import { redactFields } from '#electron/log/redact-fields.ts';
import { redactText } from '#electron/log/redact.ts';

describe('what must not be there', () => {
  test.each([
    ['a card', 'card 6222021234567788 held', '6222021234567788'],
    ['a card in groups', '6222 0212 3456 7788', '0212'],
    ['a card with hyphens', '6222-0212-3456-7788', '3456'],
    ['a masked card, which still has ten digits', '622202******7788', '622202'],
    ['a card in full-width digits', '６２２２０２１２３４５６７７８８', '６２２２'],
    ['an ID number', 'id 110101194903074514', '19490307'],
    ['an ID number ending in X', '11010119490307451X!', '451X'],
    ['a mobile', 'sip:13912340056@bank.example', '13912340056'],
    ['a mobile with country code', '+86 139-1234-0056', '1234'],
    ['a landline', '(0512) 6522 1234', '6522'],
    ['a number between Chinese characters', '尾号为6222021234567788的卡', '6222021234567788'],
    ['a password', 'password=hunter2', 'hunter2'],
    ['a password in JSON', '{"password":"hun ter2","a":1}', 'hun ter2'],
    ['a password in Chinese', '口令：晴天白云', '晴天白云'],
    ['a one-time code', '验证码是384', '384'],
    ['credentials in a URL', 'wss://seat:hunter2@pbx.bank.example/ws', 'hunter2'],
    ['a bearer token', 'Authorization: Bearer eyJhbGciOi.J9', 'eyJhbGciOi'],
    ['a token in a header object', '{"authorization":"Basic c2VhdDpwYXNz"}', 'c2VhdDpwYXNz'],
    [
      'a digest answer',
      'Digest username="3107", realm="bank", response="6629fae49393a05397450978507c4ef1"',
      '6629fae4',
    ],
    [
      'a digest answer on a folded line',
      'Authorization: Digest\r\n response="6629fa",\r\n uri="sip:x"',
      '6629fa',
    ],
    ['a nonce alone', 'nonce="dcd98b7102dd", qop=auth', 'dcd98b7102dd'],
    ['a hex key', 'key 0707070707070707070707070707070707070707070707070707070707070707', '07070707'],
    ['a base64 key', 'wrapped BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 'BwcHBwcH'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'MIIE'],
    ['a private key that was cut', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'MIIE'],
    ['a mail address', 'to lin.xiaoqing@mail.example', 'xiaoqing'],
    ['media keys', 'a=ice-pwd:asd88fgpdd777uzjYhagZg', 'asd88fgpdd'],
    ['a home folder', 'ENOENT /home/linxiaoqing/.config/x', 'linxiaoqing'],
    ['a home folder on Windows', String.raw`C:\Users\lin.xq\AppData`, 'lin.xq'],
    ['digits hidden behind private-use letters', 'card 62220212\ue00034567788', '34567788'],
  ])('%s', (_, text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  test('a long text is cut before anything else can be in it', () => {
    expect(redactText('a '.repeat(5000)).length).toBeLessThan(2100);
  });
});

describe('what a fault is found by stays', () => {
  test.each([
    'SIP 486 Busy Here',
    'connect ECONNREFUSED 127.0.0.1:5066',
    'call 7b2ac1c6-34aa-4b19-9f51-0305e82c3301 ended',
    'at openStore (electron/store/open-store.ts:78:21)',
    'at file:///opt/guardline/resources/app.asar/dist/main/main.js:1204:33',
    'took 384 ms, 3 of 12',
    'fake-support-cover-expiry chosen',
    'SQLITE_CORRUPT: database disk image is malformed',
    '14:05:09 线路已恢复',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

test('fields with a personal name are withheld whatever they hold', () => {
  expect(
    redactFields({
      displayName: '林晓晴',
      callerNumber: 42,
      cardMasked: 'x',
      password: '',
      note: '老人',
      text: 'hi',
      idNumber: null,
      balance: 3,
      sipPassword: 'x',
      transcript: 'x',
    }),
  ).toEqual({
    displayName: '[withheld]',
    callerNumber: '[withheld]',
    cardMasked: '[withheld]',
    password: '[withheld]',
    note: '[withheld]',
    text: '[withheld]',
    idNumber: '[withheld]',
    balance: '[withheld]',
    sipPassword: '[withheld]',
    transcript: '[withheld]',
  });
});

test('plain values pass, big numbers only under a name that says what they are', () => {
  expect(
    redactFields({
      tookMs: 384,
      sizeBytes: 71_557_120,
      startedAt: 1_795_000_000_000,
      ok: true,
      state: 'held',
      nothing: undefined,
    }),
  ).toEqual({
    tookMs: 384,
    sizeBytes: 71_557_120,
    startedAt: 1_795_000_000_000,
    ok: true,
    state: 'held',
    nothing: null,
  });
  expect(redactFields({ value: 13_912_340_056, seenAt: 6_222_021_234_567_788, x: Number.NaN })).toEqual({
    value: '[digits]',
    seenAt: '[digits]',
    x: 'NaN',
  });
});

test('what is not a plain value is dropped unseen', () => {
  const touched: string[] = [];
  const trap = { toJSON: () => touched.push('toJSON'), toString: () => touched.push('toString') };
  expect(
    redactFields({ a: trap, b: () => 1, c: 5n, d: ['6222021234567788'], '6222021234567788': 1 }),
  ).toEqual({
    a: '[dropped object]',
    b: '[dropped function]',
    c: '[dropped bigint]',
    d: '[dropped object]',
    '[field]': 1,
  });
  expect(touched).toEqual([]);
});
