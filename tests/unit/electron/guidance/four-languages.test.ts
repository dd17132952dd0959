import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { romanise } from '#shared/care/romanise.ts';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { toldKana, toldWords } from '#shared/control/told-words.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { inFourLanguages } from '#shared/guidance/playbook.ts';
import type { Spoken } from '#shared/lib/bilingual.ts';
import { loadShipped } from './support.ts';

let library: GuidanceLibrary;
beforeAll(async () => {
  library = await loadShipped();
});

interface Said {
  readonly at: string;
  readonly text: Partial<Spoken>;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const yaml = (file: string): unknown => parse(readFileSync(file, 'utf8'));

/** Everything below a value that is said to a caller: a text with Chinese and Japanese beside it. */
function saidIn(value: unknown, at: string): Said[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => saidIn(item, `${at}.${index}`));
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'ja' in value) return [{ at, text: value as Partial<Spoken> }];
  return Object.entries(value).flatMap(([key, item]) => saidIn(item, `${at}.${key}`));
}

/** The greeting of the call: Chinese and English are words of the desk, the other two are the same in both. */
function greetings(): Said[] {
  const of = (language: string) =>
    (json(`assets/locales/${language}/guidance.json`) as { greeting: Record<string, string> }).greeting;
  const [zh, en] = [of('zh-CN'), of('en-US')];
  expect([en['ja'], en['ko'], en['kana']]).toEqual([zh['ja'], zh['ko'], zh['kana']]);
  const text = { zh: zh['plain'], en: en['plain'], ja: zh['ja'], ko: zh['ko'], kana: zh['kana'] };
  const dated = readdirSync('assets/notices')
    .filter((name) => name.startsWith('greeting-'))
    .map((name) => ({ at: name, text: (yaml(`assets/notices/${name}`) as { say: Spoken }).say }));
  return [{ at: 'greeting', text: text as Spoken }, ...dated];
}

const careCards = (): Said[] =>
  library.careCards.flatMap(({ id, lines, safety }) =>
    [...lines, ...safety].map((one) => ({ at: `${id} ${one.id}`, text: one.text })),
  );
const playbooks = (): Said[] =>
  inFourLanguages.flatMap((id) => {
    const playbook = library.playbooks.find((one) => one.id === id);
    return [...(playbook?.questions ?? []), ...(playbook?.lines ?? [])].map((one) => ({
      at: `${id} ${one.id}`,
      text: one.text,
    }));
  });
const holdStops = (): Said[] =>
  Object.keys(toldWords.zh).map((line) => {
    const key = line as keyof typeof toldWords.zh;
    const { zh, en, ja, ko } = toldWords;
    const text = { zh: zh[key], en: en[key], ja: ja[key], ko: ko[key], kana: toldKana[key] };
    return { at: `told ${key}`, text };
  });
const elsewhere = (): Said[] =>
  [
    ...readdirSync('assets/quality').map((name) => `assets/quality/${name}`),
    'assets/flows/visitor-cash-exchange.yaml',
    ...readdirSync('assets/documents').map((name) => `assets/documents/${name}`),
  ]
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => saidIn(yaml(file), file));
/** Read by the caller, not read aloud by the agent. */
const written = (): Said[] =>
  ['assets/phrases/phrases.yaml', 'assets/messages/messages.yaml'].flatMap((file) =>
    saidIn(yaml(file), file),
  );

const gaps = (text: string): string => text.replaceAll(/\{\{?[^}]+\}?\}/g, '');
const scripts: Readonly<Record<'zh' | 'en' | 'ja' | 'ko', (text: string) => boolean>> = {
  zh: (text) => /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Hangul}]/u.test(text),
  en: (text) =>
    /\p{Script=Latin}/u.test(text) && !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(text),
  ja: (text) => /\p{Script=Hiragana}/u.test(text) && !/\p{Script=Hangul}/u.test(text),
  ko: (text) => /\p{Script=Hangul}/u.test(text) && !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(text),
};
const missingIn = (all: readonly Said[]): string[] =>
  all.flatMap(({ at, text }) =>
    (['zh', 'en', 'ja', 'ko'] as const).flatMap((language) =>
      scripts[language](gaps(text[language] ?? '')) ? [] : [`${at}: ${language}`],
    ),
  );

