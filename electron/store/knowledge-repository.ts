import type { Article } from '#shared/knowledge/article.ts';
import type {
  Candidate,
  EntryFace,
  EntryWord,
  IndexEntry,
  IndexMeta,
  KnowledgeRepository,
  Match,
  StoredVersion,
  VocabularyWord,
} from '#electron/knowledge/ports.ts';
import type { Db } from './db.ts';
import { createKnowledgeHistory } from './knowledge-history.ts';
import { createKnowledgeVectors } from './knowledge-vectors.ts';

/** An article without an end keeps this day, so that one comparison serves. */
const forever = '9999-12-31';

/** Rows for titles of one length; see the migration. */
const rowsPerLength = 2 ** 32;

interface FaceRow {
  readonly face: string;
  readonly body: string;
}

/** Rows kept parsed: the lookups of one word after the other find mostly the same. Some 6 KB each. */
const keptRows = 1000;

/** The articles, their full-text index and what was done with them, in the encrypted database. */
export function createKnowledgeRepository(db: Db): KnowledgeRepository {
  const faces = createFaces(db);
  const writing = createKnowledgeWriting(db);
  return {
    ...prepareReading(db, faces),
    tidy: writing.tidy,
    reset(version) {
      faces.forget();
      writing.reset(version);
    },
    apply(change) {
      faces.forget();
      writing.apply(change);
    },
    ...createKnowledgeHistory(db),
    ...createKnowledgeVectors(db),
  };
}

/** What ranking needs of a row, parsed once while it is asked for again and again. */
interface Faces {
  of(rows: readonly number[]): Candidate[];
  forget(): void;
}

function createFaces(db: Db): Faces {
  const read = db.prepare<[number], FaceRow>('SELECT face, body FROM knowledge_article WHERE row = ?');
  const kept = new Map<number, Candidate>();
  const one = (row: number): Candidate[] => {
    const known = kept.get(row);
    const found = known ? undefined : read.get(row);
    const candidate = known ?? (found && toCandidate(found));
    if (!candidate) return [];
    // Asked for last, forgotten last.
    kept.delete(row);
    kept.set(row, candidate);
    const oldest = kept.size > keptRows ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return [candidate];
  };
  return { of: (rows) => rows.flatMap(one), forget: () => kept.clear() };
}

function prepareReading(
  db: Db,
  faces: Faces,
): Pick<
  KnowledgeRepository,
  | 'meta'
  | 'versions'
  | 'count'
  | 'vocabulary'
  | 'candidates'
  | 'named'
  | 'finds'
  | 'fitting'
  | 'article'
  | 'titles'
  | 'deadLinks'
> {
  const meta = db.prepare<[], { version: string; indexed_at: number | null }>(
    'SELECT version, indexed_at FROM knowledge_meta',
  );
  const versions = db.prepare<[], StoredVersion>(
    'SELECT article_id AS articleId, file, content_hash AS contentHash FROM knowledge_article ORDER BY file',
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM knowledge_article').pluck();
  const words = db.prepare<[], Omit<VocabularyWord, 'named'> & { named: number }>(
    'SELECT word, documents, named, pinyin, initials FROM knowledge_word',
  );
  // Rows come in the order of the index and the lookup stops at its limit: a common word costs no more than a rare one.
  const lookup = (table: string) =>
    db
      .prepare<[string, string, string, number], number>(
        `SELECT a.row FROM ${table} found CROSS JOIN knowledge_article a ON a.row = found.rowid
         WHERE ${table} MATCH ? AND a.valid_from <= ? AND a.valid_until >= ? ORDER BY found.rowid LIMIT ?`,
      )
      .pluck();
  const candidates = { names: lookup('knowledge_names'), text: lookup('knowledge_text') };
  const finds = db
    .prepare<[string], number>('SELECT 1 FROM knowledge_text WHERE knowledge_text MATCH ? LIMIT 1')
    .pluck();
  // A view of the index's own list of tokens; nothing is kept in it.
  db.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.knowledge_names_tokens USING fts5vocab('main', 'knowledge_names', 'row')",
  );
  const named = db
    .prepare<[string], number>('SELECT doc FROM temp.knowledge_names_tokens WHERE term = ?')
    .pluck();
  const fitting = db
    .prepare<[string, string, string, number], number>(
      `SELECT a.row FROM knowledge_fit f JOIN knowledge_article a ON a.row = f.article_row
       WHERE f.fit IN (SELECT value FROM json_each(?)) AND a.valid_from <= ? AND a.valid_until >= ?
       GROUP BY a.row ORDER BY count(*) DESC, a.row LIMIT ?`,
    )
    .pluck();
  const deadLinks = db.prepare<[], { file: string; target: string }>(`
    WITH dead AS (
      SELECT target FROM (SELECT DISTINCT target FROM knowledge_link)
      WHERE target NOT IN (SELECT article_id FROM knowledge_article)
    )
    SELECT a.file, l.target FROM dead CROSS JOIN knowledge_link l ON l.target = dead.target
    CROSS JOIN knowledge_article a ON a.row = l.article_row ORDER BY a.file, l.target`);
  const article = db
    .prepare<[string], string>('SELECT article FROM knowledge_article WHERE article_id = ?')
    .pluck();
  const titles = db.prepare<[number], { articleId: string; title: string }>(
    `SELECT article_id AS articleId, json_extract(article, '$.title') AS title FROM knowledge_article
     WHERE file >= 'articles/' AND file < 'articles0' ORDER BY file LIMIT ?`,
  );
  return {
    titles: (limit) =>
      titles.all(limit).map(({ articleId, title }) => ({
        articleId,
        title: JSON.parse(title) as Article['title'],
      })),
    meta(): IndexMeta {
      const row = meta.get();
      return { version: row?.version ?? '', indexedAt: row?.indexed_at ?? null };
    },
    versions: () => versions.all(),
    count: () => count.get() ?? 0,
    vocabulary: () => words.all().map((row) => ({ ...row, named: row.named > 0 })),
    candidates: (scope, match, day, limit) =>
      faces.of(candidates[scope].all(expression(match), day, day, limit)),
    named: (token) => named.get(token) ?? 0,
    finds: (match) => finds.get(expression(match)) !== undefined,
    fitting: (playbooks, careFlags, day, limit) =>
      faces.of(fitting.all(JSON.stringify(fits(playbooks, careFlags)), day, day, limit)),
    deadLinks: () => deadLinks.all(),
    article(articleId) {
      const json = article.get(articleId);
      return json === undefined ? undefined : (JSON.parse(json) as Article);
    },
  };
}

