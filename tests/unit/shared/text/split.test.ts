import { describe, expect, it } from 'vitest';
import { createAssembler, formatPart, parsePart } from '#shared/text/part.ts';
import { splitText, utf8Length } from '#shared/text/split.ts';
import { seeded } from '#tests/support/seeded.ts';

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

describe('a long text in parts', () => {
  it('loses nothing and keeps every part within its bytes, in any script', () => {
    const texts = [
      '密码输错三次，卡被锁了。'.repeat(900),
      'The cash machine has kept my card. '.repeat(300),
      '👨‍👩‍👧‍👦🇨🇳👍🏽é'.repeat(500),
      '暗証番号を間違えました。비밀번호가 잠겼습니다. '.repeat(200),
      'a'.repeat(10_000),
      '\n'.repeat(2_000),
      '\u0300'.repeat(1_000),
      '',
    ];
    for (const text of texts)
      for (const most of [4, 17, 160, 800, 60_000]) {
        const parts = splitText(text, most);
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => bytes(part) <= most && part !== '')).toBe(true);
      }
  });

  it('never parts what a reader sees as one character, where it fits a part at all', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of splitText(family.repeat(40), 60)) expect(part.length % family.length).toBe(0);
  });

  it('prefers the end of a sentence', () => {
    expect(splitText('先核对您本人。再重置密码', 27)).toEqual(['先核对您本人。', '再重置密码']);
  });

  it('counts bytes as UTF-8 does', () => {
    for (const text of ['a', 'é', '密', '👍🏽', '']) expect(utf8Length(text)).toBe(bytes(text));
  });
});

describe('parts put together again', () => {
  it('gives the whole text in whatever order the parts come', () => {
    const random = seeded(20_261_128);
    const text = '他说他是公安，叫我别告诉别人。🙂'.repeat(60);
    const parts = splitText(text, 90);
    const order = parts.map((_, at) => at).sort(() => random() - 0.5);
    const assembler = createAssembler();
    const seen = order.map((at) =>
      assembler.take(parts[at] ?? '', formatPart({ textId: 't1', part: at + 1, of: parts.length })),
    );
    expect(seen.at(-1)).toMatchObject({ text, whole: true, id: 't1' });
    expect(seen.slice(0, -1).every(({ whole }) => !whole)).toBe(true);
  });

  it('shows a gap where a part has not come', () => {
    const assembler = createAssembler();
    assembler.take('一', formatPart({ textId: 'a', part: 1, of: 3 }));
    expect(assembler.take('三', formatPart({ textId: 'a', part: 3, of: 3 }))).toEqual({
      id: 'a',
      text: '一\uFFFD三',
      whole: false,
    });
  });

  it('takes a header that cannot be right for none', () => {
    for (const bad of [
      '',
      'x',
      'a;part=0;of=2',
      'a;part=3;of=2',
      'a;part=1;of=1',
      'a;part=1;of=999',
      'a b;part=1;of=2',
    ])
      expect(parsePart(bad)).toBeNull();
  });
});
