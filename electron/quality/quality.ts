import type { Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { QualityEvent } from '#shared/quality/event.ts';
import { qualityFacts, type QualitySurroundings } from '#shared/quality/facts.ts';
import {
  applyQualityEvent,
  doneByFacts,
  emptyQualityRecord,
  missingOf,
  qualityRecordOf,
  qualityView,
  requiredItems,
  sheetsFor,
  type QualityRecord,
  type RequiredItem,
} from '#shared/quality/record.ts';
import type { QualitySheet } from '#shared/quality/sheet.ts';
import { noQualityState, type QualityState } from '#shared/quality/state.ts';
import type { CheckedCall, QualityRepository } from './ports.ts';
import type { Sheets } from './sheet-library.ts';

export interface QualityDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: QualityRepository;
  readonly content: Source<Sheets>;
  readonly call: Source<CheckedCall | null>;
  /** What the facts are read from. */
  readonly caller: Source<QualitySurroundings['caller']>;
  readonly control: Source<{ readonly holds: QualitySurroundings['holds'] }>;
  readonly guidance: Source<QualitySurroundings['guidance']>;
  readonly flows: Source<QualitySurroundings['flows']>;
  /** The day on this machine's calendar, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface Quality {
  readonly state: Source<QualityState>;
  tick(input: {
    readonly callId: CallId;
    readonly itemId: string;
    readonly done: boolean;
  }): Result<Record<string, never>>;
  /** What was kept of any call, oldest first: for its record and the trainer. */
  eventsOf(callId: CallId): readonly QualityEvent[];
  dispose(): void;
}

/** An event before it has its time. */
type Act<E> = E extends QualityEvent ? Omit<E, 'at' | 'callOffsetMs'> : never;

/** A record that cannot be read must not cost the caller the check: said in the log, begun anew. */
function recordOf({ repository, log }: QualityDeps, callId: CallId): QualityRecord {
  try {
    return qualityRecordOf(repository.events(callId));
  } catch {
    log.error('quality record unreadable', { callId });
    return emptyQualityRecord;
  }
}

function factsNow(deps: QualityDeps, call: CheckedCall): ReadonlySet<string> {
  const { callId, outgoing, textsSent, captioned } = call;
  return qualityFacts({
    callId,
    outgoing,
    textsSent,
    captioned,
    caller: deps.caller.get(),
    holds: deps.control.get().holds,
    guidance: deps.guidance.get(),
    flows: deps.flows.get(),
  });
}

/** Builds the check. It reads the record of the present call at once, so a restart in mid-call loses nothing. */
export function createQuality(deps: QualityDeps): Quality {
  const { clock, repository } = deps;
  const state = createPublisher<QualityState>(noQualityState);
  let call: CheckedCall | null = null;
  let record = emptyQualityRecord;
  let required: readonly RequiredItem[] = [];
  let shown = '';

  const write = (of: CheckedCall, act: Act<QualityEvent>): void => {
    const at = clock.now();
    const event: QualityEvent = { ...act, at, callOffsetMs: Math.max(0, Math.round(at - of.startedAt)) };
    repository.append(of.callId, event);
    record = applyQualityEvent(record, event);
  };
  const show = (next: QualityState): void => {
    // The panel changes often and the check seldom: an equal snapshot is no news.
    const text = JSON.stringify(next);
    if (text === shown) return;
    shown = text;
    state.set(next);
  };
  const look = (): void => {
    const refused = [...deps.content.get().refused];
    if (call === null) return show({ ...noQualityState, refused });
    const facts = factsNow(deps, call);
    const sheets = sheetsFor(deps.content.get().sheets, facts, deps.today());
    required = requiredItems(sheets, facts, record);
    try {
      keepWhatHappened(call, facts, sheets);
    } catch (error) {
      // The store refuses: what the agent ticks says so; the call and everything else go on.
      deps.log.error('quality check not kept', { error: String(error) });
    }
    show({ ...qualityView(call.callId, sheets, required, record), refused });
  };
  const keepWhatHappened = (
    of: CheckedCall,
    facts: ReadonlySet<string>,
    sheets: readonly QualitySheet[],
  ): void => {
    if (record.closed === null)
      for (const { item, sheet, facts: held } of doneByFacts(required, facts, record))
        write(of, {
          kind: 'done',
          itemId: item.id,
          sheetId: sheet.id,
          version: sheet.version,
          by: 'facts',
          facts: [...held],
        });
    if (of.ended && record.closed === null && sheets.length > 0)
      write(of, {
        kind: 'closed',
        sheets: sheets.map(({ id, version }) => ({ sheetId: id, version })),
        required: required.map(({ item }) => item.id),
        missing: [...missingOf(required, record)],
      });
  };
  const follow = (next: CheckedCall | null): void => {
    if (next === null) record = emptyQualityRecord;
    else if (next.callId !== call?.callId) record = recordOf(deps, next.callId);
    call = next;
    look();
  };
  const sources: readonly Source<unknown>[] = [
    deps.content,
    deps.caller,
    deps.control,
    deps.guidance,
    deps.flows,
  ];
  const undos = [deps.call.subscribe(follow), ...sources.map((source) => source.subscribe(look))];
  follow(deps.call.get());

  return {
    state,
    tick({ callId, itemId, done }) {
      if (call === null || call.callId !== callId) return fail(appError('quality/other-call', {}));
      const one = required.find(({ item }) => item.id === itemId);
      if (one === undefined) return fail(appError('quality/unknown-item', { itemId }));
      if (record.done.has(itemId) === done) return ok({});
      const { id: sheetId, version } = one.sheet;
      write(
        call,
        done
          ? { kind: 'done', itemId, sheetId, version, by: 'agent', facts: [] }
          : { kind: 'undone', itemId },
      );
      look();
      return ok({});
    },
    eventsOf: (callId) => repository.events(callId),
    dispose: () => undos.forEach((undo) => undo()),
  };
}
