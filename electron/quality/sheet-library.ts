import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import { readContentFolder } from '#electron/content/folder-port.ts';
import type { Log } from '#electron/log/log.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { faultOfSheet } from '#shared/quality/check-sheet.ts';
import { qualitySheetSchema, type QualitySheet } from '#shared/quality/sheet.ts';
import type { QualityRepository } from './ports.ts';

export interface Sheets {
  readonly sheets: readonly QualitySheet[];
  readonly refused: readonly RefusedFile[];
}

export interface SheetLibrary {
  readonly content: Source<Sheets>;
  /** Reads all content anew. A refused file keeps its last good content. Never rejects. */
  load(): Promise<Sheets>;
}

/** One sheet, or the line and the reason why it is refused. */
export function parseSheet(file: string, text: string): Parsed<QualitySheet> {
  const parsed = parseContent(file, text, qualitySheetSchema);
  if (!parsed.ok) return parsed;
  const fault = faultOfSheet(parsed.value, file);
  if (fault === null) return parsed;
  return { ok: false, refused: { file, line: parsed.lineOf(fault.path), reason: fault.reason } };
}

export function createSheetLibrary(deps: {
  /** `assets/quality`: one `<sheet-id>.yaml` each. */
  readonly folder: string;
  readonly repository: Pick<QualityRepository, 'shelf' | 'shelve'>;
  readonly log: Log;
}): SheetLibrary {
  const { folder, repository, log } = deps;
  const content = createPublisher<Sheets>({ sheets: [], refused: [] });
  const shelf = (): readonly QualitySheet[] => {
    try {
      return repository.shelf();
    } catch {
      log.error('quality shelf unreadable');
      return [];
    }
  };
  return {
    content,
    async load() {
      const { values, refused } = await readContentFolder(folder, parseSheet);
      for (const { file, line } of refused) log.warn('quality content refused', { file, line });
      // What is refused now stands as it last was good; what is gone is gone on purpose.
      const kept = shelf().filter(({ id }) => refused.some(({ file }) => file === `${id}.yaml`));
      const sheets = [...values, ...kept].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      repository.shelve(sheets);
      content.set({ sheets, refused: refused.slice(0, 100) });
      return content.get();
    },
  };
}
