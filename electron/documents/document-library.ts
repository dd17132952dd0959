import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import { readContentFolder } from '#electron/content/folder-port.ts';
import { noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import type { Log } from '#electron/log/log.ts';
import { documentSchema, type DocumentGuide } from '#shared/documents/document.ts';
import { noDocuments, type DocumentLibrary } from '#shared/documents/state.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';

export interface Documents {
  readonly library: Source<DocumentLibrary>;
  /** Reads all content anew. A refused file keeps what was read from it before. Never rejects. */
  load(): Promise<DocumentLibrary>;
}

/** One kind of document, or the line and the reason why it is refused. */
export function parseDocument(file: string, text: string): Parsed<DocumentGuide> {
  const parsed = parseContent(file, text, documentSchema);
  if (!parsed.ok) return parsed;
  const { id, number } = parsed.value;
  const refuse = (path: readonly PropertyKey[], reason: string): Parsed<DocumentGuide> => ({
    ok: false,
    refused: { file, line: parsed.lineOf(path), reason },
  });
  if (`${id}.yaml` !== file) return refuse(['id'], `id “${id}” is not the file's name`);
  const gap = number.forms.findIndex(({ pattern }) => /\?(?:[^?[]|\[[^\]]+\])(?!\?)/.test(pattern));
  return gap < 0
    ? parsed
    : refuse(['number', 'forms', gap, 'pattern'], 'places that may be missing stand at the end');
}

export function createDocumentLibrary({
  folder,
  log,
  overlay = () => noOverlay,
}: {
  /** `assets/documents`. */
  readonly folder: string;
  readonly log: Log;
  /** Published versions that stand before the files. */
  readonly overlay?: () => FileOverlay;
}): Documents {
  const library = createPublisher<DocumentLibrary>(noDocuments);
  return {
    library,
    async load() {
      const { values, refused } = await readContentFolder(folder, parseDocument, overlay());
      for (const { file, line } of refused) log.warn('document refused', { file, line });
      const kept = library
        .get()
        .documents.filter(
          ({ id }) =>
            refused.some(({ file }) => file === `${id}.yaml`) && !values.some((one) => one.id === id),
        );
      const documents = [...values, ...kept].toSorted(
        (one, other) => one.order - other.order || (one.id < other.id ? -1 : 1),
      );
      library.set({ documents: documents.slice(0, 60), refused: refused.slice(0, 60) });
      return library.get();
    },
  };
}