const toCandidate = (row: FaceRow): Candidate => ({
  face: JSON.parse(row.face) as EntryFace,
  body: row.body,
});

const fits = (playbooks: readonly string[], careFlags: readonly string[]): string[] => [
  ...playbooks.map((id) => `playbook:${id}`),
  ...careFlags.map((id) => `care:${id}`),
];

/** FTS5 speaks a language of its own; every term is a quoted string in it, so no input can break out. */
function expression(match: Match): string {
  if (match.kind === 'term') return `"${match.text.replaceAll('"', '""')}"${match.prefix ? ' *' : ''}`;
  return `(${match.of.map(expression).join(match.kind === 'all' ? ' AND ' : ' OR ')})`;
}

function createKnowledgeWriting(db: Db): Pick<KnowledgeRepository, 'reset' | 'apply' | 'tidy'> {
  const setVersion = db.prepare<[string]>(
    `INSERT INTO knowledge_meta (one, version, indexed_at) VALUES (1, ?, NULL)
     ON CONFLICT (one) DO UPDATE SET version = excluded.version`,
  );
  const setIndexedAt = db.prepare<[number]>('UPDATE knowledge_meta SET indexed_at = ?');
  const lastRow = db
    .prepare<[number, number], number | null>(
      'SELECT max(row) FROM knowledge_article WHERE row BETWEEN ? AND ?',
    )
    .pluck();
  const addArticle = db.prepare<[Record<string, string | number>]>(`
    INSERT INTO knowledge_article (row, article_id, file, content_hash, valid_from, valid_until, face, body, words, article)
    VALUES (:row, :articleId, :file, :contentHash, :validFrom, :validUntil, :face, :body, :words, :article)`);
  const addNames = db.prepare<[number, string]>('INSERT INTO knowledge_names (rowid, tokens) VALUES (?, ?)');
  const addText = db.prepare<[number, string]>('INSERT INTO knowledge_text (rowid, tokens) VALUES (?, ?)');
  const addFit = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO knowledge_fit (fit, article_row) VALUES (?, ?)',
  );
  const addLink = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO knowledge_link (target, article_row) VALUES (?, ?)',
  );
  const remove = prepareRemoval(db);
  const countWords = prepareWordCount(db);
  const dropWords = db.prepare('DELETE FROM knowledge_word WHERE documents <= 0');

  /** After the rows whose titles are as long. */
  const nextRow = (titleLength: number): number => {
    const first = titleLength * rowsPerLength;
    return (lastRow.get(first, first + rowsPerLength - 1) ?? first) + 1;
  };
  const add = (entry: IndexEntry): void => {
    const { article } = entry;
    const row = nextRow(article.title.zh.length);
    addArticle.run({
      row,
      articleId: article.articleId,
      file: entry.file,
      contentHash: entry.contentHash,
      validFrom: article.validFrom,
      validUntil: article.validUntil ?? forever,
      face: JSON.stringify(entry.face),
      body: entry.body,
      words: JSON.stringify(entry.words.map(({ word, named }) => [word, named ? 1 : 0])),
      article: JSON.stringify(article),
    });
    addNames.run(row, entry.tokens.names);
    addText.run(row, entry.tokens.text);
    for (const fit of fits(article.playbooks, article.careFlags)) addFit.run(fit, row);
    for (const target of linksOf(article)) addLink.run(target, row);
  };
  return {
    tidy: prepareTidying(db),
    reset: db.transaction((version: string) => {
      db.exec(`
        DELETE FROM knowledge_article; DELETE FROM knowledge_word;
        INSERT INTO knowledge_names (knowledge_names) VALUES ('delete-all');
        INSERT INTO knowledge_text (knowledge_text) VALUES ('delete-all');`);
      setVersion.run(version);
    }),
    apply: db.transaction((change: Parameters<KnowledgeRepository['apply']>[0]) => {
      let gone = 0;
      for (const articleId of change.removals) gone += remove(articleId, '');
      for (const entry of change.upserts) {
        gone += remove(entry.article.articleId, entry.file);
        add(entry);
      }
      countWords(change.upserts.flatMap((entry) => entry.words));
      // Reads every word there is: not while an index is built for the first time.
      if (gone > 0) dropWords.run();
      setIndexedAt.run(change.at);
    }),
  };
}

