import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { carried, verify } from '#scripts/lib/carried-electron.mjs';
import { findRuntime, napiOfElectron } from '#scripts/lib/runtime.mjs';
import { needsOwnBuild } from '#scripts/lib/native.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'runtime-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

describe('the pinned package', () => {
  const hashOf = (text: string): string => `sha512-${createHash('sha512').update(text).digest('base64')}`;

  test('is taken when it is the pinned one', async () => {
    const file = join(dir, 'a.tgz');
    writeFileSync(file, 'content');
    await expect(verify(file, hashOf('content'))).resolves.toBeUndefined();
    expect(existsSync(file)).toBe(true);
  });

  test('is refused and removed when it is another', async () => {
    const file = join(dir, 'a.tgz');
    writeFileSync(file, 'altered');
    await expect(verify(file, hashOf('content'))).rejects.toThrow('another');
    expect(existsSync(file)).toBe(false);
  });

  test('is pinned by a sha512', () => {
    expect(carried.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  });
});

describe('ELECTRON_OVERRIDE_DIST_PATH', () => {
  test('wins, and its version decides the Node-API', async () => {
    mkdirSync(join(dir, 'dist'));
    writeFileSync(join(dir, 'dist', 'electron'), '');
    writeFileSync(join(dir, 'dist', 'version'), 'v45.4.1');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(dir, 'dist'));
    await expect(findRuntime()).resolves.toMatchObject({ source: 'override', version: '45.4.1', napi: 10 });
  });

  test('is refused in words when there is nothing in it', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dir);
    await expect(findRuntime()).rejects.toThrow(`ELECTRON_OVERRIDE_DIST_PATH is ${dir}`);
  });
});

test.each([
  ['33.2.1', 9],
  ['34.5.8', 9],
  ['35.0.0', 10],
  ['45.4.1', 10],
])('Electron %s offers Node-API %i', (version, napi) => {
  expect(napiOfElectron(version)).toBe(napi);
});

test('an old runtime needs the own build of the database, whatever this Node is', () => {
  expect(needsOwnBuild({ napi: 9 })).toBe(true);
  expect(needsOwnBuild({ napi: 10 })).toBe(Number(process.versions.napi) < 10);
});
