import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createFileLog } from '#electron/log/file-log.ts';
import { errorFields, type LogFields } from '#electron/log/log.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const clock = { now: () => Date.UTC(2026, 10, 21, 6, 5, 9) };
const turnLine = z.object({ fields: z.object({ turn: z.number() }) });
const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

test('an entry is one line of JSON with time, level, phrase and fields', () => {
  const folder = join(testFolder(), 'logs');
  const log = createFileLog({ folder, clock });
  log.info('gateway answered late', { tookMs: 900, detail: 'card 6222021234567788\nsecond line' });
  log.error('line is down');
  log.dispose();
  const file = join(folder, 'guardline.log');
  expect(linesOf(file)).toEqual([
    {
      at: '2026-11-21T06:05:09.000Z',
      level: 'info',
      event: 'gateway answered late',
      fields: { tookMs: 900, detail: 'card [digits]\nsecond line' },
    },
    { at: '2026-11-21T06:05:09.000Z', level: 'error', event: 'line is down' },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the phrase is redacted too', () => {
  const folder = testFolder();
  const log = createFileLog({ folder, clock });
  log.warn('hold of 6222021234567788 failed');
  log.dispose();
  expect(linesOf(join(folder, 'guardline.log'))).toMatchObject([{ event: 'hold of [digits] failed' }]);
});

test('an entry that cannot be redacted leaves only its time and level', () => {
  const folder = testFolder();
  const log = createFileLog({ folder, clock });
  const fields = Object.defineProperty({}, 'detail', {
    enumerable: true,
    get() {
      throw new Error('6222021234567788');
    },
  }) as LogFields;
  log.info('what', fields);
  log.dispose();
  expect(linesOf(join(folder, 'guardline.log'))).toEqual([
    { at: '2026-11-21T06:05:09.000Z', level: 'info', event: '[not redactable]' },
  ]);
});

test('debug is written only where asked for', () => {
  const folder = testFolder();
  const log = createFileLog({ folder, clock });
  log.debug('quiet');
  log.dispose();
  expect(existsSync(join(folder, 'guardline.log'))).toBe(false);
  const loud = createFileLog({ folder, clock, level: 'debug' });
  loud.debug('loud');
  loud.dispose();
  expect(linesOf(join(folder, 'guardline.log'))).toMatchObject([{ event: 'loud' }]);
});

test('files turn at their size, the oldest goes, no line is broken', () => {
  const folder = testFolder();
  const log = createFileLog({ folder, clock, maxBytes: 1000, keep: 3 });
  for (let turn = 0; turn < 60; turn++) log.info('turn', { turn });
  log.dispose();
  expect(readdirSync(folder).toSorted()).toEqual(['guardline.1.log', 'guardline.2.log', 'guardline.log']);
  expect(log.files()).toEqual(
    ['guardline.log', 'guardline.1.log', 'guardline.2.log'].map((name) => join(folder, name)),
  );
  const kept = log
    .files()
    .toReversed()
    .flatMap(linesOf)
    .map((line) => turnLine.parse(line));
  const turns = kept.map((line) => line.fields.turn);
  expect(turns.at(-1)).toBe(59);
  expect(turns).toEqual(turns.map((_, at) => (turns[0] ?? 0) + at));
  for (const file of log.files()) expect(statSync(file).size).toBeLessThanOrEqual(1000);
});

test('a start goes on in the file of the last one', () => {
  const folder = testFolder();
  for (const event of ['first', 'second']) {
    const log = createFileLog({ folder, clock });
    log.info(event);
    log.dispose();
  }
  expect(linesOf(join(folder, 'guardline.log'))).toMatchObject([{ event: 'first' }, { event: 'second' }]);
});

test('a disk that refuses is told once and stops nothing', () => {
  const folder = join(testFolder(), 'logs');
  mkdirSync(join(folder, 'guardline.log'), { recursive: true });
  writeFileSync(join(folder, 'guardline.log', 'x'), '');
  const faults: unknown[] = [];
  const log = createFileLog({ folder, clock, onFault: (error) => faults.push(error) });
  log.info('one');
  log.info('two');
  log.dispose();
  expect(faults).toHaveLength(1);
});

test('an error is told with its kind, words and place', () => {
  const fields = errorFields(Object.assign(new TypeError('broken'), { code: 'E_BROKEN' }));
  expect(fields).toMatchObject({ errorName: 'TypeError', errorMessage: 'broken', errorCode: 'E_BROKEN' });
  expect(String(fields['stack'])).toContain('file-log.test.ts');
  expect(errorFields(undefined)).toEqual({ errorName: 'undefined', errorMessage: '' });
});
