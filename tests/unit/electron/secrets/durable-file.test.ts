import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writeDurably } from '#electron/secrets/durable-file.ts';
import { testFolder } from '#tests/support/test-folder.ts';

test('kill -9 in the middle of writing leaves a whole file, and the next write sweeps up', async () => {
  const folder = testFolder();
  const file = join(folder, 'key.json');
  const turns: number[] = [];
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/write-until-killed.ts', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(child.stdout, 'data');
    for (let more = 0; more < round * 3; more++) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const content = z
      .object({ turn: z.number(), end: z.number() })
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(content.end).toBe(content.turn);
    turns.push(content.turn);
  }
  expect(turns).toHaveLength(4);
  writeDurably(file, 'last');
  expect(readdirSync(folder)).toEqual(['key.json']);
  expect(readFileSync(file, 'utf8')).toBe('last');
});

test('only the owner may read it', () => {
  const file = join(testFolder(), 'key.json');
  writeDurably(file, 'x');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a write that the disk refuses leaves the old content and no half file', () => {
  const folder = testFolder();
  const file = join(folder, 'key.json');
  mkdirSync(file);
  writeFileSync(join(file, 'inside'), 'kept');
  expect(() => writeDurably(file, 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['key.json']);
  expect(readFileSync(join(file, 'inside'), 'utf8')).toBe('kept');
});