/** Pages of an index that one piece of housekeeping writes. */
const tidyPages = 16;

/** Joins the small pieces that transactions left in the indexes, some pages at a time (FTS5 'merge'). */
function prepareTidying(db: Db): () => boolean {
  const merges = ['knowledge_names', 'knowledge_text'].map((table) =>
    db.prepare<[number]>(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`),
  );
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  return () => {
    let worked = false;
    for (const merge of merges) {
      const before = changes.get() ?? 0;
      merge.run(tidyPages);
      // The command itself counts as one; more means that something was written.
      worked ||= (changes.get() ?? 0) - before > 1;
    }
    return worked;
  };
}

/** Adds the words of a batch, each once: a common word is in most of its articles. */
function prepareWordCount(db: Db): (words: readonly EntryWord[]) => void {
  const addWord = db.prepare<[string, number, number, string, string]>(`
    INSERT INTO knowledge_word (word, documents, named, pinyin, initials) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (word) DO UPDATE SET documents = documents + excluded.documents, named = named + excluded.named,
      pinyin = CASE WHEN excluded.pinyin = '' THEN pinyin ELSE excluded.pinyin END,
      initials = CASE WHEN excluded.initials = '' THEN initials ELSE excluded.initials END`);
  return (words) => {
    const counted = new Map<string, { documents: number; named: number; pinyin: string; initials: string }>();
    for (const { word, named, pinyin, initials } of words) {
      const count = counted.get(word) ?? { documents: 0, named: 0, pinyin: '', initials: '' };
      count.documents += 1;
      if (named) count.named += 1;
      count.pinyin ||= pinyin;
      count.initials ||= initials;
      counted.set(word, count);
    }
    for (const [word, { documents, named, pinyin, initials }] of counted)
      addWord.run(word, documents, named, pinyin, initials);
  };
}

const linksOf = (article: Article): string[] =>
  article.blocks.flatMap((block) =>
    block.type === 'links'
      ? block.items.flatMap(({ target }) => (target.type === 'article' ? [target.articleId] : []))
      : [],
  );

/** Takes the article with this id, and one that came from this file, out of every table. Answers how many it took. */
function prepareRemoval(db: Db): (articleId: string, file: string) => number {
  const find = db.prepare<[string, string], { row: number; words: string }>(
    'SELECT row, words FROM knowledge_article WHERE article_id = ? OR file = ?',
  );
  const forgetWord = db.prepare<[number, EntryWord['word']]>(
    'UPDATE knowledge_word SET documents = documents - 1, named = named - ? WHERE word = ?',
  );
  const dropNames = db.prepare<[number]>('DELETE FROM knowledge_names WHERE rowid = ?');
  const dropText = db.prepare<[number]>('DELETE FROM knowledge_text WHERE rowid = ?');
  const dropArticle = db.prepare<[number]>('DELETE FROM knowledge_article WHERE row = ?');
  return (articleId, file) => {
    const found = find.all(articleId, file);
    for (const { row, words } of found) {
      for (const [word, named] of JSON.parse(words) as [string, number][]) forgetWord.run(named, word);
      dropNames.run(row);
      dropText.run(row);
      dropArticle.run(row);
    }
    return found.length;
  };
}
