import type { CallId } from '#shared/lib/ids.ts';
import type { QualityEvent } from './event.ts';
import { phases, type QualityItem, type QualitySheet } from './sheet.ts';
import type { QualityLine, QualityState } from './state.ts';

/** What the events of one call add up to. */
export interface QualityRecord {
  readonly done: ReadonlyMap<string, Extract<QualityEvent, { kind: 'done' }>>;
  /** Spoken of before: what the agent took back is not ticked by a fact again. */
  readonly touched: ReadonlySet<string>;
  readonly closed: Extract<QualityEvent, { kind: 'closed' }> | null;
}

export const emptyQualityRecord: QualityRecord = { done: new Map(), touched: new Set(), closed: null };

/** Folds one event into the record. Pure. */
export function applyQualityEvent(record: QualityRecord, event: QualityEvent): QualityRecord {
  if (event.kind === 'closed') return { ...record, closed: record.closed ?? event };
  const done = new Map(record.done);
  if (event.kind === 'done') done.set(event.itemId, event);
  else done.delete(event.itemId);
  return { ...record, done, touched: new Set([...record.touched, event.itemId]) };
}

export const qualityRecordOf = (events: readonly QualityEvent[]): QualityRecord =>
  events.reduce(applyQualityEvent, emptyQualityRecord);

const holdsAny = (wanted: readonly string[], facts: ReadonlySet<string>): boolean =>
  wanted.some((fact) => facts.has(fact));

/** Sheets that count now: those for every call first, so that a more special one can word an item anew. */
export function sheetsFor(
  sheets: readonly QualitySheet[],
  facts: ReadonlySet<string>,
  day: string,
): readonly QualitySheet[] {
  const inForce = sheets.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo),
  );
  return [
    ...inForce.filter(({ when }) => when.length === 0),
    ...inForce.filter(({ when }) => when.length > 0 && holdsAny(when, facts)),
  ];
}

const isRequired = ({ onlyIf }: QualityItem, facts: ReadonlySet<string>): boolean =>
  onlyIf.length === 0 || holdsAny(onlyIf, facts);

export interface RequiredItem {
  readonly item: QualityItem;
  readonly sheet: QualitySheet;
}

/** What is required now, in the order of the call. What is done stays in the list even when its occasion has passed. */
export function requiredItems(
  sheets: readonly QualitySheet[],
  facts: ReadonlySet<string>,
  record: QualityRecord,
): readonly RequiredItem[] {
  const byId = new Map<string, RequiredItem>();
  const dropped = new Set(sheets.flatMap(({ drops }) => drops));
  for (const sheet of sheets)
    for (const item of sheet.items)
      if (record.done.has(item.id) || (!dropped.has(item.id) && isRequired(item, facts)))
        byId.set(item.id, { item, sheet });
  const all = [...byId.values()];
  return phases.flatMap((phase) => all.filter(({ item }) => item.phase === phase));
}

/** Items that a fact has done and nobody has spoken of yet, with those facts. */
export function doneByFacts(
  required: readonly RequiredItem[],
  facts: ReadonlySet<string>,
  record: QualityRecord,
): readonly (RequiredItem & { readonly facts: readonly string[] })[] {
  return required.flatMap((one) => {
    const held = one.item.doneBy.filter((fact) => facts.has(fact));
    return held.length > 0 && !record.touched.has(one.item.id) ? [{ ...one, facts: held }] : [];
  });
}

export const missingOf = (required: readonly RequiredItem[], record: QualityRecord): readonly string[] =>
  required.filter(({ item }) => !record.done.has(item.id)).map(({ item }) => item.id);

function lineOf({ item, sheet }: RequiredItem, record: QualityRecord): QualityLine {
  const done = record.done.get(item.id);
  const { id, kind, phase, label, say, elderly } = item;
  return {
    id,
    kind,
    phase,
    label,
    ...(say === undefined ? {} : { say }),
    ...(elderly === undefined ? {} : { elderly }),
    sheetId: sheet.id,
    version: sheet.version,
    done: done ? { by: done.by, at: done.at, callOffsetMs: done.callOffsetMs } : null,
  };
}

/** The snapshot that a window shows. */
export function qualityView(
  callId: CallId,
  sheets: readonly QualitySheet[],
  required: readonly RequiredItem[],
  record: QualityRecord,
): Omit<QualityState, 'refused'> {
  return {
    callId,
    sheets: sheets.map(({ id, version, name, sample }) => ({ sheetId: id, version, name, sample })),
    lines: required.map((one) => lineOf(one, record)),
    missingAtEnd: record.closed ? [...record.closed.missing] : null,
  };
}
