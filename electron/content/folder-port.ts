import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RefusedFile } from '#shared/guidance/library.ts';
import type { Parsed } from './content-port.ts';

export interface ReadFolder<T> {
  readonly values: readonly T[];
  readonly refused: readonly RefusedFile[];
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';

/**
 * Reads the YAML files of a folder, by name. A file that is not right is refused with its line and reason, the others are kept; a folder
 * that cannot be read is one refused file. Never rejects.
 */
export async function readContentFolder<T>(
  folder: string,
  parse: (file: string, text: string) => Parsed<T>,
): Promise<ReadFolder<T>> {
  const values: T[] = [];
  const refused: RefusedFile[] = [];
  let files: readonly string[];
  try {
    files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  } catch (error) {
    return { values, refused: [{ file: basename(folder), line: null, reason: reasonOf(error) }] };
  }
  for (const file of files) {
    // One file a turn: parsing all at once would hold up signalling, which shares this loop.
    try {
      const parsed = parse(file, await readFile(join(folder, file), 'utf8'));
      if (parsed.ok) values.push(parsed.value);
      else refused.push(parsed.refused);
    } catch (error) {
      refused.push({ file, line: null, reason: reasonOf(error) });
    }
  }
  return { values, refused };
}
