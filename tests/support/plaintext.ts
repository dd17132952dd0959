import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file below `folder` that holds one of `texts` in the clear, in UTF-8 or UTF-16, as `file: text`. */
export function plaintextIn(
  folder: string,
  texts: readonly string[],
  except: readonly string[] = [],
): string[] {
  const wanted = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text, 'utf8') },
    { text, bytes: Buffer.from(text, 'utf16le') },
  ]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !except.includes(relative(folder, file)))
    .flatMap((file) => {
      const content = readFileSync(file);
      return wanted
        .filter(({ bytes }) => content.includes(bytes))
        .map(({ text }) => `${relative(folder, file)}: ${text}`);
    });
}
