import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { Money } from '#shared/core/text.ts';
import { holdOfCard, type FlowContext } from './context.ts';
import type { PolicyFigures } from './policy.ts';
import { filled, gapsOf, type PanelValueId } from './text.ts';

/** What fills the gaps of a flow: by id, in both languages. Only masked numbers; nothing here was not on the panel. */
export type FlowValues = ReadonlyMap<string, Bilingual>;

const same = (text: string): Bilingual => ({ zh: text, en: text });

/** Locales of the two languages of the desk; amounts are said as each writes them. */
const locales = { zh: 'zh-CN', en: 'en-US' } as const;

function amount(money: Money): Bilingual {
  const written = (locale: string): string => {
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: money.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 0,
    });
    const digits = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: money.currency,
    }).resolvedOptions().maximumFractionDigits;
    return format.format(money.amountMinor / 10 ** (digits ?? 2));
  };
  return { zh: written(locales.zh), en: written(locales.en) };
}

const tailOf = (masked: string): string => /(\d{4})\D*$/.exec(masked)?.[1] ?? masked;

/** `said`: what was heard and written down in this run. */
export function valuesOf(
  context: FlowContext,
  said: ReadonlyMap<string, string>,
  policies: PolicyFigures,
): FlowValues {
  const { caller, agent, cardId } = context;
  const { holder, pendingTransaction: transfer } = caller;
  const card = caller.cards.find((one) => one.cardId === cardId) ?? null;
  const receipt = card && holdOfCard(context, card.cardId)?.receipt?.number;
  const known: Readonly<Record<PanelValueId, Bilingual | null | undefined>> = {
    'holder.name': holder?.name,
    'holder.branch': holder?.branch,
    'holder.phone': holder?.phoneMasked == null ? null : same(holder.phoneMasked),
    'caller.name': caller.caller?.name,
    'agent.name': agent,
    'card.masked': card && same(card.masked),
    'card.tail': card && same(tailOf(card.masked)),
    'transfer.amount': transfer && amount(transfer.money),
    'transfer.payee': transfer && same(transfer.payeeMasked),
    'hold.receipt': receipt ? same(receipt) : null,
  };
  return new Map<string, Bilingual>([
    ...Object.entries(known).flatMap(([id, value]) =>
      value ? [[id, { zh: value.zh, en: value.en || value.zh }] as const] : [],
    ),
    ...Object.entries(policies).map(([id, { value }]) => [`policy.${id}`, value] as const),
    ...[...said].map(([name, text]) => [`said.${name}`, same(text)] as const),
  ]);
}

/** Words in two languages, or in the four that callers are first served in. */
interface Words {
  readonly zh: string;
  readonly en: string;
  readonly ja?: string | undefined;
  readonly ko?: string | undefined;
}

/** A figure that was taken out of the bank's list while a call was led by an older text. */
const byPolicy: Bilingual = { zh: '本行规定的', en: 'the bank’s' };

/** A text with its gaps filled, each language with its own value. Japanese and Korean take the Latin form. */
export function fillWords<T extends Words>(words: T, values: FlowValues): T {
  const into = (text: string, language: 'zh' | 'en'): string =>
    filled(text, (id) => (values.get(id) ?? (id.startsWith('policy.') ? byPolicy : undefined))?.[language]);
  return {
    ...words,
    zh: into(words.zh, 'zh'),
    en: into(words.en, 'en'),
    ...(words.ja === undefined ? {} : { ja: into(words.ja, 'en') }),
    ...(words.ko === undefined ? {} : { ko: into(words.ko, 'en') }),
  };
}

/** Ids of the policy figures that a step's words use. */
export function policiesIn(step: unknown): readonly string[] {
  const text = JSON.stringify(step);
  const ids = gapsOf(text).flatMap(({ id }) => /^policy\.(.+)$/.exec(id)?.[1] ?? []);
  return [...new Set(ids)];
}
