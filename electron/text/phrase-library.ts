import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import type { Log } from '#electron/log/log.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { type Phrase, phraseFileSchema } from '#shared/text/phrases.ts';

export interface PhraseLibrary {
  readonly phrases: Source<readonly Phrase[]>;
  /** Reads them anew. A refused file keeps what was read before. Never rejects. */
  load(): Promise<void>;
}

/** The phrases of a file, or the line and the reason why it is refused: one that stands twice among them. */
export function parsePhrases(file: string, text: string): Parsed<readonly Phrase[]> {
  const parsed = parseContent(file, text, phraseFileSchema);
  if (!parsed.ok) return parsed;
  const { phrases } = parsed.value;
  const twice = phrases.findIndex((one, at) => phrases.findIndex(({ id }) => id === one.id) < at);
  const again = phrases[twice];
  if (again === undefined) return { ...parsed, value: phrases };
  return {
    ok: false,
    refused: {
      file,
      line: parsed.lineOf(['phrases', twice, 'id']),
      reason: `“${again.id}” stands here twice`,
    },
  };
}

export function createPhraseLibrary({
  file,
  log,
}: {
  readonly file: string;
  readonly log: Log;
}): PhraseLibrary {
  const phrases = createPublisher<readonly Phrase[]>([]);
  return {
    phrases,
    async load() {
      try {
        const parsed = parsePhrases(basename(file), await readFile(file, 'utf8'));
        if (parsed.ok) phrases.set(parsed.value);
        else log.warn('phrases refused', { file: parsed.refused.file, line: parsed.refused.line });
      } catch (error) {
        log.warn('phrases cannot be read', { error: String(error) });
      }
    },
  };
}
