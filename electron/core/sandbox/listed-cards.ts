import { maskCard } from '#shared/masking/card.ts';
import { wireCardLookupSchema, type WireListedCard } from '#shared/core/wire-listed-card.ts';
import type { WireReceipt } from '#shared/core/wire-hold.ts';
import { sampleCardNumber, sampleCards, sampleSerial } from '#shared/incident/sample-list.ts';
import { refusal, reply, type Reply } from './reply.ts';

/**
 * Ten million cards that are nobody's, for practising with lists: the n-th is always the same person's, every 97th is
 * closed, two of three say what is at risk. Nothing of them is kept but their holds.
 */
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗';
const closedEvery = 97;

export const listedCardId = (serial: number): string => `listed-${serial.toString(36)}`;

/** The serial behind an id of ours; null for any other id. */
export function listedSerial(cardId: string): number | null {
  const found = /^listed-([0-9a-z]{1,5})$/.exec(cardId)?.[1];
  const serial = found === undefined ? Number.NaN : Number.parseInt(found, 36);
  return serial >= 0 && serial < sampleCards && listedCardId(serial) === cardId ? serial : null;
}

export const isListedCardClosed = (serial: number): boolean => serial % closedEvery === 0;

/** Answers POST /v1/card-lookups: sample cards, and the cards of the sample customers. */
export function lookUpCards(
  body: unknown,
  own: ReadonlyMap<string, WireListedCard>,
  receiptOf: (cardId: string) => WireReceipt | undefined,
): Reply {
  const question = wireCardLookupSchema.safeParse(body);
  if (!question.success) return refusal(400, 'badRequest', 'bad list of numbers');
  const cards = question.data.numbers.map((number) => {
    const serial = sampleSerial(number);
    const card = own.get(number) ?? (serial === null ? null : listedCard(serial));
    if (card === null || card.state !== 'none') return card;
    return receiptOf(card.cardId) ? { ...card, state: 'held' as const } : card;
  });
  return reply(200, { cards });
}

function listedCard(serial: number): WireListedCard {
  const yuan = (serial * 7919) % 50_000;
  return {
    cardId: listedCardId(serial),
    customerId: `listed-holder-${serial.toString(36)}`,
    masked: maskCard(sampleCardNumber(serial)),
    state: isListedCardClosed(serial) ? 'closed' : 'none',
    holderMasked: `${surnames[serial % surnames.length] ?? '王'}*${serial % 2 === 0 ? '*' : ''}`,
    phoneMasked: `13${serial % 10}****${String((serial * 31) % 10_000).padStart(4, '0')}`,
    atRisk: serial % 3 === 0 ? { amountMinor: yuan * 100, currency: 'CNY' } : null,
  };
}
