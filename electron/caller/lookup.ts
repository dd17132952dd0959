import type { CoreGateway } from '#electron/core/ports.ts';
import type { CallerState, PastCall } from '#shared/caller/contract.ts';
import type { Relation } from '#shared/caller/identity.ts';
import type { WireCustomer, WireLookup } from '#shared/core/wire-customer.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Result } from '#shared/errors/result.ts';
import type { PanelFacts } from './panel-facts.ts';
import { cardsFrom, pastCallsFrom, riskFrom } from './translate.ts';

export interface LookupDeps {
  readonly core: CoreGateway;
  /** Called with each new piece; never after `signal` is aborted. */
  readonly learn: (piece: Partial<PanelFacts>) => void;
  readonly signal: AbortSignal;
}

/**
 * Asks the core who rings: by the id the exchange sent along, otherwise by the number; then cards, risk and earlier calls
 * side by side, each shown when it is there. Ends when all have answered or failed; never rejects.
 */
export async function lookUpCaller(
  { core, learn, signal }: LookupDeps,
  who: { readonly customerId: string | null; readonly number: string | null },
): Promise<void> {
  const tell = (piece: Partial<PanelFacts>): void => {
    if (!signal.aborted) learn(piece);
  };
  const ask = { core, learn: tell, signal };
  const byNumber = who.number === null ? null : core.findCallers(who.number, signal);
  const byId = who.customerId === null ? null : await core.customer(who.customerId, signal);
  if (byId?.ok) return knownById(ask, byId.value, byNumber);
  if (byId && byId.error.code !== 'core/not-found') return tell(failed(byId.error));
  const numbers = await byNumber;
  if (numbers === null) return tell({ match: 'unknown' });
  if (!numbers.ok) return tell(failed(numbers.error));
  const [match, ...others] = numbers.value.matches;
  const { numberFlags } = numbers.value;
  if (!match || others.length > 0) {
    return tell({ match: 'unknown', matchedBy: null, candidates: numbers.value.matches.length, numberFlags });
  }
  tell({
    match: 'known',
    matchedBy: 'number',
    customer: match.customer,
    ...onFile(match),
    numberFlags,
    parts: looking,
  });
  return parts(ask, match.customer.customerId);
}

const looking = { cards: 'looking', risk: 'looking', history: 'looking' } as const;

/** The id is enough to show the caller; whether the number is theirs, too, follows when it is known. */
async function knownById(
  deps: LookupDeps,
  customer: WireCustomer,
  byNumber: Promise<Result<WireLookup>> | null,
): Promise<void> {
  deps.learn({ match: 'known', matchedBy: 'customerId', customer, parts: looking });
  const number = async (): Promise<void> => {
    const numbers = await byNumber;
    if (numbers?.ok !== true) return;
    const { matches, numberFlags } = numbers.value;
    const match = matches.find((one) => one.customer.customerId === customer.customerId);
    deps.learn({ ...(match ? onFile(match) : {}), numberFlags });
  };
  await Promise.all([number(), parts(deps, customer.customerId)]);
}

/** The number is the holder's: that it is the holder who speaks is only assumed. */
function onFile(match: WireLookup['matches'][number]): Pick<PanelFacts, 'relationOnFile' | 'speakerOnFile'> {
  const relation: Relation = match.relation === 'holder' ? 'assumedHolder' : match.relation;
  return { relationOnFile: relation, speakerOnFile: match.speakerName };
}

type PartPiece = Pick<PanelFacts, 'cards'> | Pick<PanelFacts, 'risk'> | { readonly coreHistory: PastCall[] };

async function parts({ core, learn, signal }: LookupDeps, customerId: string): Promise<void> {
  const states: Record<'cards' | 'risk' | 'history', CallerState['parts']['cards']> = { ...looking };
  const take = async <T>(
    part: keyof typeof states,
    asked: Promise<Result<T>>,
    piece: (value: T) => PartPiece,
  ): Promise<void> => {
    const answer = await asked;
    states[part] = answer.ok ? 'ready' : 'failed';
    learn({ ...(answer.ok ? piece(answer.value) : {}), parts: { ...states } });
  };
  await Promise.all([
    take('cards', core.cards(customerId, signal), (cards) => ({ cards: cardsFrom(cards) })),
    take('risk', core.risk(customerId, signal), (risk) => ({ risk: riskFrom(risk) })),
    take('history', core.pastCalls(customerId, signal), (calls) => ({ coreHistory: pastCallsFrom(calls) })),
  ]);
}

function failed(error: AppError): Partial<PanelFacts> {
  return { match: 'failed', failure: failureOf(error) };
}

function failureOf({ code }: AppError): NonNullable<CallerState['failure']> {
  if (code === 'core/timeout') return 'timeout';
  if (code === 'core/unreachable') return 'unreachable';
  if (code === 'core/unauthorized') return 'unauthorized';
  if (code === 'core/bad-answer') return 'badAnswer';
  return code === 'core/failed' ? 'coreFault' : 'refused';
}
