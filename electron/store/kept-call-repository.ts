import { type KeptCalls, keptCallSchema } from '#electron/call/ports.ts';
import type { Db } from './db.ts';

/** Calls that are up, in `kept_call`. A row that cannot be read is not a call that can be taken over: it is left out and dropped. */
export function createKeptCallRepository(db: Db): KeptCalls {
  const save = db.prepare<{ callId: string; savedAt: number; kept: string }>(`
    INSERT INTO kept_call (call_id, saved_at, kept) VALUES (@callId, @savedAt, @kept)
    ON CONFLICT (call_id) DO UPDATE SET saved_at = excluded.saved_at, kept = excluded.kept`);
  const remove = db.prepare<[string]>('DELETE FROM kept_call WHERE call_id = ?');
  const all = db.prepare<[], { call_id: string; kept: string }>('SELECT call_id, kept FROM kept_call');
  return {
    save: (kept) =>
      void save.run({ callId: kept.call.callId, savedAt: kept.savedAt, kept: JSON.stringify(kept) }),
    remove: (callId) => void remove.run(callId),
    all: () =>
      all.all().flatMap((row) => {
        const parsed = keptCallSchema.safeParse(JSON.parse(row.kept));
        if (parsed.success) return [parsed.data];
        remove.run(row.call_id);
        return [];
      }),
  };
}
