import type { CallerState } from '#shared/caller/contract.ts';
import { derivedCues } from '#shared/guidance/derived-cues.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { riskFactsOf } from '#shared/risk/facts.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';

/** Currencies whose smallest unit is the whole one. */
const withoutParts = new Set(['JPY', 'KRW']);
const partsOf = (currency: string): number => (withoutParts.has(currency) ? 1 : 100);

const nothingHeard = { named: null, suspicion: 0, candidates: [] };

/** Facts of the call that is up, or null. Before it is answered only the account speaks. */
export function callFacts(
  caller: CallerState,
  guidance: GuidanceState,
  library: GuidanceLibrary,
): { readonly callId: CallId; readonly facts: RiskFacts } | null {
  const callId = guidance.callId ?? caller.callId;
  if (callId === null) return null;
  const isGuided = guidance.callId === callId;
  const ofCaller = caller.callId === callId ? caller : null;
  const age = ofCaller?.holder?.age ?? null;
  const flags = ofCaller?.flags.filter(({ lifted }) => lifted === null).map(({ flag }) => flag) ?? [];
  const money = ofCaller?.pendingTransaction?.money ?? null;
  const account = ofCaller?.riskFacts.map(({ cue }) => cue) ?? [];
  const facts = riskFactsOf(
    {
      age,
      flags,
      pending: money && {
        amount: money.amountMinor / partsOf(money.currency),
        currency: money.currency,
      },
      cues: [
        ...account,
        ...derivedCues({ age, flags, pending: money !== null }),
        ...(isGuided ? guidance.ticked.map(({ cueId }) => cueId) : []),
      ],
      chosen: isGuided ? guidance.playbookId : null,
      ranking: isGuided ? guidance : nothingHeard,
    },
    library,
  );
  return { callId, facts };
}
