import type { SoundChecksKept } from '#electron/media/ports.ts';
import type { Db } from './db.ts';

/** Which sets of devices were tried: table `sound_check`. */
export function createSoundCheckRepository(db: Db): SoundChecksKept {
  const write = db.prepare<{ set: string; at: number; passedAt: number | null }>(`
    INSERT INTO sound_check (device_set, asked_at, passed_at) VALUES (@set, @at, @passedAt)
    ON CONFLICT (device_set) DO UPDATE SET asked_at = excluded.asked_at, passed_at = coalesce(excluded.passed_at, passed_at)`);
  const read = db.prepare<[string], { passed_at: number | null }>(
    'SELECT passed_at FROM sound_check WHERE device_set = ?',
  );
  return {
    keep: (set, at, passed) => void write.run({ set, at, passedAt: passed ? at : null }),
    of(set) {
      const row = read.get(set);
      return row === undefined ? null : { passedAt: row.passed_at };
    },
  };
}
