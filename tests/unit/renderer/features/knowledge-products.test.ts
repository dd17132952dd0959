import { expect, it } from 'vitest';
import { productsOf } from '#renderer/features/knowledge/products.ts';

it.each([
  [['debit'], []],
  [['credit', 'credit'], ['信用卡']],
  [['debit', 'credit'], []],
  [
    ['debit', 'pension', 'termDeposit', 'passbook'],
    ['养老金', '存款'],
  ],
] as const)('tells from the cards %j that it may be about %j', (kinds, products) => {
  expect(productsOf(kinds.map((kind) => ({ kind })))).toEqual(products);
});
