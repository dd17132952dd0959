import type { Migration } from '../db.ts';

/**
 * Versions of content and what was done with them. The rules that must not depend on a program being right stand here too: no text
 * changes once it is under review, nobody approves what they wrote, no version and no step is ever removed.
 */
export const editorMigrations: readonly Migration[] = [
  {
    id: 'editor-1',
    sql: `
CREATE TABLE editor_version (
  version_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  content_id TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'inReview', 'approved', 'published', 'withdrawn', 'discarded')),
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'import', 'service')),
  revision INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  authors TEXT NOT NULL CHECK (json_valid(authors)),
  reviewer TEXT CHECK (reviewer IS NULL OR json_valid(reviewer)),
  changed_at INTEGER NOT NULL,
  from_day TEXT,
  to_day TEXT,
  published_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX editor_version_content ON editor_version (kind, content_id, changed_at DESC);
CREATE INDEX editor_version_changed ON editor_version (changed_at DESC);
CREATE INDEX editor_version_published ON editor_version (state, kind, content_id) WHERE state = 'published';
CREATE UNIQUE INDEX editor_version_one_open ON editor_version (kind, content_id)
  WHERE state IN ('draft', 'inReview', 'approved');

CREATE TRIGGER editor_version_stays BEFORE DELETE ON editor_version
BEGIN SELECT RAISE(ABORT, 'a version is never removed'); END;
CREATE TRIGGER editor_version_text BEFORE UPDATE OF text, hash, content_id, kind, authors ON editor_version
WHEN OLD.state <> 'draft' AND (OLD.text <> NEW.text OR OLD.hash <> NEW.hash OR OLD.content_id <> NEW.content_id
  OR OLD.kind <> NEW.kind OR OLD.authors <> NEW.authors)
BEGIN SELECT RAISE(ABORT, 'only a draft can be written in'); END;
CREATE TRIGGER editor_version_second BEFORE UPDATE OF state ON editor_version
WHEN NEW.state IN ('approved', 'published') AND NEW.origin <> 'service' AND (
  NEW.reviewer IS NULL OR EXISTS (
    SELECT 1 FROM json_each(NEW.authors) a
    WHERE json_extract(a.value, '$.personId') = json_extract(NEW.reviewer, '$.personId')
  ))
BEGIN SELECT RAISE(ABORT, 'a second person approves'); END;
CREATE TRIGGER editor_version_begun BEFORE INSERT ON editor_version
WHEN NEW.state <> 'draft' AND NEW.origin <> 'service'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;

CREATE TABLE editor_step (
  version_id TEXT NOT NULL REFERENCES editor_version (version_id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  step TEXT NOT NULL CHECK (json_valid(step)),
  PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER editor_step_stays BEFORE DELETE ON editor_step
BEGIN SELECT RAISE(ABORT, 'a step is never removed'); END;
CREATE TRIGGER editor_step_is BEFORE UPDATE ON editor_step
BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;

-- What the bank's content service had when it last answered whole.
CREATE TABLE editor_synced (
  kind TEXT NOT NULL,
  content_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES editor_version (version_id),
  PRIMARY KEY (kind, content_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE editor_meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  etag TEXT
) STRICT;
`,
  },
];
