import type { Article, ArticleBlock } from '#shared/knowledge/article.ts';
import type { BuiltEntry, EntryFace, EntryWord } from '../ports.ts';
import type { Normalise } from '../content/normalise.ts';
import { runsOf } from '../content/normalise.ts';
import { soundsOf } from './sounds.ts';
import { spell } from './spell.ts';
import type { Spelling } from './spell.ts';
import { stem } from './stem.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Segmenter } from './segmenter.ts';

export interface EntryTools {
  readonly normalise: Normalise;
  readonly segmenter: Segmenter;
  readonly readRun: ReadRun;
}

/** Turns an article into what the index stores. Pure; about a millisecond for an article of a screen. */
export function buildEntry(article: Article, tools: EntryTools): BuiltEntry {
  const fold = tools.normalise;
  const blocks = article.blocks.filter((block) => block.type !== 'answer');
  const answer = article.blocks.find((block) => block.type === 'answer')?.text;
  const bodyZh = fold(blocks.map((block) => textOf(block, 'zh')).join('\n'));
  const bodyEn = fold(blocks.map((block) => textOf(block, 'en')).join('\n'));
  const names: Names = {
    title: fold(article.title.zh),
    titleEn: fold(article.title.en),
    keywords: article.keywords.map(fold),
    asked: fold((article.asked ?? []).join('\n')),
    answer: fold(answer?.zh ?? ''),
    answerEn: fold(answer?.en ?? ''),
  };
  const spellings = [names.title, ...names.keywords].map((name) => spell(name, tools));
  const nameTokens = nameTokensOf(names, spellings, tools);
  const textTokens = [names.answer, names.answerEn, bodyZh, bodyEn].flatMap((text) =>
    tokensOf(text, tools.segmenter),
  );
  return {
    face: faceOf(article, names, spellings, fold),
    body: `${bodyZh}\n${bodyEn}`,
    tokens: { names: nameTokens.join(' '), text: unique([...nameTokens, ...textTokens]).join(' ') },
    words: wordsOf(
      names,
      spellings,
      [...names.asked, names.answer, bodyZh],
      [...names.asked, names.answerEn, bodyEn],
      tools,
    ),
  };
}

type Names = Pick<EntryFace, 'title' | 'titleEn' | 'keywords' | 'asked' | 'answer' | 'answerEn'>;

/** Words, single characters and pairs, English, pinyin and initials, sounds: all that a title can be asked by. */
function nameTokensOf(
  names: Names,
  spellings: readonly Spelling[],
  { segmenter, readRun }: EntryTools,
): string[] {
  const chinese = [names.title, ...names.keywords];
  const all = [...chinese, names.asked];
  return unique([
    ...[...all, names.titleEn].flatMap((name) => tokensOf(name, segmenter)),
    ...all.flatMap(gramsOf),
    ...all.flatMap((name) => soundsOf(name, readRun)),
    ...spellings.flatMap(({ pinyin, initials }) => [...pinyin, ...initials]),
  ]);
}

function faceOf(
  article: Article,
  names: Names,
  [title, ...keywords]: readonly Spelling[],
  fold: Normalise,
): EntryFace {
  return {
    articleId: article.articleId,
    ...names,
    syllables: title?.syllables ?? [],
    wordStarts: [...new Set(title?.words.map((word) => word.start))],
    keywordReadings: unique(
      keywords.flatMap((keyword) => [keyword.pinyin[0] ?? '', keyword.initials[0] ?? '']),
    ),
    keywordTails: unique(
      keywords.flatMap(({ pinyin, initials }) => [...pinyin.slice(1), ...initials.slice(1)]),
    ).filter((reading) => reading.length > 1 && reading.length <= longestTail),
    playbooks: article.playbooks,
    careFlags: article.careFlags,
    tags: article.tags.map(fold),
    validFrom: article.validFrom,
  };
}

/** Longer ones are not typed. */
const longestTail = 16;

const unique = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');

function textOf(block: ArticleBlock, language: 'zh' | 'en'): string {
  if (block.type === 'answer') return block.text[language] ?? '';
  if (block.type === 'links') return block.items.map((link) => link.label[language] ?? '').join('\n');
  return block.items.map((item) => item[language] ?? '').join('\n');
}

/** The tokens of a folded text: words of Han runs (long ones and those inside), Latin words with their stem, numbers. */
export function tokensOf(folded: string, segmenter: Segmenter): string[] {
  return runsOf(folded).flatMap(({ script, text }) => {
    if (script === 'han') return segmenter.cutForSearch(text);
    if (script === 'digit') return [text];
    const root = stem(text);
    return root === text ? [text] : [text, root];
  });
}

/** Characters and pairs of characters: finds what the dictionary cut elsewhere (外汇兑 in 外汇兑换). */
export function gramsOf(folded: string): string[] {
  return runsOf(folded)
    .filter((run) => run.script === 'han')
    .flatMap(({ text }) =>
      [...text].flatMap((unit, at) => (at === 0 ? [unit] : [unit, text.charAt(at - 1) + unit])),
    );
}

const initialsOf = (syllables: readonly string[]): string =>
  syllables.map((syllable) => syllable.charAt(0)).join('');

/** The distinct words of an article: what queries are cut with, and what a slip of the finger is compared to. */
function wordsOf(
  names: Names,
  spellings: readonly Spelling[],
  zh: readonly string[],
  en: readonly string[],
  { segmenter, readRun }: Pick<EntryTools, 'segmenter' | 'readRun'>,
): EntryWord[] {
  const words = new Map<string, EntryWord>();
  const add = (word: string, named: boolean, pinyin = '', initials = ''): void => {
    if (word.length < 2 || (words.has(word) && !named)) return;
    words.set(word, { word, named, pinyin, initials });
  };
  const addLatin = (text: string, named: boolean): void => {
    for (const run of runsOf(text)) if (run.script === 'latin') add(run.text, named);
  };
  for (const text of zh)
    for (const run of runsOf(text))
      if (run.script === 'han')
        for (const word of segmenter.cutForSearch(run.text)) {
          if (word.length < 2 || words.has(word)) continue;
          const syllables = readRun(word);
          add(word, false, syllables.join(''), initialsOf(syllables));
        }
  for (const text of en) addLatin(text, false);
  for (const name of [names.title, names.titleEn, ...names.keywords]) addLatin(name, true);
  for (const spelling of spellings)
    for (const word of spelling.words) add(word.text, true, word.pinyin, word.initials);
  return [...words.values()];
}
