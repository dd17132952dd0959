import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RefusedFile } from '#shared/guidance/library.ts';
import type { Parsed } from './content-port.ts';
import { namesWith, noOverlay, type FileOverlay } from './overlay-port.ts';

export interface ReadFolder<T> {
  readonly values: readonly T[];
  readonly refused: readonly RefusedFile[];
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';

/**
 * Reads the YAML files of a folder, by name. A file that is not right is refused with its line and reason, the others are kept; a folder
 * that cannot be read is one refused file. A text of `overlay` stands before the file of its name; one that is refused leaves the
 * file in its place. Never rejects.
 */
export async function readContentFolder<T>(
  folder: string,
  parse: (file: string, text: string) => Parsed<T>,
  overlay: FileOverlay = noOverlay,
): Promise<ReadFolder<T>> {
  const values: T[] = [];
  const refused: RefusedFile[] = [];
  let own: readonly string[] = [];
  try {
    own = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  } catch (error) {
    refused.push({ file: basename(folder), line: null, reason: reasonOf(error) });
  }
  for (const file of namesWith(own, overlay)) {
    const over = overlay.get(file);
    const published = over ? parse(file, over.read()) : null;
    if (published?.ok) values.push(published.value);
    else if (published) refused.push(published.refused);
    if (published?.ok || !own.includes(file)) continue;
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
