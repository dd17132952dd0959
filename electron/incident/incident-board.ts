import {
  noIncidents,
  type Incident,
  type IncidentCounts,
  type IncidentState,
} from '#shared/incident/contract.ts';
import { isIncidentOpen } from '#shared/incident/phase.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { createPace } from './pace.ts';
import type { IncidentRepository, RowAnswer, StoredIncident } from './ports.ts';

type Counts = IncidentCounts & { readonly atRiskMinor: number | null };

/** What windows see: what the disk says, counted along while it runs, plus pace and trouble of the moment. */
export interface IncidentBoard {
  readonly state: Source<IncidentState>;
  /** Everything anew from the disk. */
  load(): void;
  /** Counts anew from the disk, at most four times a second. */
  recount(): void;
  answered(answers: readonly RowAnswer[], atMs: number): void;
  /** The phase changed. */
  took(incident: StoredIncident): void;
  trouble(trouble: Incident['trouble']): void;
  dispose(): void;
}

const showEveryMs = 250;

export function createIncidentBoard(clock: Clock, repository: IncidentRepository): IncidentBoard {
  const state = createPublisher<IncidentState>(noIncidents);
  const pace = createPace();
  let stored: StoredIncident | null = null;
  let counts: Counts | null = null;
  let earlier: readonly Incident[] = [];
  let trouble: Incident['trouble'] = null;
  let stale = false;
  let undo: Undo | null = null;

  const show = (): void => {
    undo?.();
    undo = null;
    if (stored === null || counts === null) return state.set(noIncidents);
    if (stale) counts = repository.counts(stored.incidentId);
    stale = false;
    const running = stored.phase === 'running';
    const perSecond = running ? pace.perSecond(clock.monotonicMs()) : null;
    const leftMs = perSecond !== null && perSecond > 0 ? Math.round((counts.open / perSecond) * 1000) : null;
    state.set({ current: whole(stored, counts, { perSecond, leftMs, trouble }), earlier: [...earlier] });
  };
  const showSoon = (): void => void (undo ??= clock.after(showEveryMs, show));
  return {
    state,
    load() {
      const [newest, ...others] = repository.newest(21);
      stored = newest ?? null;
      counts = stored === null ? null : repository.counts(stored.incidentId);
      earlier = others
        .filter(({ phase }) => !isIncidentOpen(phase))
        .map((one) => whole(one, repository.counts(one.incidentId), still));
      pace.reset();
      trouble = null;
      show();
    },
    recount() {
      stale = true;
      showSoon();
    },
    answered(answers, atMs) {
      pace.note(atMs, answers.length);
      if (counts !== null) counts = counted(counts, answers);
      showSoon();
    },
    took(incident) {
      if (incident.phase !== 'running') pace.reset();
      stored = incident;
      stale = true;
      show();
    },
    trouble(next) {
      trouble = next;
      // What is in the way is said at once; that it is gone can wait a moment.
      if (next === null) showSoon();
      else show();
    },
    dispose: () => undo?.(),
  };
}

const still = { perSecond: null, leftMs: null, trouble: null } as const;

function whole(
  stored: StoredIncident,
  { atRiskMinor, ...counts }: Counts,
  moment: Pick<Incident, 'perSecond' | 'leftMs' | 'trouble'>,
): Incident {
  return { ...stored, counts, atRiskMinor, ...moment };
}

function counted(counts: Counts, answers: readonly RowAnswer[]): Counts {
  const confirmed = answers.filter((one) => 'receipt' in one);
  return {
    ...counts,
    open: counts.open - answers.length,
    confirmed: counts.confirmed + confirmed.length,
    already: counts.already + confirmed.filter(({ already }) => already).length,
    failed: counts.failed + answers.length - confirmed.length,
  };
}
