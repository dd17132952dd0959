import { expect, test } from 'vitest';
import { breakLine, emsOfText, layoutSlate } from '#shared/slate/layout.ts';

const linesOf = (text: string, mode: 'full' | 'band' = 'full'): readonly string[] =>
  layoutSlate(text, mode).pages.flatMap(({ lines }) => lines);

test('a short sentence stands in the largest letters on one page', () => {
  const { sizePx, pages } = layoutSlate('请稍等', 'full');
  expect(sizePx).toBe(88);
  expect(pages).toEqual([{ lines: ['请稍等'] }]);
});

test('a mark never begins a line and an opening bracket never ends one', () => {
  expect(breakLine('请把身份证正面，对着镜头', 7)).toEqual(['请把身份证正', '面，对着镜头']);
  expect(breakLine('请您看短信（验证码）再读', 6)).toEqual(['请您看短信', '（验证码）再', '读']);
  for (const text of [
    '一二三四五六七八九十，。；：',
    '他说：“请您不要挂断！”然后等。',
    '（一）（二）（三）（四）（五）',
  ])
    for (let ems = 6; ems < 12; ems += 1)
      for (const line of breakLine(text, ems).slice(1))
        expect(line, `${text} ${ems}`).not.toMatch(/^[，。；：！”）]/);
});

test('words and numbers are not parted, spaces do not begin a line', () => {
  expect(breakLine('Please hold your ID card to the camera', 10)).toEqual([
    'Please hold your',
    'ID card to the',
    'camera',
  ]);
  expect(breakLine('请拨打 400-800-1234 转人工', 9).join('|')).toContain('400-800-1234');
});

test('what is longer than a line is cut rather than lost', () => {
  const link = 'https://bank.example/a/very/long/path/to/nowhere';
  const lines = breakLine(link, 9);
  expect(lines.join('')).toBe(link);
  for (const line of lines) expect(emsOfText(line)).toBeLessThanOrEqual(9);
});

test('a long text is turned over, nothing of it lost, letters never under 26 pixels at 240p', () => {
  const text = '您的卡已经临时挂失，钱是安全的。请您带身份证去最近的网点，柜员会帮您办新卡。'.repeat(4);
  for (const mode of ['full', 'band'] as const) {
    const { pages, sizePx } = layoutSlate(text, mode);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(({ lines }) => lines).join('')).toBe(text);
    expect(sizePx / 2).toBeGreaterThanOrEqual(26);
  }
});

test('a page ends with a sentence where its last third has one', () => {
  const { pages } = layoutSlate(
    '一二三四五六七八九十\n一二三四五六七八九十\n一二三四五六七八九十\n一二三四五六七八九。\n一二三四五六七八九十\n一二三',
    'full',
  );
  expect(pages[0]?.lines.at(-1)).toBe('一二三四五六七八九。');
});

test('lines never run out of the picture, in any of the languages', () => {
  for (const text of [
    'WWWW MMMM @@@@ %%%%',
    '한국어로 천천히 말씀드리겠습니다',
    'カードを一時停止しました。ご安心ください。',
    '中英 mixed 文字 2026 年 11 月',
  ])
    for (const mode of ['full', 'band'] as const) {
      const { sizePx } = layoutSlate(text, mode);
      for (const line of linesOf(text, mode)) expect(emsOfText(line) * sizePx).toBeLessThanOrEqual(600);
    }
});

test('empty, blank and hostile text', () => {
  expect(layoutSlate('', 'full').pages).toEqual([]);
  expect(layoutSlate(' \n\n ', 'full').pages).toEqual([]);
  expect(linesOf('a\u202eb\u0000c')).toEqual(['a b c']);
});
