import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { FactId } from './fact.ts';

/** What is known at one moment: the caller panel, the holds asked from this desk, who sits here. */
export interface FlowSurroundings {
  readonly caller: CallerState;
  readonly holds: readonly Hold[];
  readonly agent: { readonly zh: string; readonly en: string } | null;
}

/** With the card the flow is about; null while none is chosen. */
export interface FlowContext extends FlowSurroundings {
  readonly cardId: string | null;
}

/** Those the panel has, in its order; of these kinds only, where kinds are named. */
export const cardsOf = (
  { caller }: FlowSurroundings,
  kinds: readonly string[] | undefined,
): readonly CallerCard[] =>
  caller.cards.filter(
    (card) => card.hold.state !== 'closed' && (kinds === undefined || kinds.includes(card.kind)),
  );

/** The newest hold asked from this desk; a finished one older than the look-up is history, the core knows better since. */
export function holdOfCard({ caller, holds }: FlowSurroundings, cardId: string): Hold | null {
  const hold = holds.find((one) => one.cardId === cardId) ?? null;
  const finishedAt = hold?.answeredAt ?? hold?.failure?.at ?? null;
  return hold && finishedAt !== null && finishedAt < (caller.lookupStartedAt ?? 0) ? null : hold;
}

function factsOfCard(context: FlowContext, card: CallerCard): readonly FactId[] {
  const hold = holdOfCard(context, card.cardId)?.state ?? null;
  const facts: readonly (readonly [FactId, boolean])[] = [
    ['card.held', card.hold.state === 'held' || hold === 'confirmed'],
    ['card.holdAsked', hold === 'asked' || hold === 'sent'],
    ['card.holdFailed', hold === 'failed'],
    ['card.lost', card.hold.state === 'lost'],
    ['card.closed', card.hold.state === 'closed'],
    ['card.supplementary', card.supplementary],
  ];
  return [
    `card.kind.${card.kind}`,
    ...card.facts.map(({ id }) => `card.fact.${id}` as const),
    ...facts.filter(([, holds]) => holds).map(([id]) => id),
  ];
}

function factsOfPerson({ caller }: FlowContext): readonly FactId[] {
  const speaker = caller.caller;
  const relation = speaker?.relation ?? 'unknown';
  const facts: readonly (readonly [FactId, boolean])[] = [
    ['caller.known', caller.holder !== null],
    ['caller.holder', relation === 'holder' || relation === 'assumedHolder'],
    ['caller.thirdParty', !['unknown', 'holder', 'assumedHolder'].includes(relation)],
    ['caller.ownNumber', speaker?.numberMatchesHolder ?? false],
    ['identity.verified', speaker?.verified.state === 'verified'],
    ['identity.failed', speaker?.verified.state === 'failed'],
    ['identity.simplified', speaker?.verified.simplified ?? false],
  ];
  return facts.filter(([, holds]) => holds).map(([id]) => id);
}

/**
 * The facts that hold now. What is not known is not a fact: a flow's `otherwise` is where one asks.
 * An account cue the bank added beyond the vocabulary is not among the facts of a flow.
 */
export function factsOf(context: FlowContext): ReadonlySet<string> {
  const { caller, cardId } = context;
  const chosen = caller.cards.filter((card) => card.cardId === cardId);
  const about = cardId === null ? caller.cards : chosen;
  const facts: readonly (readonly [FactId, boolean])[] = [
    ['card.any', caller.cards.length > 0],
    ['card.chosen', chosen.length > 0],
    ['card.unread', caller.parts.cards === 'failed' || caller.parts.cards === 'looking'],
    ['transfer.pending', caller.pendingTransaction !== null],
    ['transfer.newPayee', caller.pendingTransaction?.payeeIsNew ?? false],
  ];
  return new Set<string>([
    ...factsOfPerson(context),
    ...caller.flags.filter((flag) => flag.lifted === null).map(({ flag }) => `flag.${flag}`),
    ...facts.filter(([, holds]) => holds).map(([id]) => id),
    ...about.flatMap((card) => factsOfCard(context, card)),
    ...caller.riskFacts.map(({ cue }) => `risk.${cue}`),
    ...caller.todayActions.map(({ kind }) => `today.${kind}`),
  ]);
}