describe('what is said to a caller, in Chinese, English, Japanese and Korean', () => {
  it.each([
    ['greetings', greetings, 3],
    ['care cards with identity and what a hold stops', careCards, 47],
    ['six playbooks', playbooks, 58],
    ['what stands after a hold', holdStops, 4],
    ['quality check, visitors, documents', elsewhere, 25],
    ['phrases and messages in writing', written, 14],
  ] as const)('%s: all four are there', (_what, all, atLeast) => {
    const said = all();
    expect(missingIn(said)).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('identity, the safety questions and what a hold stops are among them', () => {
    const ids = careCards().map(({ at }) => at);
    for (const id of [
      'foreignLanguage identity',
      'foreignLanguage whichDocument',
      'foreignLanguage holdStops',
    ])
      expect(ids).toContain(id);
    expect(library.careCards.find(({ id }) => id === 'elderly')?.safety.length).toBe(3);
    expect(new Set(library.careCards.map(({ id }) => id))).toEqual(new Set(careFlagIds));
  });
});

/** Signs that a reading spells out in its own way: digits, Latin letters, kanji. */
const spelled = /[\p{Script=Han}々0-9０-９A-Za-z]+/gu;
const plain = (text: string): string => text.replaceAll(/\s/g, '');

/** The kana of a sentence as it must be built: what is kana in it stands there, in its order, and every kanji between is spelled. */
function fitsReading(ja: string, kana: string): boolean {
  const pattern = plain(gaps(ja))
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(spelled, String.raw`[\p{Script=Hiragana}\p{Script=Katakana}ー]+?`);
  return new RegExp(`^${pattern}$`, 'u').test(plain(gaps(kana)));
}

describe('how it is read aloud', () => {
  const aloud = () => [...greetings(), ...careCards(), ...playbooks(), ...holdStops(), ...elsewhere()];

  it('in kana: each Japanese sentence has its reading, built of the same words', () => {
    const wrong = aloud().filter(({ text: { ja, kana } }) => !kana || !fitsReading(ja ?? '', kana));
    expect(wrong.map(({ at, text }) => `${at}: ${text.ja} | ${text.kana}`)).toEqual([]);
    expect(fitsReading('確認いたします。', 'かくにんします。')).toBe(false);
    expect(fitsReading('お待ちください。', 'おまちください。')).toBe(true);
  });

  it('in Latin letters: no hangul is left, and no sound that Korean does not make', () => {
    const wrong = aloud().flatMap(({ at, text }) => {
      const latin = romanise(text.ko ?? '');
      // Before a nasal a stop becomes one (국민 → gungmin); ㄴ beside ㄹ becomes ㄹ (신라 → silla).
      return /\p{Script=Hangul}/u.test(latin) || /[ktp](?:n|m)|nr|ln|nl/.test(latin)
        ? [`${at}: ${latin}`]
        : [];
    });
    expect(wrong).toEqual([]);
  });
});

/** Words that a senior clerk does not say to a customer. */
const tooPlain = {
  ja: /(?:^|[。、])(?:わかりました|すいません)|あなた(?!の?せい)|言わないで(?!ください)|だめ|していますので、/u,
  ko: /말하지 마|시죠[.?]|하셨어\b|알려줘|당신/u,
};

describe('how a senior clerk says it', () => {
  const spoken = () => [
    ...greetings(),
    ...careCards(),
    ...playbooks(),
    ...holdStops(),
    ...elsewhere(),
    ...written(),
  ];

  it('nothing too plain in Japanese or Korean; the child in the line of minors is spoken to as a child', () => {
    const wrong = spoken()
      .filter(({ at }) => !at.startsWith('minor'))
      .flatMap(({ at, text }) =>
        (['ja', 'ko'] as const).flatMap((language) =>
          tooPlain[language].test(text[language] ?? '') ? [`${at}: ${text[language]}`] : [],
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('every sentence ends politely', () => {
    const open = [...greetings(), ...careCards(), ...playbooks(), ...holdStops(), ...elsewhere()].filter(
      ({ text }) => !/[다요까오세]\s*[.?!’”)]*\s*$/u.test(gaps(text.ko ?? '').replace(/[.。…]+$/u, '')),
    );
    expect(open.map(({ at, text }) => `${at}: ${text.ko}`)).toEqual([]);
  });
});
