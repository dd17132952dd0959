import type { Migration } from '../db.ts';

/**
 * The knowledge base. Articles, index and words are derived from content files and can be built anew;
 * queries, openings and reports are what people did and are not.
 */
export const knowledgeMigrations: readonly Migration[] = [
  {
    id: 'knowledge-1',
    sql: `
-- The row begins with the length of the title (title length * 2^32 + a number): the indexes give rows in that order.
CREATE TABLE knowledge_article (
  row INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL UNIQUE,
  content_hash TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  face TEXT NOT NULL,
  body TEXT NOT NULL,
  words TEXT NOT NULL,
  article TEXT NOT NULL
) STRICT;

-- Which rows have a token, nothing else: no positions, no text. Tokens come folded, so ASCII rules suffice.
CREATE VIRTUAL TABLE knowledge_names USING fts5(
  tokens, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='ascii'
);
CREATE VIRTUAL TABLE knowledge_text USING fts5(
  tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);

CREATE TABLE knowledge_word (
  word TEXT PRIMARY KEY,
  documents INTEGER NOT NULL,
  named INTEGER NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge_fit (
  fit TEXT NOT NULL,
  article_row INTEGER NOT NULL REFERENCES knowledge_article (row) ON DELETE CASCADE,
  PRIMARY KEY (fit, article_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_fit_article ON knowledge_fit (article_row);

CREATE TABLE knowledge_link (
  target TEXT NOT NULL,
  article_row INTEGER NOT NULL REFERENCES knowledge_article (row) ON DELETE CASCADE,
  PRIMARY KEY (target, article_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_link_article ON knowledge_link (article_row);

CREATE TABLE knowledge_meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version TEXT NOT NULL,
  indexed_at INTEGER
) STRICT;

CREATE TABLE knowledge_query (
  id INTEGER PRIMARY KEY,
  call_id TEXT NOT NULL,
  query TEXT NOT NULL,
  hits INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX knowledge_query_call ON knowledge_query (call_id, at);

CREATE TABLE knowledge_opening (
  id INTEGER PRIMARY KEY,
  call_id TEXT,
  article_id TEXT NOT NULL,
  query TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX knowledge_opening_call ON knowledge_opening (call_id, at);

CREATE TABLE knowledge_report (
  report_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('wrong', 'missing')),
  query TEXT NOT NULL,
  article_id TEXT,
  call_id TEXT,
  note TEXT,
  at INTEGER NOT NULL
) STRICT;
`,
  },
  {
    id: 'knowledge-2',
    sql: `
-- What was opened for which words: bounded, older openings count less. The word lists as they last were without a fault.
CREATE TABLE knowledge_habit (
  words TEXT NOT NULL,
  article_id TEXT NOT NULL,
  weight REAL NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (words, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_habit_at ON knowledge_habit (at);

CREATE TABLE knowledge_good_list (
  file TEXT PRIMARY KEY,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    id: 'knowledge-3',
    sql: `
-- What is compared at each start, without reading the articles themselves: they are hundreds of megabytes.
CREATE INDEX knowledge_article_version ON knowledge_article (file, article_id, content_hash);

-- The indexes do their housekeeping when told to, in small pieces: left to themselves they stop everything for a second.
INSERT INTO knowledge_names (knowledge_names, rank) VALUES ('automerge', 0), ('crisismerge', 500);
INSERT INTO knowledge_text (knowledge_text, rank) VALUES ('automerge', 0), ('crisismerge', 500);
`,
  },
  {
    id: 'knowledge-4',
    sql: `
-- One vector an article from the bank's embedding endpoint, where there is one: derived, a byte a number.
CREATE TABLE knowledge_vector (
  article_id TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL,
  vector BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    id: 'knowledge-5',
    sql: `
-- Which text was read in a call, and each such text once: an article changes, the record of a call does not.
ALTER TABLE knowledge_opening ADD COLUMN content_hash TEXT NOT NULL DEFAULT '';
CREATE TABLE knowledge_opened_text (
  content_hash TEXT PRIMARY KEY,
  article TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
];
