import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesWith, noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import type { Article } from '#shared/knowledge/article.ts';
import type { ContentProblem } from '#shared/knowledge/contract.ts';
import type { ReadArticle, StoredVersion } from '../ports.ts';
import { ContentError } from './content-error.ts';
import { codeOf } from './load-lists.ts';
import { parseArticle } from './parse-article.ts';

/** An article that is no Markdown file: made from other content (a guided flow), found like the rest. */
export interface MadeArticle {
  readonly article: Article;
  /** Where it comes from, for the editor: `flows/card-loss.yaml`. */
  readonly file: string;
}

/** What has to be done so that the index says what the folder says. */
export interface ContentChange {
  readonly changed: readonly ReadArticle[];
  /** Ids of stored articles whose file is gone. */
  readonly removed: readonly string[];
  readonly problems: readonly ContentProblem[];
}

/**
 * Compares `articles/*.md` with what is stored, by a hash of each file; only files that differ are parsed.
 * A file that cannot be used is a problem with its line, and what is stored from it stays. `made` are compared alike. A text of
 * `overlay` stands before the file of its name; one that is refused leaves the file in its place.
 */
export async function findChanges(
  contentDir: string,
  stored: readonly StoredVersion[],
  made: readonly MadeArticle[] = [],
  overlay: FileOverlay = noOverlay,
): Promise<ContentChange> {
  const folder = join(contentDir, 'articles');
  const problems: ContentProblem[] = [];
  let own: readonly string[];
  try {
    own = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  } catch (error) {
    const reason = `the folder cannot be read (${codeOf(error)}); the stored articles stay`;
    return { changed: [], removed: [], problems: [{ file: 'articles', line: 0, reason }] };
  }
  const byFile = new Map(stored.map((version) => [version.file, version]));
  const changed: ReadArticle[] = [];
  const names = namesWith(own, overlay);
  for (const name of names) {
    const file = `articles/${name}`;
    const stands = byFile.get(file)?.contentHash;
    const attempt = async (hash: string | null, read: () => Promise<string> | string): Promise<boolean> => {
      try {
        if (hash !== null && hash === stands) return true;
        const source = await read();
        const contentHash = hash ?? versionHash(source);
        if (contentHash !== stands) changed.push({ article: parseArticle(source), file, contentHash });
        return true;
      } catch (error) {
        problems.push(
          error instanceof ContentError
            ? { file, line: error.line, reason: error.message.slice(0, 500) }
            : { file, line: 0, reason: `cannot be read (${codeOf(error)})` },
        );
        return false;
      }
    };
    const over = overlay.get(name);
    if (over && (await attempt(over.hash.slice(0, hashLength), over.read))) continue;
    if (own.includes(name)) await attempt(null, () => readFile(join(folder, name), 'utf8'));
  }
  for (const { article, file } of made) {
    const contentHash = versionHash(JSON.stringify(article));
    if (byFile.get(file)?.contentHash !== contentHash) changed.push({ article, file, contentHash });
  }
  const present = new Set([...names.map((name) => `articles/${name}`), ...made.map(({ file }) => file)]);
  const gone = stored.filter((version) => !present.has(version.file));
  const single = refuseDuplicates(
    changed,
    stored.filter((version) => present.has(version.file)),
    problems,
  );
  const moved = new Set(single.map(({ article }) => article.articleId));
  return {
    changed: single,
    removed: gone.map((version) => version.articleId).filter((id) => !moved.has(id)),
    problems,
  };
}

const hashLength = 32;
const versionHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, hashLength);

/** One id, one file: the file that had the id first keeps it. */
function refuseDuplicates(
  changed: readonly ReadArticle[],
  kept: readonly StoredVersion[],
  problems: ContentProblem[],
): ReadArticle[] {
  const changing = new Set(changed.map(({ file }) => file));
  const owner = new Map(
    kept.filter(({ file }) => !changing.has(file)).map(({ articleId, file }) => [articleId, file]),
  );
  return changed.filter(({ article, file }) => {
    const other = owner.get(article.articleId);
    if (other !== undefined && other !== file) {
      problems.push({ file, line: 1, reason: `the id ${article.articleId} belongs to ${other}` });
      return false;
    }
    owner.set(article.articleId, file);
    return true;
  });
}
