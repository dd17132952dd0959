import { describe, expect, it } from 'vitest';
import { maskCard } from '#shared/masking/card.ts';
import { maskDocument } from '#shared/masking/document.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';

describe('maskCard', () => {
  it.each([
    ['6222020200047788', '6222 02** **** 7788'],
    ['6222 0202 0004 7788', '6222 02** **** 7788'],
    ['6217001234567893305', '6217 00** **** 3305'],
    ['6222021234567', '6222 02** **** 4567'],
    ['622202123456', '**** 3456'],
    ['12345678', '**** 5678'],
    ['1234567', '****'],
    ['', '****'],
  ])('%s → %s', (given, wanted) => expect(maskCard(given)).toBe(wanted));

  it('leaves its own work alone but not a full number with a star in it', () => {
    expect(maskCard('6222 02** **** 7788')).toBe('6222 02** **** 7788');
    expect(maskCard('**** 0416')).toBe('**** 0416');
    expect(maskCard('6222020200047788*')).toBe('6222 02** **** 7788');
  });

  it('never shows more than ten digits', () => {
    for (let length = 0; length <= 40; length += 1) {
      const shown = maskCard('9'.repeat(length)).replace(/\D/g, '').length;
      expect(shown).toBeLessThanOrEqual(Math.min(10, Math.max(0, length - 3)));
    }
  });
});

describe('maskDocument', () => {
  it.each([
    ['110101194103071236', '1****************6'],
    ['31010119840101123X', '3****************X'],
    ['GA123456', 'G******6'],
    ['1234', '1**4'],
    ['123', '***'],
    ['12', '**'],
    ['1', '*'],
    ['', ''],
    ['1****************6', '1****************6'],
  ])('%s → %s', (given, wanted) => expect(maskDocument(given)).toBe(wanted));
});

describe('maskPhone', () => {
  it.each([
    ['13800002207', '138****2207'],
    ['+8613800002207', '138****2207'],
    ['+16045550118', '+1 604****0118'],
    ['+819012345678', '+81 901****5678'],
    ['+85291234567', '+852 ******67'],
    ['02158881234', '021****1234'],
    ['58881234', '******34'],
    ['5550100', '*****00'],
    ['95588', '95588'],
    ['110', '110'],
    ['', ''],
    ['138****2207', '138****2207'],
    ['+1 604****118', '+1 604****118'],
  ])('%s → %s', (given, wanted) => expect(maskPhone(given)).toBe(wanted));
});

describe('maskName', () => {
  it.each([
    ['贾秀英', '贾**'],
    ['王五', '王*'],
    ['沈', '沈'],
    ['Emma Carter', 'E*** C*****'],
    ['  Emma  Carter ', 'E*** C*****'],
  ])('%s → %s', (given, wanted) => expect(maskName(given)).toBe(wanted));
});
