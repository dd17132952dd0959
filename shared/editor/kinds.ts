/** What the editor works on: articles of the knowledge base, guided flows, scam playbooks, dated notices and greetings, kinds of documents. */
export const contentKinds = ['article', 'flow', 'playbook', 'notice', 'document'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** Folder of a kind inside a content folder: the same in the program's assets, in an export and at a content service. */
export const folderOf: Readonly<Record<ContentKind, string>> = {
  article: 'articles',
  flow: 'flows',
  playbook: 'playbooks',
  notice: 'notices',
  document: 'documents',
};
const endingOf = (kind: ContentKind): string => (kind === 'article' ? 'md' : 'yaml');

/** The file a content id lives in, without its folder: `temporary-card-hold.md`. */
export const fileNameOf = (kind: ContentKind, contentId: string): string => `${contentId}.${endingOf(kind)}`;

/** `articles/temporary-card-hold.md`. */
export const pathOf = (kind: ContentKind, contentId: string): string =>
  `${folderOf[kind]}/${fileNameOf(kind, contentId)}`;

/** The id that a text gives itself, or null: the first `id:` at the beginning of a line. */
export function idIn(text: string): string | null {
  const found = /^id:[ \t]*(['"]?)([a-z0-9][a-z0-9-]*)\1[ \t]*(?:#.*)?$/m.exec(text.replaceAll('\r', ''));
  return found?.[2] ?? null;
}
