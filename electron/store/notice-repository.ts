import type { NoticeRepository } from '#electron/notices/ports.ts';
import type { Db } from './db.ts';

/** Readings in `notice_reading`. */
export function createNoticeRepository(db: Db): NoticeRepository {
  const insert = db.prepare<[string, string, string, number]>(
    'INSERT OR IGNORE INTO notice_reading (person_id, notice_id, version, at) VALUES (?, ?, ?, ?)',
  );
  const select = db.prepare<[string, string, string], { at: number }>(
    'SELECT at FROM notice_reading WHERE person_id = ? AND notice_id = ? AND version = ?',
  );
  return {
    confirm: ({ personId, noticeId, version, at }) => void insert.run(personId, noticeId, version, at),
    confirmedAt: (personId, noticeId, version) => select.get(personId, noticeId, version)?.at ?? null,
  };
}
