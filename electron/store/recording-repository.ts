import type { AuditAppend } from '#electron/audit/ports.ts';
import type { RecordingRepository, StoredChunk, StoredPeaks } from '#electron/recording/ports.ts';
import type { Who } from '#shared/core/text.ts';
import { type Recording, recordingSchema } from '#shared/recording/recording.ts';
import type { Db } from './db.ts';

interface ChunkRow {
  readonly at_sample: number;
  readonly samples: number;
  readonly agent: Buffer | null;
  readonly caller: Buffer | null;
}
interface PeakRow {
  readonly at_sample: number;
  readonly samples: number;
  readonly agent_peaks: Buffer;
  readonly caller_peaks: Buffer;
}

/** Rows of sound taken out at once, about 3 MB: main's loop is free again in between. */
const sweptAtOnce = 200;
const read = (row: { readonly recording: string }): Recording =>
  recordingSchema.parse(JSON.parse(row.recording));
const buffer = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes));

/** Recordings in `recording`, their sound in `recording_chunk`. Who did what with them is in the audit, in the same transaction. */
export function createRecordingRepository(db: Db, audit: AuditAppend): RecordingRepository {
  return { ...writing(db, audit), ...reading(db) };
}

type Writing = 'save' | 'addChunks' | 'remove' | 'note' | 'sweep';

function writing(db: Db, audit: AuditAppend): Pick<RecordingRepository, Writing> {
  const put = db.prepare(`
    INSERT INTO recording (recording_id, agent_id, started_at, ended_at, recording)
    VALUES (@recordingId, @agentId, @startedAt, @endedAt, @text)
    ON CONFLICT (recording_id) DO UPDATE SET ended_at = excluded.ended_at, recording = excluded.recording`);
  const add = db.prepare(`
    INSERT INTO recording_chunk (recording_id, at_sample, samples, agent_peaks, caller_peaks, agent, caller)
    VALUES (@recordingId, @atSample, @samples, @agentPeaks, @callerPeaks, @agent, @caller)`);
  const drop = db.prepare<[string]>('DELETE FROM recording WHERE recording_id = ?');
  const gone = db.prepare<[string]>('INSERT INTO recording_gone (recording_id) VALUES (?)');
  const nextGone = db.prepare<[], { recording_id: string }>(
    'SELECT recording_id FROM recording_gone LIMIT 1',
  );
  const swept = db.prepare<[string]>('DELETE FROM recording_gone WHERE recording_id = ?');
  const dropChunks = db.prepare<[string, number]>(`
    DELETE FROM recording_chunk WHERE chunk_id IN (
      SELECT chunk_id FROM recording_chunk WHERE recording_id = ? LIMIT ?)`);
  const save = (recording: Recording): void =>
    void put.run({
      recordingId: recording.recordingId,
      agentId: recording.agent.personId,
      startedAt: recording.startedAt,
      endedAt: recording.endedAt,
      text: JSON.stringify(recording),
    });
  const note: RecordingRepository['note'] = (recording, step, at, by) =>
    audit(`recording.${step}`, at, by, facts(recording));
  return {
    note,
    save: db.transaction((recording: Recording, done?: Parameters<RecordingRepository['save']>[1]) => {
      save(recording);
      if (done) note(recording, done.step, done.at, done.by);
    }).immediate,
    addChunks: db.transaction(
      (recording: Recording, chunks: Parameters<RecordingRepository['addChunks']>[1]) => {
        for (const { peaks, agent, caller, ...where } of chunks)
          add.run({
            ...where,
            recordingId: recording.recordingId,
            agentPeaks: Buffer.from(peaks.agent),
            callerPeaks: Buffer.from(peaks.caller),
            agent: buffer(agent),
            caller: buffer(caller),
          });
        save(recording);
      },
    ).immediate,
    remove: db.transaction((recording: Recording, at: number, by: Who, why: 'person' | 'retention') => {
      drop.run(recording.recordingId);
      gone.run(recording.recordingId);
      audit('recording.deleted', at, by, { ...facts(recording), why });
    }).immediate,
    sweep: db.transaction(() => {
      const next = nextGone.get();
      if (next === undefined) return false;
      if (dropChunks.run(next.recording_id, sweptAtOnce).changes < sweptAtOnce) swept.run(next.recording_id);
      return true;
    }).immediate,
  };
}

/** What the audit keeps: no sound, no number. */
const facts = ({ recordingId, callId, why, durationMs }: Recording): object => ({
  recordingId,
  callId,
  why,
  durationMs,
});

function reading(db: Db): Omit<RecordingRepository, Writing> {
  const find = db.prepare<[string], { recording: string }>(
    'SELECT recording FROM recording WHERE recording_id = ?',
  );
  const list = db.prepare<{ limit: number; agentId: string | null }, { recording: string }>(`
    SELECT recording FROM recording WHERE @agentId IS NULL OR agent_id = @agentId
    ORDER BY started_at DESC, recording_id LIMIT @limit`);
  const unfinished = db.prepare<[], { recording: string }>(
    'SELECT recording FROM recording WHERE ended_at IS NULL ORDER BY started_at',
  );
  const old = db.prepare<[number, number], { recording: string }>(
    'SELECT recording FROM recording WHERE ended_at < ? ORDER BY started_at LIMIT ?',
  );
  const peaks = db.prepare<[string], PeakRow>(`
    SELECT at_sample, samples, agent_peaks, caller_peaks FROM recording_chunk
    WHERE recording_id = ? ORDER BY at_sample`);
  const chunks = db.prepare<[string, number, number], ChunkRow>(`
    SELECT at_sample, samples, agent, caller FROM recording_chunk
    WHERE recording_id = ? AND at_sample + samples > ? ORDER BY at_sample LIMIT ?`);
  return {
    find(recordingId) {
      const row = find.get(recordingId);
      return row === undefined ? null : read(row);
    },
    list: (limit, agentId) => list.all({ limit, agentId }).map(read),
    unfinished: () => unfinished.all().map(read),
    endedBefore: (instant, limit) => old.all(instant, limit).map(read),
    peaks: (recordingId) =>
      peaks.all(recordingId).map((row): StoredPeaks => ({
        atSample: row.at_sample,
        samples: row.samples,
        agent: row.agent_peaks,
        caller: row.caller_peaks,
      })),
    chunks: (recordingId, fromSample, limit) =>
      chunks.all(recordingId, fromSample, limit).map((row): StoredChunk => ({
        atSample: row.at_sample,
        samples: row.samples,
        agent: row.agent,
        caller: row.caller,
      })),
  };
}
