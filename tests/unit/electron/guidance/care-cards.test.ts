import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import { silentLog } from '#electron/log/log.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { careFlagIds, type CareFlag } from '#shared/care/care-flag.ts';
import { deskOf, orderOfParts } from '#shared/care/desk-actions.ts';
import { wrongIn, type WrongWords } from '#shared/care/wrong-words.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';

let library: GuidanceLibrary;
beforeAll(async () => {
  const made = createPlaybookLibrary({
    playbooksFolder: 'assets/playbooks',
    careCardsFolder: 'assets/care-cards',
    log: silentLog,
  });
  await made.load();
  library = made.library.get();
});

const card = (flag: CareFlag) => {
  const found = library.careCards.find(({ id }) => id === flag);
  if (!found) throw new Error(`no card for ${flag}`);
  return found;
};
const rulesOf = (flag: CareFlag): readonly WrongWords[] => card(flag).wrong;

describe('the care cards', () => {
  it('are there for every flag of the domain, none refused', () => {
    expect(library.refused).toEqual([]);
    expect(library.careCards.map(({ id }) => id).toSorted()).toEqual([...careFlagIds].toSorted());
  });

  it('say for every flag what is wrong to say to such a caller, and what to say instead', () => {
    for (const flag of careFlagIds) {
      expect(rulesOf(flag).length, flag).toBeGreaterThan(0);
      for (const { instead } of rulesOf(flag)) {
        expect(wrongIn(instead.zh, 'zh', rulesOf(flag)), instead.zh).toEqual([]);
        expect(wrongIn(instead.en, 'en', rulesOf(flag)), instead.en).toEqual([]);
      }
    }
  });

  it.each([
    ['visuallyImpaired', 'zh', '您点一下蓝色的按钮'],
    ['visuallyImpaired', 'en', 'Please press the blue button.'],
    ['visuallyImpaired', 'zh', '我发一张截图给您'],
    ['elderly', 'zh', '您可以用手机银行自己办'],
    ['elderly', 'zh', '请下载我们的App'],
    ['elderly', 'en', 'Please use the app.'],
    ['elderly', 'zh', '先打开设置，再点隐私，然后关掉共享'],
    ['hearingImpaired', 'zh', '明天给您打电话'],
    ['hearingImpaired', 'en', 'I will call you back tomorrow.'],
    ['foreignLanguage', 'zh', '请报一下身份证号'],
    ['crisis', 'zh', '您想开点'],
    ['crisis', 'en', 'Please calm down.'],
    ['distress', 'zh', '您冷静一下'],
    ['hardship', 'zh', '您必须尽快还款'],
    ['hardship', 'zh', '肯定能给您减免'],
    ['thirdParty', 'zh', '他账户里还有两万'],
    ['minor', 'zh', '你怎么能转账'],
    ['serving', 'zh', '您是哪个部队的'],
    ['disasterArea', 'zh', '必须本人带原件'],
    ['priority', 'en', 'We can skip the check for you.'],
  ] as const)('%s: finds what is wrong in “%s: %s”', (flag, language, sentence) => {
    expect(wrongIn(sentence, language, rulesOf(flag))).toHaveLength(1);
  });

  it.each([
    ['elderly', 'zh', '千万别下载他们的App'],
    ['elderly', 'zh', '凡是让您下载 App 的，都先打给我们'],
    ['elderly', 'en', "Don't download the app they sent you."],
    ['visuallyImpaired', 'zh', '我们走绿色通道'],
    ['hearingImpaired', 'zh', '我们不会打电话给您'],
    ['distress', 'zh', '您着急的是这件事，我听明白了'],
  ] as const)('%s: leaves “%s: %s” alone', (flag, language, sentence) => {
    expect(wrongIn(sentence, language, rulesOf(flag))).toEqual([]);
  });
});

/** Every finding as `where: words`, so that a failure shows the sentence to mend. */
const findings = (where: string, text: { zh: string; en: string }, flag: CareFlag): string[] =>
  (['zh', 'en'] as const).flatMap((language) =>
    wrongIn(text[language], language, rulesOf(flag)).map(({ id, words }) => `${where} ${id}: ${words}`),
  );

