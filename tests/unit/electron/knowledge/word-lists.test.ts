import { describe, expect, it } from 'vitest';
import { readByCharacter } from '#electron/knowledge/content/character-readings.ts';
import { loadLists } from '#electron/knowledge/content/load-lists.ts';
import { createNormalise, runsOf } from '#electron/knowledge/content/normalise.ts';
import {
  readDictionary,
  readPolyphones,
  readReadings,
  readStopWords,
  readSynonyms,
  readTraditional,
} from '#electron/knowledge/content/word-lists.ts';
import { loadReadings } from '#electron/knowledge/index/readings.ts';

describe('word lists', () => {
  it('keep the good lines and refuse the bad ones by number', () => {
    const { value, problems } = readDictionary('# 说明\n吞卡\n卡\n大额存单 900\n数字 人民币 x\n');
    expect([...value]).toEqual([
      ['吞卡', 50_000],
      ['大额存单', 900],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([3, 5]);
  });

  it('read one syllable for each character', () => {
    const { value, problems } = readPolyphones('还款 huan kuan\n还款 huan\n重置 chóng zhì\n');
    expect(value.get('还款')).toEqual(['huan', 'kuan']);
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('tell equal words from what is said and what is written', () => {
    const { value, problems } = readSynonyms('挂失，报失\nLost card => 挂失\n单独\na => b => c\n');
    expect(value.get('挂失')).toEqual(['报失']);
    expect(value.get('报失')).toEqual(['挂失']);
    expect(value.get('lost card')).toEqual(['挂失']);
    expect(value.has('单独')).toBe(false);
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('read stop words and character pairs', () => {
    expect([...readStopWords('怎么 请问 # 说明\nThe').value]).toEqual(['怎么', '请问', 'the']);
    const { value, problems } = readTraditional('掛挂 額额\n帳 账\n');
    expect([...value]).toEqual([
      ['掛', '挂'],
      ['額', '额'],
    ]);
    expect(problems).toHaveLength(1);
  });
});

describe('readings', () => {
  it('read a run by its characters, and words with several readings by their list', () => {
    const { value, problems } = readReadings('hai 还海\nkuan 款\nguā 瓜\ngua\n');
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
    const read = readByCharacter(value, new Map([['还款', ['huan', 'kuan']]]));
    expect(read('还还款瓜')).toEqual(['hai', 'huan', 'kuan', '']);
  });

  it('shipped are what the large tables say of each character', async () => {
    const { lists } = await loadLists('assets/knowledge');
    const large = await loadReadings(new Map());
    const other: string[] = [];
    for (let code = 0x4e00; code <= 0x9fff; code += 1) {
      const character = String.fromCodePoint(code);
      if (lists.readings.of(character) !== large(character)[0]) other.push(character);
    }
    expect(other).toEqual([]);
  });
});

describe('folding', () => {
  const fold = createNormalise(new Map([['額', '额']]));

  it('makes one of widths, cases, accents and scripts', () => {
    expect(fold('ＡＴＭ　Ü盾 Café 額')).toBe('atm u盾 cafe 额');
  });

  it('keeps the length of any text, so that positions hold', () => {
    const texts = ['İstanbul', 'ﬁ ß ǆ', '😀额度🇨🇳', 'e\u0301', '\ud800 lone', '０１２'];
    for (const text of texts) expect(fold(text)).toHaveLength(text.length);
  });

  it('cuts into runs of one script', () => {
    expect(runsOf('atm吞卡 12378！u盾').map(({ script, text }) => `${script}:${text}`)).toEqual([
      'latin:atm',
      'han:吞卡',
      'digit:12378',
      'latin:u',
      'han:盾',
    ]);
  });
});
