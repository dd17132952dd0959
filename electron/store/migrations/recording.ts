import type { Migration } from '../db.ts';

/**
 * Recorded calls. The wave stands before the sound in its row, so that drawing it reads no sound. Chunks have no reference to their
 * recording: it goes at once, its sound in slices, and `recording_gone` says of which there may be some left.
 */
export const recordingMigrations: readonly Migration[] = [
  {
    id: 'recording-1',
    sql: `
      CREATE TABLE recording (
        recording_id TEXT PRIMARY KEY,
        agent_id TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        recording TEXT NOT NULL CHECK (json_valid(recording))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX recording_by_start ON recording (started_at);
      CREATE TABLE recording_chunk (
        chunk_id INTEGER PRIMARY KEY,
        recording_id TEXT NOT NULL,
        at_sample INTEGER NOT NULL,
        samples INTEGER NOT NULL,
        agent_peaks BLOB NOT NULL,
        caller_peaks BLOB NOT NULL,
        agent BLOB,
        caller BLOB
      ) STRICT;
      CREATE TABLE recording_gone (recording_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE INDEX recording_chunk_of ON recording_chunk (recording_id, at_sample);
    `,
  },
];
