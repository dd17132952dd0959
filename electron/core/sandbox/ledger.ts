import { wireHoldRequestSchema, type WireHoldStatus, type WireReceipt } from '#shared/core/wire-hold.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SampleCustomer } from './customers-file.ts';
import type { HoldEntry } from './entries.ts';
import { isListedCardClosed, listedSerial } from './listed-cards.ts';
import { hashOf } from './hash.ts';
import { refusal, reply, type Reply } from './reply.ts';
import { isoAt } from './sample-time.ts';

export interface LedgerDeps {
  readonly clock: Clock;
  readonly customers: readonly SampleCustomer[];
  readonly keep: (entry: HoldEntry) => void;
  /** Reported lost by word of mouth: dead, nothing left to hold. */
  readonly isLost: (cardId: string) => boolean;
}

/**
 * Holds of the sandbox core, by the rules of the document: a key is bound to its body by a 200 or 201 and answers the same
 * receipt for ever; a refusal binds nothing; a card has one hold however many keys ask.
 */
export interface Ledger {
  place(key: string, body: unknown): Reply;
  /** 202 now; the hold is placed when `finish` is called. */
  accept(key: string): Reply;
  finish(key: string, body: unknown): void;
  status(key: string): Reply;
  /** Of the hold that stands. */
  receiptOf(cardId: string): WireReceipt | undefined;
  /** The hold of this receipt stands no longer; a new one may be placed. */
  release(cardId: string, receipt: string): void;
  replay(entry: HoldEntry): void;
  /** How many holds really stand, for tests. */
  placedCount(cardId: string): number;
}

export function createLedger(deps: LedgerDeps): Ledger {
  const cards = new Map(
    deps.customers.flatMap(({ cards: own }) => own.map((card) => [card.id, card] as const)),
  );
  const byKey = new Map<string, HoldEntry>();
  const placed: HoldEntry[] = [];
  const byCard = new Map<string, WireReceipt>();
  const released = new Set<string>();
  const processing = new Set<string>();

  const replay = (entry: HoldEntry): void => {
    byKey.set(entry.key, entry);
    if (!entry.placed) return;
    placed.push(entry);
    byCard.set(entry.receipt.cardId, entry.receipt);
  };
  const receiptOf = (cardId: string): WireReceipt | undefined => byCard.get(cardId);

  const place = (key: string, body: unknown): Reply => {
    const request = wireHoldRequestSchema.safeParse(body);
    if (!request.success) return refusal(400, 'badRequest', request.error.issues[0]?.message ?? 'bad body');
    const bodyHash = hashOf(request.data);
    const known = byKey.get(key);
    if (known) {
      return known.bodyHash === bodyHash
        ? reply(200, known.receipt)
        : refusal(409, 'keyReused', 'the key was used with another body');
    }
    const { cardId } = request.data;
    const card = cards.get(cardId) ?? listedCard(cardId);
    if (!card) return refusal(404, 'cardUnknown', 'no such card');
    if (card.state === 'closed' || card.state === 'lost' || deps.isLost(cardId))
      return refusal(422, 'cardClosed', 'the card is closed or lost');
    const standing = receiptOf(cardId);
    const receipt = standing
      ? { ...standing, already: true }
      : newReceipt(cardId, deps.clock.now(), placed.length + 1);
    const entry: HoldEntry = { kind: 'hold', key, bodyHash, placed: !standing, receipt };
    deps.keep(entry);
    replay(entry);
    return reply(standing ? 200 : 201, receipt);
  };

  return {
    place,
    accept(key) {
      processing.add(key);
      return reply(202, { state: 'processing', receipt: null } satisfies WireHoldStatus);
    },
    finish(key, body) {
      processing.delete(key);
      place(key, body);
    },
    status(key) {
      const known = byKey.get(key);
      if (known) return reply(200, { state: 'confirmed', receipt: known.receipt } satisfies WireHoldStatus);
      if (processing.has(key))
        return reply(200, { state: 'processing', receipt: null } satisfies WireHoldStatus);
      return refusal(404, 'keyUnknown', 'nothing was done under this key');
    },
    receiptOf,
    release(cardId, receipt) {
      released.add(receipt);
      if (byCard.get(cardId)?.receipt === receipt) byCard.delete(cardId);
    },
    replay,
    placedCount: (cardId) =>
      placed.filter(({ receipt }) => receipt.cardId === cardId && !released.has(receipt.receipt)).length,
  };
}

/** A card of the range that lists are practised with. */
function listedCard(cardId: string): Pick<SampleCustomer['cards'][number], 'state'> | undefined {
  const serial = listedSerial(cardId);
  return serial === null ? undefined : { state: isListedCardClosed(serial) ? 'closed' : 'none' };
}

function newReceipt(cardId: string, at: number, count: number): WireReceipt {
  const day = isoAt(at).slice(0, 10).replaceAll('-', '');
  const receipt = `LS${day}${String(count).padStart(6, '0')}`;
  return { receipt, cardId, at: isoAt(at), undoBy: ['teamLead', 'holderAtCounter'], already: false };
}
