import type { CallerState, PersonName, Speaker, Verification } from '#shared/caller/contract.ts';
import { careFlagsOf, isThirdParty, type AgeRule } from '#shared/caller/flag-rules.ts';
import type { Relation } from '#shared/caller/identity.ts';
import { personName } from '#shared/caller/name.ts';
import type { FlagRules } from '#shared/caller/rule-facts.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { PanelFacts } from './panel-facts.ts';
import type { IdentityNote } from './ports.ts';
import { holderFrom, mergeHistory } from './translate.ts';

export interface ViewRules {
  readonly ageRule: AgeRule;
  /** The bank's table of care flags, or the desk's own rules. */
  readonly flagRules: FlagRules;
}

/** The panel that follows from the facts. Pure. */
export function panelView(facts: PanelFacts, rules: ViewRules): CallerState {
  const { call, customer } = facts;
  const speaker = speakerOf(facts);
  return {
    callId: call.callId,
    match: facts.match,
    failure: facts.failure,
    matchedBy: facts.matchedBy,
    lookupStartedAt: facts.lookupStartedAt,
    lookedUpInMs: facts.lookedUpInMs,
    candidates: facts.candidates,
    parts: facts.parts,
    caller: speaker,
    holder: customer && holderFrom(customer, call.startedAt),
    flags: careFlagsOf({
      callId: call.callId,
      ringAt: call.startedAt,
      holder: customer && { ...customer, sex: customer.name.sex },
      relation: speaker.relation,
      numberMatchesHolder: speaker.numberMatchesHolder,
      number: facts.number ?? '',
      numberFlags: facts.numberFlags,
      queue: call.queue ?? '',
      ivr: call.care ?? '',
      notes: facts.flagNotes,
      consents: facts.flagConsents,
      ageRule: rules.ageRule,
      rules: rules.flagRules,
    }),
    cards: [...facts.cards],
    ...facts.risk,
    history: mergeHistory(facts.coreHistory, facts.deskHistory),
  };
}

function speakerOf(facts: PanelFacts): Speaker {
  const said = facts.identityNotes.findLast((note) => note.kind === 'speaker');
  const relation = said?.relation ?? facts.relationOnFile;
  return {
    name: nameOf(facts, relation, said?.name ?? ''),
    phoneMasked: facts.number === null ? null : maskPhone(facts.number),
    relation,
    numberMatchesHolder: facts.relationOnFile === 'assumedHolder',
    verified: verificationOf(facts, said),
  };
}

function nameOf(facts: PanelFacts, relation: Relation, saidName: string): PersonName | null {
  if (saidName !== '') return { zh: saidName, en: saidName, masked: maskName(saidName) };
  if (!isThirdParty(relation)) return facts.customer && personName(facts.customer.name);
  const onFile = relation === facts.relationOnFile ? facts.speakerOnFile : null;
  return onFile && { zh: onFile.zh, en: onFile.en || onFile.zh, masked: onFile.zh };
}

const ivrSaysYes = new Set(['yes', 'true', '1', 'password', 'verified']);

/** Checks belong to whoever speaks: when the agent learns that it is someone else, they begin anew. */
function verificationOf(facts: PanelFacts, said: IdentityNote | undefined): Verification {
  const { need, simplified, suggested } = facts.customer?.verification ?? {
    need: 2,
    simplified: false,
    suggested: [],
  };
  const rules = { need, simplified, suggested };
  const checked = facts.identityNotes.findLast((note) => note.kind === 'verified');
  const counts =
    checked && (!said || facts.identityNotes.indexOf(checked) > facts.identityNotes.indexOf(said));
  if (counts) {
    const { methods, failed, at, by } = checked;
    const state = failed ? 'failed' : methods.length >= need ? 'verified' : 'notVerified';
    return { state, methods: [...methods], ...rules, at, by };
  }
  const byIvr =
    !said && facts.customer !== null && ivrSaysYes.has((facts.call.ivrVerified ?? '').toLowerCase());
  if (byIvr)
    return { state: 'verified', methods: ['ivrPassword'], ...rules, at: facts.call.startedAt, by: null };
  return { state: 'notVerified', methods: [], ...rules, at: null, by: null };
}
