import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import { readContentFolder } from '#electron/content/folder-port.ts';
import { noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import type { Log } from '#electron/log/log.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noticeSchema, type Notice } from '#shared/notices/notice.ts';

export interface NoticeContent {
  readonly notices: readonly Notice[];
  readonly refused: readonly RefusedFile[];
}

export interface NoticeLibrary {
  readonly content: Source<NoticeContent>;
  /** Reads all content anew. A refused file keeps what was read from it before. Never rejects. */
  load(): Promise<NoticeContent>;
}

/** One notice, or the line and the reason why it is refused. */
export function parseNotice(file: string, text: string): Parsed<Notice> {
  const parsed = parseContent(file, text, noticeSchema);
  if (!parsed.ok) return parsed;
  const { id, from, to } = parsed.value;
  const refuse = (path: readonly string[], reason: string): Parsed<Notice> => ({
    ok: false,
    refused: { file, line: parsed.lineOf(path), reason },
  });
  if (`${id}.yaml` !== file) return refuse(['id'], `id “${id}” is not the file's name`);
  return to < from ? refuse(['to'], 'ends before it begins') : parsed;
}

export function createNoticeLibrary({
  folder,
  log,
  overlay = () => noOverlay,
}: {
  readonly folder: string;
  readonly log: Log;
  /** Published versions that stand before the files. */
  readonly overlay?: () => FileOverlay;
}): NoticeLibrary {
  const content = createPublisher<NoticeContent>({ notices: [], refused: [] });
  return {
    content,
    async load() {
      const { values, refused } = await readContentFolder(folder, parseNotice, overlay());
      for (const { file, line } of refused) log.warn('notice refused', { file, line });
      const kept = content
        .get()
        .notices.filter(
          ({ id }) =>
            refused.some(({ file }) => file === `${id}.yaml`) && !values.some((value) => value.id === id),
        );
      content.set({ notices: [...values, ...kept], refused: refused.slice(0, 100) });
      return content.get();
    },
  };
}
