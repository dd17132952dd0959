/**
 * Values in the words of a flow: `{{holder.name|您}}`, `{{policy.swallowedCardDays}}`, `{{said.amount|那笔钱}}`.
 * What stands behind the bar is said while the value is not known; it belongs to the language it is written in.
 */
export const panelValueIds = [
  'holder.name',
  'holder.branch',
  'holder.phone',
  'caller.name',
  'agent.name',
  'card.masked',
  'card.tail',
  'transfer.amount',
  'transfer.payee',
  'hold.receipt',
] as const;
export type PanelValueId = (typeof panelValueIds)[number];

const gap = /\{\{\s*([a-zA-Z][a-zA-Z0-9.]*)\s*(?:\|([^{}]*))?\}\}/g;

export interface Gap {
  readonly id: string;
  /** null: none is given. */
  readonly fallback: string | null;
}

/** The gaps of a text, in their order. */
export const gapsOf = (text: string): readonly Gap[] =>
  [...text.matchAll(gap)].map(([, id = '', fallback]) => ({ id, fallback: fallback ?? null }));

/** True when braces are left over that are no gap. */
export const hasStrayBraces = (text: string): boolean => /\{\{|\}\}/.test(text.replaceAll(gap, ''));

/** Fills the gaps. A value that is not known leaves its fallback, never a brace. */
export const filled = (text: string, valueOf: (id: string) => string | undefined): string =>
  text.replaceAll(gap, (_, id: string, fallback?: string) => valueOf(id) ?? fallback ?? '').trim();
