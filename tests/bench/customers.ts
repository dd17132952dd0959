import type { SampleCustomer } from '#electron/core/sandbox/customers-file.ts';
import { sampleCustomers } from '#tests/support/sandbox-core.ts';

/** A made-up customer with what the panel must show of them. */
export interface BenchCustomer {
  readonly number: string;
  /** Last four digits of the number, as the bar shows them. */
  readonly tail: string;
  readonly name: string;
  readonly cards: readonly { readonly id: string; readonly tail: string }[];
  readonly sample: SampleCustomer;
}

const surnames = [
  '贾',
  '钱',
  '孙',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '陈',
  '褚',
  '卫',
  '蒋',
  '沈',
  '韩',
  '杨',
  '朱',
];
const two = (value: number, width: number): string => String(value).padStart(width, '0');

/** Each an elderly customer with three cards, so that one call serves for three holds and no card is used twice. */
export function benchCustomers(count: number): readonly BenchCustomer[] {
  const model = sampleCustomers()[0];
  if (model === undefined) throw new Error('no sample customer to go by');
  return Array.from({ length: count }, (_, index) => {
    const tail = two(index, 4);
    const number = `+861391007${tail}`;
    const surname = surnames[index % surnames.length] ?? '';
    const cards = [1, 2, 3].map((place) => ({
      id: `card-bench-${index}-${place}`,
      tail: `${place}${two(index, 3)}`,
    }));
    const sample: SampleCustomer = {
      ...model,
      id: `cust-bench-${index}`,
      numbers: [{ number, relation: 'holder', flags: [] }],
      phone: number,
      name: { ...model.name, surname },
      cards: cards.map(({ id, tail: last }) => ({
        id,
        number: `622202020000${last}`,
        kind: 'debit',
        accountClass: 'I',
        supplementary: false,
        facts: [],
        state: 'none',
      })),
      pending: model.pending.map((one) => ({ ...one, id: `tx-bench-${index}` })),
    };
    return { number, tail, name: `${surname}女士`, cards, sample };
  });
}
