import { describe, expect, test } from 'vitest';
import { completeLock, missingOptionals, platformOf } from '#scripts/lib/lock.mjs';

describe('platformOf', () => {
  test.each([
    ['@scope/binding-linux-x64-gnu', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }],
    ['@scope/binding-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@scope/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@scope/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@scope/binding-win32-arm64-msvc', { os: ['win32'], cpu: ['arm64'] }],
    ['@scope/darwin-x64', { os: ['darwin'], cpu: ['x64'] }],
    ['@scope/engine-wasm32-wasi', { cpu: ['wasm32'] }],
    ['@scope/linux-tools', null],
  ])('%s', (name, expected) => {
    expect(platformOf(name)).toEqual(expected);
  });
});

describe('completeLock', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/tool': {
        dev: true,
        license: 'MIT',
        optionalDependencies: {
          '@tool/linux-x64-gnu': '1.2.3',
          '@tool/win32-x64': '1.2.3',
          '@tool/darwin-arm64': '1.2.3',
        },
      },
      'node_modules/@tool/linux-x64-gnu': { version: '1.2.3' },
      'node_modules/tool/node_modules/@tool/darwin-arm64': { version: '1.2.3' },
    },
  };

  test('adds what Node would not find, with platform and kind, and nothing else', () => {
    const { lock: complete, added } = completeLock(lock);
    expect(added).toEqual(['@tool/win32-x64']);
    expect(complete.packages['node_modules/@tool/win32-x64']).toEqual({
      version: '1.2.3',
      cpu: ['x64'],
      dev: true,
      license: 'MIT',
      optional: true,
      os: ['win32'],
    });
    expect(missingOptionals(complete)).toEqual([]);
  });

  test('an entry that cannot be made is named', () => {
    const odd = { packages: { 'node_modules/tool': { optionalDependencies: { fsevents: '2.0.0' } } } };
    expect(() => completeLock(odd)).toThrow('fsevents');
  });
});
