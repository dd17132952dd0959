import { careFlagIds, type CareFlag, type CareReason } from '#shared/care/care-flag.ts';
import type { Params, Who } from '#shared/core/text.ts';
import type { WireFlag } from '#shared/core/wire-customer.ts';
import { ageAt } from './age.ts';
import type { CareFlagState } from './contract.ts';
import type { Relation } from './identity.ts';

/** From which age the elderly line is for a caller; a bank may set an earlier one for women (Suzhou 55, case 1.16). */
export interface AgeRule {
  readonly elderlyFrom: number;
  readonly elderlyFromWomen: number | null;
}

/** What an agent did to a flag, kept for the caller's next call. */
export interface FlagNote {
  readonly callId: string;
  readonly flag: CareFlag;
  readonly action: 'set' | 'lifted' | 'confirmed';
  readonly source: CareReason;
  readonly params: Params;
  readonly at: number;
  readonly by: Who;
}

export interface FlagFacts {
  readonly callId: string;
  readonly ringAt: number;
  readonly holder: {
    readonly birthMonth: string | null;
    readonly sex: 'f' | 'm' | 'unknown';
    readonly language: string;
    readonly flags: readonly WireFlag[];
  } | null;
  readonly relation: Relation;
  readonly numberMatchesHolder: boolean;
  readonly numberFlags: readonly WireFlag[];
  /** Flags that the queue chosen in the IVR stands for. */
  readonly chosen: readonly CareFlag[];
  /** Oldest first, of this and earlier calls. */
  readonly notes: readonly FlagNote[];
  readonly ageRule: AgeRule;
}

/** These say how someone is, not how a moment was: the next call should know them. */
const lasting: ReadonlySet<CareFlag> = new Set([
  'elderly',
  'hearingImpaired',
  'visuallyImpaired',
  'foreignLanguage',
  'minor',
  'hardship',
  'serving',
  'priority',
]);

/** A crisis is remembered for a month, so that the next agent does not meet it unprepared (cases 2.10, 2.13). */
const crisisRememberedMs = 30 * 86_400_000;

const adultFrom = 18;

/** The care flags of a call with every reason that stands for them, in the order in which the panel shows them. */
export function careFlagsOf(facts: FlagFacts): CareFlagState[] {
  const flags = new Map<CareFlag, CareFlagState>();
  const add: AddReason = (flag, source, params, at, by = null) => {
    const before = flags.get(flag);
    const reasons = [...(before?.reasons ?? []), { source, params, at, by }].slice(-8);
    flags.set(flag, { flag, reasons, confirmed: before?.confirmed ?? null, lifted: null });
  };
  addFromFile(facts, add);
  addEarlier(facts, add);
  applyNotes(facts, flags, add);
  return careFlagIds.flatMap((flag) => flags.get(flag) ?? []);
}

/** Those that change something on the desk. */
export const activeFlags = (flags: readonly CareFlagState[]): CareFlag[] =>
  flags.filter((flag) => flag.lifted === null).map(({ flag }) => flag);

type AddReason = (flag: CareFlag, source: CareReason, params: Params, at: number, by?: Who | null) => void;

function addFromFile(facts: FlagFacts, add: AddReason): void {
  const { holder, ringAt } = facts;
  if (holder) {
    addByAge(facts, holder, add);
    if (!holder.language.startsWith('zh')) {
      add('foreignLanguage', 'languageOnFile', { language: holder.language }, ringAt);
    }
    for (const { flag, note } of holder.flags) add(flag, 'onFile', noteParams(note), ringAt);
  }
  for (const { flag, note } of facts.numberFlags) add(flag, 'numberRange', noteParams(note), ringAt);
  for (const flag of facts.chosen) add(flag, 'chosenInIvr', {}, ringAt);
  if (isThirdParty(facts.relation))
    add('thirdParty', 'callerIsNotHolder', { relation: facts.relation }, ringAt);
}

function addByAge(facts: FlagFacts, holder: NonNullable<FlagFacts['holder']>, add: AddReason): void {
  const { birthMonth, sex } = holder;
  if (birthMonth === null) return;
  const age = ageAt(birthMonth, facts.ringAt);
  const { elderlyFrom, elderlyFromWomen } = facts.ageRule;
  const from = sex === 'f' ? (elderlyFromWomen ?? elderlyFrom) : elderlyFrom;
  const flag = age >= from ? 'elderly' : age < adultFrom ? 'minor' : null;
  if (flag === null) return;
  add(flag, 'ageOnFile', { age, birthMonth }, facts.ringAt);
  if (facts.numberMatchesHolder) add(flag, 'numberMatched', {}, facts.ringAt);
}

/** What agents found out in earlier calls. A later 'lifted' takes back what agents said, never what is on file. */
function addEarlier(facts: FlagFacts, add: AddReason): void {
  const standing = new Map<CareFlag, FlagNote>();
  for (const note of facts.notes) {
    if (note.callId === facts.callId) continue;
    if (note.action === 'set' && isRemembered(note, facts.ringAt)) standing.set(note.flag, note);
    if (note.action === 'lifted') standing.delete(note.flag);
  }
  for (const { flag, params, at, by } of standing.values()) add(flag, 'earlierNote', params, at, by);
}

const isRemembered = (note: FlagNote, now: number): boolean =>
  lasting.has(note.flag) || (note.flag === 'crisis' && now - note.at < crisisRememberedMs);

function applyNotes(facts: FlagFacts, flags: Map<CareFlag, CareFlagState>, add: AddReason): void {
  for (const { callId, flag, action, source, params, at, by } of facts.notes) {
    if (callId !== facts.callId) continue;
    if (action === 'set') add(flag, source, params, at, by);
    const state = flags.get(flag);
    if (state && action === 'lifted') flags.set(flag, { ...state, confirmed: null, lifted: { at, by } });
    if (state && action === 'confirmed') flags.set(flag, { ...state, confirmed: { at, by }, lifted: null });
  }
}

export const isThirdParty = (relation: Relation): boolean =>
  relation !== 'unknown' && relation !== 'assumedHolder' && relation !== 'holder';

const noteParams = (note: WireFlag['note']): Params =>
  note === null ? {} : { noteZh: note.zh, noteEn: note.en };
