import type { MeasuresRepository } from '#electron/measures/ports.ts';
import { measuresSchema } from '#shared/measures/contract.ts';
import { courseSchema } from '#shared/measures/course.ts';
import type { Db } from './db.ts';

/** Measures in `call_measures`, who spoke when in `call_course`. A row that is none (written by something else) counts as not measured. */
export function createMeasuresRepository(db: Db): MeasuresRepository {
  const write = db.prepare<{ callId: string; at: number; measures: string }>(`
    INSERT INTO call_measures (call_id, saved_at, measures) VALUES (@callId, @at, @measures)
    ON CONFLICT (call_id) DO UPDATE SET saved_at = excluded.saved_at, measures = excluded.measures`);
  const writeCourse = db.prepare<{ callId: string; at: number; course: string }>(`
    INSERT INTO call_course (call_id, saved_at, course) VALUES (@callId, @at, @course)
    ON CONFLICT (call_id) DO UPDATE SET saved_at = excluded.saved_at, course = excluded.course`);
  const read = db.prepare<[string], { measures: string }>(
    'SELECT measures FROM call_measures WHERE call_id = ?',
  );
  const readCourse = db.prepare<[string], { course: string }>(
    'SELECT course FROM call_course WHERE call_id = ?',
  );
  const save = db.transaction((callId: string, measures: string, course: string, at: number) => {
    write.run({ callId, at, measures });
    writeCourse.run({ callId, at, course });
  });
  return {
    save: (callId, measures, course, at) =>
      save(callId, JSON.stringify(measures), JSON.stringify(course), at),
    of(callId) {
      const row = read.get(callId);
      const parsed = row && measuresSchema.safeParse(JSON.parse(row.measures));
      return parsed?.success === true ? parsed.data : null;
    },
    courseOf(callId) {
      const row = readCourse.get(callId);
      const parsed = row && courseSchema.safeParse(JSON.parse(row.course));
      return parsed?.success === true ? parsed.data : null;
    },
  };
}
