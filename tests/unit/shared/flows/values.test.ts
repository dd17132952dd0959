import { describe, expect, it } from 'vitest';
import { factsOf } from '#shared/flows/context.ts';
import { factIds } from '#shared/flows/fact.ts';
import { looksSecret } from '#shared/flows/secret.ts';
import { filled, gapsOf, hasStrayBraces } from '#shared/flows/text.ts';
import { fillWords, policiesIn, valuesOf } from '#shared/flows/values.ts';
import { around, caller, card, hold, policies } from './support.ts';

const none = new Map<string, string>();
const values = (where = around(), cardId: string | null = null, said = none) =>
  valuesOf({ ...where, cardId }, said, policies);

describe('gaps', () => {
  it('are filled with the value, or with the words for when it is not known', () => {
    const valueOf = (id: string) => (id === 'holder.name' ? '贾女士' : undefined);
    expect(filled('{{holder.name|您}}好，{{holder.branch|网点}}见', valueOf)).toBe('贾女士好，网点见');
    expect(filled('{{ holder.name | 您 }}好', valueOf)).toBe('贾女士好');
    expect(filled('{{agent.name|}}您好', valueOf)).toBe('您好');
  });

  it('are found with their fallbacks, and stray braces are seen', () => {
    expect(gapsOf('{{a.b|c}} {{d.e}}')).toEqual([
      { id: 'a.b', fallback: 'c' },
      { id: 'd.e', fallback: null },
    ]);
    expect(hasStrayBraces('{{a.b|c}}')).toBe(false);
    expect(hasStrayBraces('{{a.b|c')).toBe(true);
  });
});

describe('values from the panel', () => {
  it('each language has its own', () => {
    const words = fillWords(
      {
        zh: '{{holder.name|您}}，{{holder.branch|网点}}',
        en: '{{holder.name|you}}, {{holder.branch|branch}}',
      },
      values(),
    );
    expect(words).toEqual({ zh: '贾女士，静安支行', en: 'Ms Jia, Jing’an branch' });
  });

  it('nobody known: the words for that', () => {
    const words = fillWords(
      { zh: '{{holder.name|您}}好', en: 'Hello {{holder.name|there}}' },
      values(around(caller({ holder: null }))),
    );
    expect(words).toEqual({ zh: '您好', en: 'Hello there' });
  });

  it('a card by its mask and its last four, the receipt once there is one', () => {
    const held = around(caller(), [hold('card-1', 'confirmed')]);
    const known = values(held, 'card-1');
    expect([known.get('card.masked')?.zh, known.get('card.tail')?.en, known.get('hold.receipt')?.zh]).toEqual(
      ['6222 02** **** 7788', '7788', 'LS-1'],
    );
    expect(values().has('card.masked')).toBe(false);
    expect(values(around(caller(), [hold('card-1', 'sent')]), 'card-1').has('hold.receipt')).toBe(false);
  });

  it('money as each language writes it, also yen', () => {
    const transfer = (amountMinor: number, currency: string) =>
      around(
        caller({
          pendingTransaction: {
            transactionId: 'tx-1',
            money: { amountMinor, currency },
            payeeMasked: '沈**',
            payeeIsNew: true,
            submittedAt: 0,
            deadlineAt: 1,
          },
        }),
      );
    expect(values(transfer(165_000_000, 'CNY')).get('transfer.amount')?.zh).toBe('¥1,650,000');
    expect(values(transfer(500_000, 'JPY')).get('transfer.amount')?.en).toBe('¥500,000');
    expect(values(transfer(366, 'CNY')).get('transfer.amount')?.en).toBe('¥3.66');
  });

  it('what was heard, and the figures of the bank; a figure that is gone is left to the bank', () => {
    const known = values(around(), null, new Map([['place', '静安寺']]));
    const words = fillWords(
      {
        zh: '{{said.place|那里}}，{{policy.days}}，{{policy.gone}}时间',
        en: '{{said.place|there}}, {{policy.days}}',
      },
      known,
    );
    expect(words.zh).toBe('静安寺，3 天，本行规定的时间');
    expect(policiesIn({ text: words, other: '{{policy.days}} {{policy.days}}' })).toEqual(['days']);
  });

  it('nothing unmasked can come in: every value is one of the panel', () => {
    expect([...values(around(), 'card-1').values()].some(({ zh }) => /\d{8,}/.test(zh))).toBe(false);
  });
});

describe('facts', () => {
  it('all that can hold are in the vocabulary', () => {
    const panel = caller(
      {
        cards: [
          card('card-1', {
            kind: 'pension',
            facts: [{ id: 'dormant', at: null, place: null }],
            supplementary: true,
          }),
        ],
        riskFacts: [{ cue: 'newPayee', at: null, params: {} }],
        todayActions: [{ kind: 'cardRetained', at: 0, money: null, detail: null }],
        pendingTransaction: {
          transactionId: 'tx',
          money: { amountMinor: 1, currency: 'CNY' },
          payeeMasked: '沈**',
          payeeIsNew: true,
          submittedAt: 0,
          deadlineAt: 1,
        },
      },
      true,
    );
    const facts = factsOf({ ...around(panel, [hold('card-1', 'failed')]), cardId: 'card-1' });
    const known: ReadonlySet<string> = new Set(factIds);
    expect([...facts].filter((id) => !known.has(id))).toEqual([]);
    expect([...facts]).toEqual(
      expect.arrayContaining([
        'identity.verified',
        'card.fact.dormant',
        'card.kind.pension',
        'card.supplementary',
        'card.holdFailed',
        'card.chosen',
        'transfer.newPayee',
        'risk.newPayee',
        'today.cardRetained',
      ]),
    );
  });

  it('a hold on its way is not a hold; one that ended before the look-up is history', () => {
    const with1 = (state: Parameters<typeof hold>[1], more = {}) =>
      factsOf({ ...around(caller(), [hold('card-1', state, more)]), cardId: 'card-1' });
    expect(with1('sent').has('card.held')).toBe(false);
    expect(with1('sent').has('card.holdAsked')).toBe(true);
    expect(with1('confirmed').has('card.held')).toBe(true);
    expect(with1('confirmed', { answeredAt: 500 }).has('card.held')).toBe(false);
  });

  it('cards that could not be read are said to be unread, not absent', () => {
    const panel = caller({ cards: [], parts: { cards: 'failed', risk: 'ready', history: 'ready' } });
    const facts = factsOf({ ...around(panel), cardId: null });
    expect([facts.has('card.unread'), facts.has('card.any')]).toEqual([true, false]);
  });

  it('a third party is one', () => {
    const speaker = caller().caller;
    if (!speaker) throw new Error('no speaker');
    const facts = factsOf({
      ...around(caller({ caller: { ...speaker, relation: 'grandchild' } })),
      cardId: null,
    });
    expect([facts.has('caller.thirdParty'), facts.has('caller.holder')]).toEqual([true, false]);
  });
});

describe('what is never written down', () => {
  it.each([
    '6222020200007788',
    '6222 0202 0000 7788',
    '６２２２０２０２００００７７８８',
    '10000019410301002X',
    '13800002207',
    '138 0000 2207',
  ])('%s', (text) => expect(looksSecret(text)).toBe(true));

  it.each([
    '静安寺 2 号机',
    '14:20 少了 500 元',
    '1,650,000 元',
    'OTT20251101123456',
    '7788',
    '2025-11-01',
    '12345',
  ])('%s may be', (text) => expect(looksSecret(text)).toBe(false));
});
