import { describe, expect, test } from 'vitest';
import { clausesOf } from '#renderer/ui/clauses.tsx';
import { latinMarks } from '#renderer/ui/reading.tsx';

describe('a Chinese sentence', () => {
  test('is cut where a clause ends, and nothing of it is lost', () => {
    expect(clausesOf('这个保障不要钱，也不会扣您的钱。咱们先不转，好吗？')).toEqual([
      '这个保障不要钱，',
      '也不会扣您的钱。',
      '咱们先不转，',
      '好吗？',
    ]);
  });

  test('keeps the closing quotation mark with its clause, and a list of words whole', () => {
    expect(clausesOf('他说“马上转！”，您别急')).toEqual(['他说“马上转！”，', '您别急']);
    expect(clausesOf('转账、卡，还是别的')).toEqual(['转账、卡，', '还是别的']);
  });

  test('without a mark it is one clause', () => {
    expect(clausesOf('点停止')).toEqual(['点停止']);
  });
});

test('pinyin has Latin marks, close to the word before', () => {
  expect(latinMarks('wǒ zài tīng ， nín màn màn shuō 。')).toBe('wǒ zài tīng, nín màn màn shuō.');
});
