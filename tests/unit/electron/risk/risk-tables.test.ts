import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import type { TableFiles } from '#electron/risk/ports.ts';
import { createRiskTables } from '#electron/risk/risk-tables.ts';
import type { RiskTables } from '#electron/risk/risk-tables.ts';
import { createTableFiles } from '#electron/risk/table-files.ts';
import { noFacts } from '#shared/risk/facts.ts';
import { changed, memoryFiles, shippedTexts, words } from './support.ts';

const tablesOn = (files: TableFiles, loadEngine = loadZenEngine): RiskTables =>
  createRiskTables({ log: silentLog, files, loadEngine, words });
const broken = (texts: { model: string; tests: string }) => changed(texts, '>= 300000', '>= ');

describe('the table in force', () => {
  it('is the present one, and a copy of it is kept', async () => {
    const files = memoryFiles(await shippedTexts());
    const { table, unknown, refused } = await tablesOn(files).inForce();
    expect({ unknown, refused }).toEqual({ unknown: null, refused: [] });
    expect(table).toMatchObject({ isLastGood: false });
    expect(files.kept).toEqual(files.texts);
  });

  it('stays the last good one when a new one is refused, and comes back when it is mended', async () => {
    const good = await shippedTexts();
    const files = memoryFiles(good);
    const tables = tablesOn(files);
    const first = await tables.inForce();
    files.texts = broken(good);
    const second = await tables.reload();
    expect(second.table).toMatchObject({ version: first.table?.version, isLastGood: true });
    expect(second.refused[0]?.where).toBe('情形 Circumstances · row 3 · 金额 Amount');
    expect((await second.table?.decide(noFacts))?.tier).toBe('none');
    expect(files.kept).toEqual(good);
    files.texts = changed(good, '>= 300000', '>= 310000');
    const third = await tables.reload();
    expect(third).toMatchObject({ table: { isLastGood: false }, refused: [] });
    expect(third.table?.version).not.toBe(first.table?.version);
  });

  it('is the kept one after a start with a broken file', async () => {
    const good = await shippedTexts();
    const files = memoryFiles(broken(good));
    files.kept = good;
    expect(await tablesOn(files).inForce()).toMatchObject({ table: { isLastGood: true }, unknown: null });
  });

  it('is none when nothing ever passed, and that is said', async () => {
    const files = memoryFiles(broken(await shippedTexts()));
    expect(await tablesOn(files).inForce()).toMatchObject({ table: null, unknown: 'noTable' });
    files.kept = files.texts;
    expect(await tablesOn(files).inForce()).toMatchObject({ table: null, unknown: 'noTable' });
  });

  it('is none on a machine without the engine, and that is said', async () => {
    const files = memoryFiles(await shippedTexts());
    expect(await tablesOn(files, async () => null).inForce()).toEqual({
      table: null,
      unknown: 'engineMissing',
      refused: [],
    });
  });

  it('does not reject when the files fail in a way nobody thought of', async () => {
    const files = memoryFiles(await shippedTexts());
    const read = (): Promise<never> => Promise.reject(new Error('torn'));
    expect(await tablesOn({ ...files, read }).inForce()).toMatchObject({ table: null, unknown: 'failed' });
  });

  it('is in force even when its copy cannot be kept', async () => {
    const files = memoryFiles(await shippedTexts());
    const keep = (): Promise<never> => Promise.reject(new Error('disk full'));
    expect(await tablesOn({ ...files, keep }).inForce()).toMatchObject({ table: { isLastGood: false } });
  });

  it('is loaded once, and only when somebody asks', async () => {
    let loads = 0;
    const tables = tablesOn(memoryFiles(await shippedTexts()), () => {
      loads += 1;
      return loadZenEngine();
    });
    expect(loads).toBe(0);
    await Promise.all([tables.inForce(), tables.inForce()]);
    await tables.reload();
    expect(loads).toBe(1);
  });
});

describe('table files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guardline-risk-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are kept whole and read back', async () => {
    const files = createTableFiles('assets/decision-tables', join(folder, 'kept'));
    expect(await files.readKept()).toBeNull();
    const texts = await shippedTexts();
    await files.keep(texts);
    expect(await files.readKept()).toEqual(texts);
    expect(await readdir(join(folder, 'kept'))).toEqual(['risk-tier.kept.json']);
  });

  it('that are not there are said by name; a torn copy is none', async () => {
    const files = createTableFiles(folder, folder);
    expect(await files.read()).toEqual({
      ok: false,
      file: 'risk-tier.json',
      reason: 'cannot be read (ENOENT)',
    });
    await writeFile(join(folder, 'risk-tier.json'), '{}');
    expect(await files.read()).toMatchObject({ ok: false, file: 'risk-tier.tests.json' });
    await writeFile(join(folder, 'risk-tier.kept.json'), '{"model": "x');
    expect(await files.readKept()).toBeNull();
  });
});
