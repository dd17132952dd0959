import { describe, expect, test } from 'vitest';
import { createFormat } from '#renderer/i18n/format.ts';

const zh = createFormat('zh-CN');
const en = createFormat('en-US');
const at = new Date(2026, 10, 21, 14, 32, 8).getTime();

describe('format', () => {
  test('clocks run past the hour and never below zero', () => {
    expect([zh.clock(161_000), zh.clock(3_723_000), zh.clock(-5)]).toEqual(['02:41', '1:02:03', '00:00']);
  });
  test('times are of 24 hours in both languages', () => {
    expect([zh.time(at), en.time(at), zh.timeExact(at)]).toEqual(['14:32', '14:32', '14:32:08']);
  });
  test('a day is as short as it can be understood', () => {
    const yesterday = at - 24 * 3_600_000;
    expect([zh.day(at, at + 1000), zh.day(yesterday, at), en.day(yesterday, at)]).toEqual([
      '14:32',
      '11/20',
      'Nov 20',
    ]);
  });
  test('seconds stand with their unit, short waits in milliseconds', () => {
    expect([zh.seconds(9000), en.seconds(9000), zh.seconds(1900, true), zh.seconds(31, true)]).toEqual([
      '9 秒',
      '9 s',
      '1.9 秒',
      '31 ms',
    ]);
  });
  test('money is counted in the smallest unit, whole amounts without decimals', () => {
    expect(zh.money({ amountMinor: 165_000_000, currency: 'CNY' })).toBe('¥1,650,000');
    expect(zh.money({ amountMinor: 1999, currency: 'CNY' })).toBe('¥19.99');
    expect(en.money({ amountMinor: 5000, currency: 'JPY' })).toBe('¥5,000');
  });
  test('ages are told in the unit that fits', () => {
    expect([zh.ago(12_000), zh.ago(120_000), en.ago(12_000)]).toEqual(['12 秒前', '2 分钟前', '12 s ago']);
  });
});
