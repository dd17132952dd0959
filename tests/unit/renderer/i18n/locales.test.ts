import { describe, expect, test } from 'vitest';
import { enLate, zhLate } from '#renderer/i18n/late-resources.ts';
import { enTree, zhTree } from '#renderer/i18n/resources.ts';
import { createWords } from '#renderer/i18n/words.ts';
import { errorParams } from '#shared/errors/app-error.ts';
import { filesIn, saidIn } from './sources.ts';

type Tree = { readonly [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as const] : flat(value, `${path}${key}.`),
  );
const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string): string => key.replace(plural, '');

const zh = flat({ ...zhTree, ...zhLate } as unknown as Tree);
const en = flat({ ...enTree, ...enLate } as unknown as Tree);
const gaps = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
const byKey = new Map(zh);

describe('the words of the desk', () => {
  test('there are as many as a whole desk needs', () => expect(zh.length).toBeGreaterThan(400));

  test('both languages have the same keys', () => {
    expect(new Set(en.map(([key]) => stem(key)))).toEqual(new Set(zh.map(([key]) => stem(key))));
  });

  test('none is empty', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  test('both languages fill the same gaps', () => {
    const different = en.filter(([key, text]) => {
      const other = byKey.get(key) ?? byKey.get(`${stem(key)}_other`) ?? byKey.get(stem(key));
      // English may leave out the figure of a singular.
      const allowed = key.endsWith('_one') ? ['count'] : [];
      const wanted = new Set(gaps(other ?? ''));
      return (
        gaps(text).some((gap) => !wanted.has(gap)) ||
        [...wanted].some((gap) => !gaps(text).includes(gap) && !allowed.includes(gap))
      );
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('English has a singular wherever it has a plural', () => {
    const keys = new Set(en.map(([key]) => key));
    expect([...keys].filter((key) => key.endsWith('_other') && !keys.has(`${stem(key)}_one`))).toEqual([]);
  });

  test('Chinese has no half-width punctuation after a Chinese character', () => {
    expect(
      zh
        .filter(([, text]) => /\p{Script=Han}[,;:!?()]|\p{Script=Han}\.(?!\w)/u.test(text))
        .map(([key]) => key),
    ).toEqual([]);
  });

  test('Chinese quotes are full width and in pairs', () => {
    const wrong = zh.filter(
      ([, text]) => /["']/.test(text) || text.split('“').length !== text.split('”').length,
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('English has no Chinese but the names of languages', () => {
    expect(
      en
        .filter(([key, text]) => /\p{Script=Han}/u.test(text) && !key.startsWith('guidance.greeting.'))
        .map(([key]) => key),
    ).toEqual([]);
  });

  test('every error code has words', () => {
    const codes = new Set(Object.keys(errorParams));
    const worded = new Set(
      zh.filter(([key]) => key.startsWith('error.')).map(([key]) => key.slice('error.'.length)),
    );
    expect(worded).toEqual(codes);
  });
});

describe('words and code', () => {
  const said = saidIn(
    ['renderer', 'shared', 'electron'].flatMap((folder) => filesIn(folder, ['.ts', '.tsx'])),
  );
  const patterns = [...said.templates]
    .filter((template) => /^[a-zA-Z]+\.[\w.*/-]*\*/.test(template))
    .map((template) => new RegExp(`^${template.replaceAll('.', String.raw`\.`).replaceAll('*', '.+')}$`));

  test('no word is there for nothing', () => {
    const unused = zh
      .map(([key]) => stem(key))
      .filter((key) => !said.strings.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect([...new Set(unused)]).toEqual([]);
  });
});

describe('translation', () => {
  const words = createWords();
  test('fills gaps and counts', () => {
    expect(words.in('zh-CN')('call.idleAgent', { count: 3 })).toBe('今日已接 3 通');
    expect(words.in('en-US')('call.idleAgent', { count: 1 })).toBe('1 call today');
    expect(words.in('en-US')('call.idleAgent', { count: 3 })).toBe('3 calls today');
  });
  test('reads codes that carry a slash', () => {
    expect(words.in('en-US')('error.call/busy')).toBe('The line is busy');
  });
  test('knows that it does not know', () => {
    expect(words.maybe('zh-CN', 'queue.of-the-bank')).toBeNull();
    expect(words.maybe('zh-CN', 'queue.queue-elderly')).toBe('长者专线');
  });
});
