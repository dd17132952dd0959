import type { CallerCard } from '#shared/caller/contract.ts';

/** As articles are tagged. A debit card says nothing: nearly everybody has one. */
const tagOf: Partial<Record<CallerCard['kind'], string>> = {
  pension: '养老金',
  salary: '工资',
  socialSecurity: '养老金',
  passbook: '存款',
  termDeposit: '存款',
  foreignCurrency: '外币',
};

/** What the caller's cards say the question may be about; 信用卡 only where there is no other kind of card. */
export function productsOf(cards: readonly Pick<CallerCard, 'kind'>[]): string[] {
  const tags = cards.flatMap(({ kind }) => tagOf[kind] ?? []);
  if (cards.length > 0 && cards.every(({ kind }) => kind === 'credit')) tags.push('信用卡');
  return [...new Set(tags)];
}
