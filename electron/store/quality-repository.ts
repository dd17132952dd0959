import type { QualityRepository } from '#electron/quality/ports.ts';
import { qualityEventSchema } from '#shared/quality/event.ts';
import { qualitySheetSchema, type QualitySheet } from '#shared/quality/sheet.ts';
import type { Db } from './db.ts';

/** The check of each call in `quality_event`. `events` throws when a row is not one: the file was written by something else. */
export function createQualityRepository(db: Db): QualityRepository {
  const insert = db.prepare<{ callId: string; at: number; kind: string; event: string }>(`
    INSERT INTO quality_event (call_id, seq, at, kind, event)
    SELECT @callId, coalesce(max(seq), 0) + 1, @at, @kind, @event FROM quality_event WHERE call_id = @callId
  `);
  const select = db.prepare<[string], { event: string }>(
    'SELECT event FROM quality_event WHERE call_id = ? ORDER BY seq',
  );
  const selectShelf = db.prepare<[], { sheet: string }>('SELECT sheet FROM quality_shelf ORDER BY sheet_id');
  const clearShelf = db.prepare<[]>('DELETE FROM quality_shelf');
  const insertShelf = db.prepare<[string, string]>(
    'INSERT INTO quality_shelf (sheet_id, sheet) VALUES (?, ?)',
  );
  return {
    append(callId, event) {
      insert.run({ callId, at: event.at, kind: event.kind, event: JSON.stringify(event) });
    },
    events: (callId) => select.all(callId).map((row) => qualityEventSchema.parse(JSON.parse(row.event))),
    // A sheet of an older program that no longer fits is left out: its file is read anew anyway.
    shelf: () =>
      selectShelf.all().flatMap(({ sheet }) => {
        const parsed = qualitySheetSchema.safeParse(JSON.parse(sheet));
        return parsed.success ? [parsed.data] : [];
      }),
    shelve: db.transaction((sheets: readonly QualitySheet[]) => {
      clearShelf.run();
      for (const sheet of sheets) insertShelf.run(sheet.id, JSON.stringify(sheet));
    }),
  };
}
