import { careFlagIds, type CareFlag, type CareReason } from '#shared/care/care-flag.ts';
import type { Params, Who } from '#shared/core/text.ts';
import type { WireFlag } from '#shared/core/wire-customer.ts';
import { ageAt } from './age.ts';
import type { CareFlagState } from './contract.ts';
import type { Relation } from './identity.ts';
import { noRuleFacts } from './own-rules.ts';
import type { EarlierNote, FlagRuleFacts, FlagRules, RuledFlag } from './rule-facts.ts';

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

/** Whether the caller agreed that a flag is kept for the next call. The last one counts. */
export interface FlagConsent {
  readonly callId: string;
  readonly flag: CareFlag;
  readonly agreed: boolean;
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
    readonly document: { readonly type: string; readonly country: string | null } | null;
    readonly flags: readonly WireFlag[];
  } | null;
  readonly relation: Relation;
  /** E.164, '' when withheld. */
  readonly number: string;
  readonly numberMatchesHolder: boolean;
  readonly numberFlags: readonly WireFlag[];
  /** Queue and care header as the exchange sent them, '' when it did not. */
  readonly queue: string;
  readonly ivr: string;
  /** Oldest first, of this and earlier calls. */
  readonly notes: readonly FlagNote[];
  readonly consents: readonly FlagConsent[];
  readonly ageRule: AgeRule;
  readonly rules: FlagRules;
}

const dayMs = 86_400_000;

/** The care flags of a call with every reason that stands for them, in the order in which the panel shows them. */
export function careFlagsOf(facts: FlagFacts): CareFlagState[] {
  const flags = new Map<CareFlag, CareFlagState>();
  const add: AddReason = (flag, source, params, at, by = null) => {
    const before = flags.get(flag);
    const reasons = [...(before?.reasons ?? []), { source, params, at, by }].slice(-8);
    const keep = by === null || source === 'earlierNote' ? (before?.keep ?? 'file') : keepOf(flag, facts);
    flags.set(flag, { flag, reasons, confirmed: before?.confirmed ?? null, lifted: null, keep });
  };
  const { holder, ringAt } = facts;
  const standing = standingNotes(facts);
  for (const ruled of facts.rules.decide(ruleFactsOf(facts, standing))) addRuled(ruled, facts, standing, add);
  for (const { flag, note } of holder?.flags ?? []) add(flag, 'onFile', noteParams(note), ringAt);
  for (const { flag, note } of facts.numberFlags) add(flag, 'numberRange', noteParams(note), ringAt);
  applyNotes(facts, flags, add);
  return careFlagIds.flatMap((flag) => flags.get(flag) ?? []);
}

/** Those that change something on the desk. */
export const activeFlags = (flags: readonly CareFlagState[]): CareFlag[] =>
  flags.filter((flag) => flag.lifted === null).map(({ flag }) => flag);

type AddReason = (flag: CareFlag, source: CareReason, params: Params, at: number, by?: Who | null) => void;

/** The facts as the table names them. */
export function ruleFactsOf(facts: FlagFacts, standing: ReadonlyMap<CareFlag, FlagNote>): FlagRuleFacts {
  const { holder, ringAt, ageRule } = facts;
  return {
    age: holder?.birthMonth ? ageAt(holder.birthMonth, ringAt) : null,
    sex: holder?.sex ?? 'unknown',
    elderlyFrom: ageRule.elderlyFrom,
    elderlyFromWomen: ageRule.elderlyFromWomen ?? ageRule.elderlyFrom,
    language: holder?.language.toLowerCase().split('-')[0] ?? '',
    document: holder?.document?.type ?? '',
    country: holder?.document?.country ?? '',
    number: facts.number,
    numberMatchesHolder: facts.numberMatchesHolder,
    relation: facts.relation,
    queue: facts.queue,
    ivr: facts.ivr.split(/[\s,;]+/).filter((word) => word !== ''),
    earlier: [...standing.values()].map(({ flag, at }): EarlierNote => ({
      flag,
      days: Math.max(0, Math.floor((ringAt - at) / dayMs)),
      consent: consentOf(facts.consents, flag),
    })),
  };
}

const consentOf = (consents: readonly FlagConsent[], flag: CareFlag): EarlierNote['consent'] => {
  const last = consents.findLast((one) => one.flag === flag);
  return last ? (last.agreed ? 'given' : 'refused') : 'none';
};

/** What becomes of a flag that an agent set, after this call. */
function keepOf(flag: CareFlag, { rules, consents }: FlagFacts): CareFlagState['keep'] {
  if (rules.asksConsent.has(flag))
    return ({ given: 'agreed', refused: 'refused', none: 'ask' } as const)[consentOf(consents, flag)];
  const earlier = { flag, days: 1, consent: 'none' as const };
  const kept = rules.decide({ ...noRuleFacts, earlier: [earlier] }).some((one) => one.flag === flag);
  return kept ? 'kept' : 'once';
}

/** A row of the table that fits, with what fills its words. */
function addRuled(
  { flag, source, language, rule }: RuledFlag,
  facts: FlagFacts,
  standing: ReadonlyMap<CareFlag, FlagNote>,
  add: AddReason,
): void {
  const { holder, ringAt } = facts;
  const told: Params = rule === null ? {} : { ruleZh: rule.zh, ruleEn: rule.en, ruleRow: rule.row };
  const note = source === 'earlierNote' ? standing.get(flag) : undefined;
  if (note) return add(flag, source, { ...note.params, ...told }, note.at, note.by);
  if (source === 'ageOnFile' && holder?.birthMonth) {
    const { birthMonth } = holder;
    add(flag, source, { age: ageAt(birthMonth, ringAt), birthMonth, ...told }, ringAt);
    if (facts.numberMatchesHolder) add(flag, 'numberMatched', {}, ringAt);
    return;
  }
  const spoken = language || (source === 'languageOnFile' ? (holder?.language ?? '') : '');
  const more: Params = {
    ...(spoken === '' ? {} : { language: spoken }),
    ...(source === 'callerIsNotHolder' ? { relation: facts.relation } : {}),
  };
  add(flag, source, { ...more, ...told }, ringAt);
}

/** What agents found out in earlier calls. A later 'lifted' takes back what agents said, never what is on file. */
function standingNotes(facts: FlagFacts): ReadonlyMap<CareFlag, FlagNote> {
  const standing = new Map<CareFlag, FlagNote>();
  for (const note of facts.notes) {
    if (note.callId === facts.callId) continue;
    if (note.action === 'set') standing.set(note.flag, note);
    if (note.action === 'lifted') standing.delete(note.flag);
  }
  return standing;
}

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
