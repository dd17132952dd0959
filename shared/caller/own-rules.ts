import { careFlagIds, type CareFlag } from '#shared/care/care-flag.ts';
import type { DecideFlags, FlagRuleFacts, FlagRules, RuledFlag } from './rule-facts.ts';

/** These say how someone is, not how a moment was: the next call should know them. */
const lasting: ReadonlySet<CareFlag> = new Set([
  'elderly',
  'foreignLanguage',
  'minor',
  'serving',
  'priority',
]);

/** Health and need are sensitive personal information: kept only if the caller agreed (PIPL art. 28–29). */
const sensitive: ReadonlySet<CareFlag> = new Set(['hearingImpaired', 'visuallyImpaired', 'hardship']);

/** A crisis is remembered for a month, so that the next agent does not meet it unprepared (cases 2.10, 2.13). */
const crisisRememberedDays = 30;
const adultFrom = 18;

/** Queues of the embedded exchange that a caller chose for a need. */
const queueFlags: Readonly<Record<string, CareFlag>> = {
  'queue-elderly': 'elderly',
  'queue-hearing': 'hearingImpaired',
  'queue-foreign': 'foreignLanguage',
};

const byAge = ({ age, sex, elderlyFrom, elderlyFromWomen }: FlagRuleFacts): CareFlag | null => {
  if (age === null) return null;
  if (age >= (sex === 'f' ? elderlyFromWomen : elderlyFrom)) return 'elderly';
  return age < adultFrom ? 'minor' : null;
};

/**
 * The desk's own rules: those that the table that ships has, too. They stand while no table does (the first moments after the
 * start, a machine the rule engine has no program for), so that an elderly caller is never met as anybody.
 */
export const ownRules: DecideFlags = (facts) => {
  const found: RuledFlag[] = [];
  const add = (flag: CareFlag, source: RuledFlag['source']): void =>
    void found.push({ flag, source, language: '', rule: null });
  const age = byAge(facts);
  if (age !== null) add(age, 'ageOnFile');
  if (facts.language !== '' && facts.language !== 'zh') add('foreignLanguage', 'languageOnFile');
  const chosen = queueFlags[facts.queue];
  if (chosen) add(chosen, 'chosenInIvr');
  if (!['unknown', 'assumedHolder', 'holder'].includes(facts.relation))
    add('thirdParty', 'callerIsNotHolder');
  for (const { flag, days, consent } of facts.earlier) {
    const stands =
      lasting.has(flag) ||
      (sensitive.has(flag) && consent === 'given') ||
      (flag === 'crisis' && days < crisisRememberedDays);
    if (stands) add(flag, 'earlierNote');
  }
  return found;
};

const nobody: FlagRuleFacts = {
  age: null,
  sex: 'unknown',
  elderlyFrom: 60,
  elderlyFromWomen: 60,
  language: '',
  document: '',
  country: '',
  number: '',
  numberMatchesHolder: false,
  relation: 'unknown',
  queue: '',
  ivr: [],
  earlier: [],
};

/** Facts of a caller of whom nothing is known. */
export const noRuleFacts = nobody;

/** Flags that these rules keep only for a caller who agreed: tried out on the rules, so that there is no second list to keep. */
export function consentAsked(decide: DecideFlags): ReadonlySet<CareFlag> {
  const kept = (flag: CareFlag, consent: 'given' | 'none'): boolean =>
    decide({ ...nobody, earlier: [{ flag, days: 1, consent }] }).some((one) => one.flag === flag);
  return new Set(careFlagIds.filter((flag) => kept(flag, 'given') && !kept(flag, 'none')));
}

export const ownFlagRules: FlagRules = { decide: ownRules, asksConsent: consentAsked(ownRules) };
