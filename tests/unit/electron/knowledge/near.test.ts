import { describe, expect, it } from 'vitest';
import { foldPinyin, isOneSlip } from '#electron/knowledge/search/near.ts';
import { findReading } from '#electron/knowledge/search/reading-span.ts';
import { stem } from '#electron/knowledge/index/stem.ts';

describe('one slip of the finger', () => {
  it.each([
    ['guasji', 'guashi', true],
    ['guahsi', 'guashi', true],
    ['guashii', 'guashi', true],
    ['guash', 'guashi', true],
    ['uashi', 'guashi', true],
    ['guashi', 'guashi', false],
    ['gausih', 'guashi', false],
    ['guaxxi', 'guashi', false],
    ['', 'ab', false],
  ])('%s for %s: %s', (typed, meant, is) => {
    expect(isOneSlip(typed, meant)).toBe(is);
    expect(isOneSlip(meant, typed)).toBe(is);
  });

  it('makes one of syllables that are confused', () => {
    expect(foldPinyin('zhuanzhang')).toBe(foldPinyin('zuanzan'));
    expect(foldPinyin('linshi')).toBe(foldPinyin('lingsi'));
    expect(foldPinyin('guashi')).not.toBe(foldPinyin('huashi'));
  });
});

describe('a reading in a title', () => {
  // 临时挂失 ATM
  const syllables = ['lin', 'shi', 'gua', 'shi', '', 'a', 't', 'm'];
  const starts = [0, 2, 5];
  it.each([
    ['ls', 0, 2, 'initials'],
    ['lsgs', 0, 4, 'initials'],
    ['gs', 2, 4, 'initials'],
    ['guashi', 2, 4, 'pinyin'],
    ['guas', 2, 4, 'pinyin'],
    ['gua', 2, 3, 'pinyin'],
    ['shigua', undefined, undefined, undefined],
    ['guashiatm', 2, 8, 'pinyin'],
    ['guashix', undefined, undefined, undefined],
  ])('%s', (typed, start, end, by) => {
    const span = findReading(typed, syllables, starts);
    expect([span?.start, span?.end, span?.by]).toEqual([start, end, by]);
  });
});

describe('English stems', () => {
  it.each([
    ['cards', 'card'],
    ['blocked', 'block'],
    ['blocking', 'block'],
    ['swapped', 'swap'],
    ['fees', 'fee'],
    ['loss', 'loss'],
    ['currencies', 'currency'],
    ['repaying', 'repay'],
  ])('%s and %s meet', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });
});
