import type { Migration } from '../db.ts';

/** Pictures of a call: what the caller left, and what went back with marks. In the encrypted store like all of the call. */
export const pictureMigrations: readonly Migration[] = [
  {
    id: 'picture-1',
    sql: `
      CREATE TABLE call_picture (
        picture_id TEXT PRIMARY KEY,
        call_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        picture TEXT NOT NULL CHECK (json_valid(picture))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX call_picture_of_call ON call_picture (call_id, at);
      CREATE TABLE call_picture_bytes (
        picture_id TEXT NOT NULL REFERENCES call_picture (picture_id),
        which TEXT NOT NULL,
        content_type TEXT NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (picture_id, which)
      ) STRICT;
    `,
  },
];
