import { peopleHere } from '#electron/access/people-here.ts';
import type { Log } from '#electron/log/log.ts';
import { createReviewHandlers } from '#electron/review/review-handlers.ts';
import { createReview } from '#electron/review/review.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createGuidanceRepository } from '#electron/store/guidance-repository.ts';
import { createMeasuresRepository } from '#electron/store/measures-repository.ts';
import { createQualityRepository } from '#electron/store/quality-repository.ts';
import { createReviewRepository } from '#electron/store/review-repository.ts';
import { createCallTexts } from '#electron/store/text-repository.ts';
import type { Who } from '#shared/core/text.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { QualitySheet } from '#shared/quality/sheet.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Past calls, put together from what the other rooms keep with them. */
export function composeReview(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly values: Source<SettingValues>;
  readonly person: () => Who | null;
  readonly sheets: () => readonly QualitySheet[];
}): ReturnType<typeof createReviewHandlers> {
  const { db, clock, log, values, person, sheets } = deps;
  const guidance = createGuidanceRepository(db);
  const quality = createQualityRepository(db);
  const measures = createMeasuresRepository(db);
  const texts = createCallTexts(db);
  const review = createReview({
    clock,
    log,
    repository: createReviewRepository(db, createAuditRepository(db).append),
    kept: {
      steps: guidance.steps,
      playbooks: guidance.texts,
      qualityEvents: quality.events,
      sheets,
      texts: texts.of,
      measures: measures.of,
      course: measures.courseOf,
    },
    person,
    nameOf: (personId) => peopleHere(values.get()).find(({ id }) => id === personId)?.name.zh ?? null,
    calmPace: () => values.get()['care.calmPace'],
  });
  return createReviewHandlers(review);
}