describe('languages', () => {
  const lines = () =>
    library.careCards.flatMap(({ id, lines: all, safety }) =>
      [...all, ...safety].map((line) => ({ at: `${id} ${line.id}`, text: line.text })),
    );

  it('has every line and safety question in four languages that differ by script, and the Japanese with its reading', () => {
    const wrong = lines().filter(({ text: { zh, en, ja, ko, kana } }) => {
      const right =
        /^[^\p{Script=Hiragana}\p{Script=Hangul}]*\p{Script=Han}/u.test(zh) &&
        /^[\p{Script=Latin}\p{N}\p{P}\p{Z}]+$/u.test(en) &&
        /\p{Script=Hiragana}/u.test(ja ?? '') &&
        !/\p{Script=Hangul}/u.test(ja ?? '') &&
        /\p{Script=Hangul}/u.test(ko ?? '') &&
        !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(ko ?? '') &&
        /^[\p{Script=Hiragana}\p{Script=Katakana}ー\p{P}]+$/u.test(kana ?? '');
      return !right;
    });
    expect(wrong.map(({ at }) => at)).toEqual([]);
    expect(lines().length).toBeGreaterThan(45);
  });

  it('has the pinyin of every Chinese line, as the tables give it', async () => {
    const { pinyin } = await import('pinyin-pro');
    const wrong = lines().filter(({ text }) => text.pinyin !== pinyin(text.zh, { nonZh: 'consecutive' }));
    expect(wrong.map(({ at, text }) => `${at}: ${pinyin(text.zh, { nonZh: 'consecutive' })}`)).toEqual([]);
  });

  it('has identity, the kind of document and what a hold stops, the last one as approved text', () => {
    const foreign = card('foreignLanguage').lines;
    expect(foreign.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['identity', 'whichDocument', 'holdStops']),
    );
    expect(foreign.filter(({ approved }) => approved).map(({ id }) => id)).toEqual(['holdStops']);
  });

  it('speaks as a senior clerk does: polite endings in Japanese and Korean', () => {
    const polite = lines().filter(({ at }) => !at.startsWith('minor'));
    const ja = polite.filter(
      ({ text }) =>
        !/(です|ます|ください|ません|ましょう|でしょうか|どうぞごゆっくり|いたします)/u.test(text.ja ?? ''),
    );
    const ko = polite.filter(
      ({ text }) => !/(니다|세요|니까|나요|까요|겠어요|시오|가요|네요)[.?!’]/u.test(text.ko ?? ''),
    );
    expect([ja.map(({ at }) => at), ko.map(({ at }) => at)]).toEqual([[], []]);
  });
});

describe('our own content', () => {
  it('says nothing wrong in the lines written for a flag', () => {
    const wrong = careFlagIds.flatMap((flag) =>
      [...card(flag).lines, ...card(flag).safety].flatMap(({ id, text }) =>
        findings(`${flag} ${id}`, text, flag),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('says nothing wrong in the playbooks’ wording for elderly and for deaf callers', () => {
    const wrong = library.playbooks.flatMap((playbook) =>
      playbook.lines.flatMap((line) => [
        ...findings(`${playbook.id} ${line.id}`, line.elderly, 'elderly'),
        ...findings(`${playbook.id} ${line.id}`, line.written, 'hearingImpaired'),
      ]),
    );
    expect(wrong).toEqual([]);
  });

  it('says nothing wrong in the sayable lines of articles written for a flag', async () => {
    const folder = 'assets/knowledge/articles';
    const wrong: string[] = [];
    let read = 0;
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.md'))) {
      const article = parseArticle(await readFile(`${folder}/${file}`, 'utf8'));
      for (const flag of article.careFlags)
        for (const block of article.blocks) {
          const texts = block.type === 'answer' ? [block.text] : block.type === 'say' ? block.items : [];
          read += texts.length;
          for (const text of texts) wrong.push(...findings(file, { zh: text.zh, en: text.en ?? '' }, flag));
        }
    }
    expect(read).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});

describe('what flags change together', () => {
  it('takes the slowest pace, the largest size and every caution', () => {
    const both = deskOf([card('crisis').desk, card('elderly').desk]);
    expect(both).toMatchObject({ size: 'large', pace: 2.6 });
    expect(both.askFirst).toEqual(['hold', 'blindTransfer', 'hangUp']);
    expect(both.offer).toEqual(['help', 'steps', 'dialectSeat', 'careCallBack']);
    expect(orderOfParts(both)).toEqual(['careLines', 'greeting', 'facts', 'required']);
    expect(orderOfParts(deskOf([]))).toEqual(['facts', 'greeting', 'required', 'careLines']);
  });
});
