import { expect, test } from 'vitest';
import { passphraseWeakness } from '#shared/access/passphrase.ts';

test.each([
  ['', 'tooShort'],
  ['abcdefg', 'tooShort'],
  ['晴天白云小河', 'tooShort'],
  ['𠮷𠮷𠮷𠮷', 'tooShort'],
  ['aaaaaaaaaa', 'repeated'],
  ['abababab', 'repeated'],
  ['12345678', 'sequence'],
  ['hgfedcba', 'sequence'],
  ['x'.repeat(100) + 'yz'.repeat(60), 'tooLong'],
  ['晴天白云小河流水', null],
  ['correct horse', null],
])('%j → %s', (given, expected) => {
  expect(passphraseWeakness(given)).toBe(expected);
});

test('a passphrase typed in decomposed form is counted as the person sees it', () => {
  expect(passphraseWeakness('éàü'.normalize('NFD') + 'abcd')).toBe('tooShort');
});
