import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { once } from '#scripts/lib/once.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'once-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Makes a file with `text` and counts how often it was asked to. */
function maker(text: string) {
  const made = { times: 0 };
  const make = async (work: string): Promise<string> => {
    made.times += 1;
    await new Promise((done) => setTimeout(done, 20));
    writeFileSync(join(work, 'result'), text);
    return join(work, 'result');
  };
  return { made, make };
}

describe('once', () => {
  test('makes the thing, and not again', async () => {
    const { made, make } = maker('first');
    const target = join(dir, 'deep', 'thing');
    expect(await once(target, make)).toBe(target);
    expect(await once(target, make)).toBe(target);
    expect(made.times).toBe(1);
    expect(readFileSync(target, 'utf8')).toBe('first');
    expect(readdirSync(join(dir, 'deep'))).toEqual(['thing']);
  });

  test('two at the same time make it once', async () => {
    const { made, make } = maker('one');
    const target = join(dir, 'thing');
    await Promise.all([once(target, make), once(target, make)]);
    expect(made.times).toBe(1);
  });

  test('a maker that fails leaves nothing, and the next may try', async () => {
    const target = join(dir, 'thing');
    await expect(once(target, async () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    expect(readdirSync(dir)).toEqual([]);
    await once(target, maker('second').make);
    expect(readFileSync(target, 'utf8')).toBe('second');
  });

  test('what a killed maker left behind is cleared', async () => {
    const target = join(dir, 'thing');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(`${target}.lock`);
    writeFileSync(join(`${target}.lock`, 'pid'), String(dead));
    mkdirSync(`${target}.work-${dead}`);
    await once(target, maker('third').make);
    expect(readdirSync(dir)).toEqual(['thing']);
    expect(existsSync(`${target}.lock`)).toBe(false);
  });
});
