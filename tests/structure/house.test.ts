import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missingOptionals } from '#scripts/lib/lock.mjs';
import { filesBelow, repositoryRoot } from './graph.ts';

const code = ['electron', 'renderer', 'shared', 'scripts', 'tests'];
const textFile = /\.(ts|tsx|mjs|cjs|css|html|json|ya?ml|md)$/;
const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

/** Folders directly below `dir` that hold something. */
function rooms(dir: string): string[] {
  return readdirSync(join(repositoryRoot, dir), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && filesBelow(`${dir}/${entry.name}`, /./).length > 0)
    .map((entry) => `${dir}/${entry.name}`);
}

describe('what a reader finds', () => {
  test.each(['electron', 'renderer'].flatMap(rooms).map((room) => [room] as const))(
    '%s says what it is for',
    (room) => {
      const path = `${room}/README.md`;
      expect(existsSync(join(repositoryRoot, path)), `${path} is missing`).toBe(true);
      expect(read(path).split('\n').length, `${path} is longer than a page`).toBeLessThanOrEqual(80);
    },
  );

  test('no file is longer than 400 lines', () => {
    const long = code
      .flatMap((dir) => filesBelow(dir, /\.(ts|tsx|mjs|cjs|css)$/))
      .map((path) => ({ path, lines: read(path).split('\n').length }))
      .filter(({ lines }) => lines > 401);
    expect(long).toEqual([]);
  });
});

describe('nothing of the machine it was made on', () => {
  const folders = ['work', 'root', 'Users'].join('|');
  const machinePath = new RegExp(`(?<![\\w.$}*])/(${folders})/[\\w.-]`);

  test('no path of it in any file', () => {
    const topLevel = readdirSync(repositoryRoot).filter(
      (name) => textFile.test(name) && name !== 'package-lock.json',
    );
    const found = [...[...code, 'assets'].flatMap((dir) => filesBelow(dir, textFile)), ...topLevel].filter(
      (path) => machinePath.test(read(path)),
    );
    expect(found).toEqual([]);
  });

  test('the pattern sees what it should', () => {
    expect(machinePath.test(`"${['', 'root', '.cache'].join('/')}"`)).toBe(true);
    expect(machinePath.test('https://bank.example/work/orders')).toBe(false);
  });

  test('the lock file installs on every platform', () => {
    expect(
      missingOptionals(JSON.parse(read('package-lock.json')) as Parameters<typeof missingOptionals>[0]),
    ).toEqual([]);
  });

  test('no registry in the lock file', () => {
    const lock = read('package-lock.json');
    expect(lock.includes('"resolved"')).toBe(false);
    expect(/https?:\/\/[^"]*regist/.test(lock)).toBe(false);
  });
});
