import { describe, expect, test } from 'vitest';
import { hasTime64Names, packageOf } from '#scripts/lib/packages.mjs';

describe('packageOf', () => {
  test.each([
    ['libgtk-3.so.0', 'libgtk-3-0', 'libgtk-3-0t64'],
    ['libasound.so.2', 'libasound2', 'libasound2t64'],
    ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
    ['libatk-1.0.so.0', 'libatk1.0-0', 'libatk1.0-0t64'],
    ['libnss3.so', 'libnss3', 'libnss3'],
    ['libnssutil3.so', 'libnss3', 'libnss3'],
    ['libgbm.so.1', 'libgbm1', 'libgbm1'],
    ['libX11-xcb.so.1', 'libx11-xcb1', 'libx11-xcb1'],
    ['libX11.so.6', 'libx11-6', 'libx11-6'],
  ])('%s', (library, plain, time64) => {
    expect(packageOf(library, false)).toBe(plain);
    expect(packageOf(library, true)).toBe(time64);
  });

  test('an unknown library is not guessed', () => {
    expect(packageOf('libfoo.so.1', false)).toBeNull();
  });
});

describe('hasTime64Names', () => {
  test.each([
    ['ID=debian\nVERSION_ID="12"', false],
    ['ID=debian\nVERSION_ID="13"', true],
    ['ID=debian', true],
    ['ID=ubuntu\nVERSION_ID="22.04"', false],
    ['ID=ubuntu\nVERSION_ID="24.04"', true],
    ['ID=fedora\nVERSION_ID=43', false],
    ['', false],
  ])('%j', (text, expected) => {
    expect(hasTime64Names(text)).toBe(expected);
  });
});
