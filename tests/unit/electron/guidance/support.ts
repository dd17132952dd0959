import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import type { GuidanceRepository } from '#electron/guidance/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import type { CallId } from '#shared/lib/ids.ts';

export const callId = (id: string): CallId => callIdSchema.parse(id);

/** The content that ships. */
export const loadShipped = (): Promise<GuidanceLibrary> =>
  createPlaybookLibrary({
    playbooksFolder: 'assets/playbooks',
    careCardsFolder: 'assets/care-cards',
    log: silentLog,
  }).load();

/** A clock that stands until it is told. */
export function standingClock(startMs: number): Clock & { pass(ms: number): void } {
  let now = startMs;
  return {
    now: () => now,
    monotonicMs: () => now,
    after: () => () => undefined,
    pass(ms) {
      now += ms;
    },
  };
}

/** Steps in memory: the wire of these tests; the real repository has its own test. */
export function memoryRepository(): GuidanceRepository & { readonly rows: Map<string, GuidanceStep[]> } {
  const rows = new Map<string, GuidanceStep[]>();
  const texts: Playbook[] = [];
  return {
    rows,
    append: (id, step) => void rows.set(id, [...(rows.get(id) ?? []), step]),
    steps: (id) => rows.get(id) ?? [],
    keepText(playbook) {
      if (!texts.some((one) => JSON.stringify(one) === JSON.stringify(playbook))) texts.push(playbook);
    },
    texts: (playbookId, version) => texts.filter((one) => one.id === playbookId && one.version === version),
  };
}
