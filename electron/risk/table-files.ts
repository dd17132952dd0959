import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableFiles, TableTexts } from './ports.ts';

export const modelFile = 'risk-tier.json';
export const testsFile = 'risk-tier.tests.json';

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';

function textsOf(json: string): TableTexts | null {
  try {
    const kept = JSON.parse(json) as Partial<TableTexts>;
    return typeof kept.model === 'string' && typeof kept.tests === 'string'
      ? { model: kept.model, tests: kept.tests }
      : null;
  } catch {
    return null;
  }
}

const stampOf = async (path: string): Promise<string | null> => {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${String(mtimeMs)} ${String(size)}`;
  } catch {
    return null;
  }
};

/**
 * `folder`: the tables that ship, only read. A bank puts its own, model and test rows, into `keptFolder`: they stand before those. `keptFolder`: in the desk's own data, for the copy of the last good ones. `name`: of the table.
 * The copy is one file, so that a model is never kept with the test rows of another.
 */
export function createTableFiles(folder: string, keptFolder: string, name = 'risk-tier'): TableFiles {
  const keptFile = `${name}.kept.json`;
  const names = [`${name}.json`, `${name}.tests.json`];
  /** Both or none: a model is never judged by the test rows of another. */
  const place = async (): Promise<string> =>
    (await stampOf(join(keptFolder, `${name}.json`))) === null ? folder : keptFolder;
  return {
    async stamp() {
      const stamps = [folder, keptFolder].flatMap((one) => names.map((file) => stampOf(join(one, file))));
      return (await Promise.all(stamps)).join(' | ');
    },
    async read() {
      const texts: string[] = [];
      const from = await place();
      for (const file of names) {
        try {
          texts.push(await readFile(join(from, file), 'utf8'));
        } catch (error) {
          return { ok: false, file, reason: reason(error) };
        }
      }
      const [model = '', tests = ''] = texts;
      return { ok: true, texts: { model, tests } };
    },
    async readKept() {
      try {
        return textsOf(await readFile(join(keptFolder, keptFile), 'utf8'));
      } catch {
        return null;
      }
    },
    async keep(texts) {
      await mkdir(keptFolder, { recursive: true });
      const beside = join(keptFolder, `${keptFile}.new`);
      await writeFile(beside, JSON.stringify(texts));
      await rename(beside, join(keptFolder, keptFile));
    },
  };
}
