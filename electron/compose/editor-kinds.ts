import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kinds, OwnContent, OwnItem } from '#electron/editor/ports.ts';
import { templates } from '#electron/editor/templates.ts';
import { readFlow } from '#electron/flows/flow-file.ts';
import { parsePlaybook } from '#electron/guidance/playbook-file.ts';
import { ContentError } from '#electron/knowledge/content/content-error.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { parseDocument } from '#electron/documents/document-library.ts';
import { parseNotice } from '#electron/notices/notice-library.ts';
import { fileNameOf, type ContentKind } from '#shared/editor/kinds.ts';
import type { CheckedText } from '#shared/editor/version.ts';
import { flowIdOfArticle } from '#shared/flows/article-id.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import type { DeskRooms } from './desk.ts';
import type { Places } from './places.ts';

export interface KindDeps {
  readonly places: Places;
  readonly rooms: Pick<DeskRooms, 'knowledge' | 'library' | 'flowLibrary'>;
  readonly notices: () => readonly { readonly id: string; readonly title: OwnItem['title'] }[];
  readonly documents: () => readonly { readonly id: string; readonly name: OwnItem['title'] }[];
}

/** Every kind of content by the readers of its own room: what the editor calls right is what the desk takes. */
export function composeKinds({ places, rooms, notices, documents }: KindDeps): Kinds {
  const { library } = rooms.library;
  return {
    article: {
      own: {
        find: (text, limit) => findArticles(rooms, text, limit),
        ids: () => idsIn(join(places.knowledge, 'articles'), 'article'),
        text: (id) => textOf(join(places.knowledge, 'articles'), 'article', id),
      },
      check: checkArticle,
      template: templates.article,
    },
    flow: {
      own: ownOf(places.flows, 'flow', () =>
        rooms.flowLibrary.content.get().flows.map(({ id, name }) => ({ contentId: id, title: name })),
      ),
      check(id, text) {
        const { policies } = rooms.flowLibrary.content.get();
        const read = readFlow(fileNameOf('flow', id), text, policies);
        if (!read.ok) return refused(read.refused);
        return { faults: [], preview: { kind: 'flow', flow: read.value, figures: { ...policies } } };
      },
      template: templates.flow,
    },
    playbook: {
      own: ownOf(places.playbooks, 'playbook', () =>
        library.get().playbooks.map(({ id, name }) => ({ contentId: id, title: name })),
      ),
      check(id, text) {
        const vocabulary = new Map(library.get().cues.map((cue) => [cue.id, cue]));
        const read = parsePlaybook(fileNameOf('playbook', id), text, vocabulary);
        return read.ok
          ? { faults: [], preview: { kind: 'playbook', playbook: read.value } }
          : refused([read.refused]);
      },
      template: templates.playbook,
    },
    notice: {
      own: ownOf(places.notices, 'notice', () =>
        notices().map(({ id, title }) => ({ contentId: id, title })),
      ),
      check(id, text) {
        const read = parseNotice(fileNameOf('notice', id), text);
        return read.ok
          ? { faults: [], preview: { kind: 'notice', notice: read.value } }
          : refused([read.refused]);
      },
      template: templates.notice,
    },
    document: {
      own: ownOf(places.documents, 'document', () =>
        documents().map(({ id, name }) => ({ contentId: id, title: name })),
      ),
      check(id, text) {
        const read = parseDocument(fileNameOf('document', id), text);
        return read.ok
          ? { faults: [], preview: { kind: 'document', document: read.value } }
          : refused([read.refused]);
      },
      template: templates.document,
    },
  };
}

const refused = (all: readonly RefusedFile[]): CheckedText => ({
  faults: all.map(({ line, reason }) => ({ line: line ?? 0, reason })),
  preview: null,
});

function checkArticle(_id: string, text: string): CheckedText {
  try {
    return { faults: [], preview: { kind: 'article', article: parseArticle(text) } };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { faults: [{ line: error.line, reason: error.message.slice(0, 1000) }], preview: null };
  }
}

const holds = (text: string, { contentId, title }: OwnItem): boolean =>
  `${contentId} ${title.zh} ${title.en}`.toLowerCase().includes(text.toLowerCase());

const ownOf = (folder: string, kind: ContentKind, all: () => readonly OwnItem[]): OwnContent => ({
  find: async (text, limit) =>
    all()
      .map(({ contentId, title: { zh, en } }) => ({ contentId, title: { zh, en } }))
      .filter((item) => holds(text, item))
      .slice(0, Math.max(0, limit)),
  ids: () => idsIn(folder, kind),
  text: (contentId) => textOf(folder, kind, contentId),
});

async function idsIn(folder: string, kind: ContentKind): Promise<readonly string[]> {
  const ending = fileNameOf(kind, '');
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
}

/** Ids are kebab-case by the contract: no way out of the folder. */
async function textOf(folder: string, kind: ContentKind, contentId: string): Promise<string | null> {
  try {
    return await readFile(join(folder, fileNameOf(kind, contentId)), 'utf8');
  } catch {
    return null;
  }
}

/** By the desk's own search, as there may be fifty thousand. */
async function findArticles(
  { knowledge }: KindDeps['rooms'],
  text: string,
  limit: number,
): Promise<readonly OwnItem[]> {
  if (limit <= 0) return [];
  if (text === '')
    return knowledge.titles(limit).map(({ articleId, title }) => ({ contentId: articleId, title }));
  const found = await knowledge.search({ query: text, limit: 50, sequence: 0, language: 'zh' });
  if (!found.ok) return [];
  return found.value.hits
    .filter(({ articleId }) => flowIdOfArticle(articleId) === null)
    .map(({ articleId, title }) => ({
      contentId: articleId,
      title: { zh: title.zh.text.slice(0, 200), en: title.en.text.slice(0, 200) },
    }))
    .slice(0, limit);
}
