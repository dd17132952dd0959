import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '#electron/core/sandbox/journal.ts';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { sampleCustomers } from '#tests/support/sandbox-core.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const passesLuhn = (number: string): boolean => {
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

describe('sample customers', () => {
  const customers = sampleCustomers();

  it('are invented: no card number and no ID number can be real', () => {
    const cards = customers.flatMap((customer) => customer.cards.filter((card) => card.number.length >= 16));
    expect(cards.filter((card) => passesLuhn(card.number)).map((card) => card.id)).toEqual([]);
    const documents = customers.map((customer) => customer.document.number);
    expect(documents.filter((number) => !/^(100000|XX)/.test(number))).toEqual([]);
  });

  it('show every care flag that a file can know', () => {
    const onFile = new Set<string>(customers.flatMap(({ flags }) => flags.map(({ flag }) => flag)));
    const numbers = customers.flatMap((customer) => customer.numbers);
    for (const { flags } of numbers) for (const { flag } of flags) onFile.add(flag);
    if (numbers.some(({ relation }) => relation !== 'holder')) onFile.add('thirdParty');
    if (customers.some(({ language }) => language !== 'zh')) onFile.add('foreignLanguage');
    if (customers.some(({ birthMonth }) => birthMonth < '1966')) onFile.add('elderly');
    if (customers.some(({ birthMonth }) => birthMonth > '2010')) onFile.add('minor');
    expect(careFlagIds.filter((flag) => !onFile.has(flag))).toEqual([]);
  });

  it('can be told apart by their numbers', () => {
    const numbers = customers.flatMap((customer) => customer.numbers.map(({ number }) => number));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('journal', () => {
  it('drops a line that a crash cut short and goes on behind the last whole one', () => {
    const file = join(testFolder(), 'core.jsonl');
    const first = openJournal(file, () => undefined);
    first.append({ n: 1 });
    first.append({ n: 2 });
    first.dispose();
    appendFileSync(file, '{"n":3,"cut":"of');
    const seen: unknown[] = [];
    const second = openJournal(file, (entry) => seen.push(entry));
    second.append({ n: 4 });
    second.dispose();
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":2}\n{"n":4}\n');
  });
});
