import { describe, expect, test } from 'vitest';
import type { CaptionLine } from '#shared/captions/contract.ts';
import { maskLines, maskSpoken } from '#shared/captions/mask.ts';

describe('numbers in what was said', () => {
  test.each([
    ['卡号是6222021234567788。', '卡号是6222 02** **** 7788。'],
    ['6222 0212 3456 7788', '6222 02** **** 7788'],
    ['六二二二，零二幺二，三四五六，七七八八', '6222 02** **** 7788'],
    ['六二二二02一二三四五六7788', '6222 02** **** 7788'],
    ['６２２２０２１２３４５６７７８８', '6222 02** **** 7788'],
    ['my card is 6222-0212-3456-7788-901', 'my card is 6222 02** **** 8901'],
    ['身份证110101194003071234', '身份证1****************4'],
    ['身份证11010119400307123X。', '身份证1****************X。'],
    ['电话13812342207', '电话138****2207'],
    ['我的手机是幺三八 幺二三四 二二零七', '我的手机是138****2207'],
    ['密码是135246', '密码是******'],
    ['验证码，八二六一', '验证码，****'],
    ['the passcode is 4 5 6 7', 'the passcode is * * * *'],
  ])('%s', (said, shown) => expect(maskSpoken(said)).toBe(shown));

  test.each([
    '我转了1650000元给他，说是三点以前。',
    '二零二六年十一月二十九号',
    '三万五千六百七十块',
    '密码您千万别告诉我，六位都不要说',
    '尾号7788那张',
    'he asked for 50,000 twice',
  ])('nothing is taken from: %s', (said) => expect(maskSpoken(said)).toBe(said));

  const line = (id: string, text: string, own: Partial<CaptionLine> = {}): CaptionLine => ({
    ...{ id, side: 'caller', text, isFinal: true, at: 1, afterGap: false },
    ...own,
  });

  test('a number that is read out with pauses is one number, whoever speaks in between', () => {
    const lines = [
      line('1', '卡号是六二二二，'),
      line('2', '零二一二。'),
      line('3', '嗯，您接着说。', { side: 'agent' }),
      line('4', '三四五六'),
      line('5', '七七八八。对吗'),
    ];
    expect(maskLines(lines).map(({ text }) => text)).toEqual([
      '卡号是****，',
      '****。',
      '嗯，您接着说。',
      '****',
      '****。对吗',
    ]);
  });

  test('a number that is being read out does not flash up before it is long enough', () => {
    const partial = (text: string): string => maskLines([line('1', text, { isFinal: false })])[0]?.text ?? '';
    expect(partial('卡号六二二二零二')).toBe('卡号六二二二零二');
    expect(partial('卡号六二二二零二一')).toBe('卡号*******');
    expect(partial('卡号六二二二零二一二三四五六')).toBe('卡号************');
    expect(partial('卡号六二二二零二一二三四五六七七')).toBe('卡号6222 02** **** 5677');
  });
});
