import type { Article, ArticleBlock } from '#shared/knowledge/article.ts';
import type { EntryFace, EntryWord, IndexEntry } from '../ports.ts';
import type { Normalise } from '../content/normalise.ts';
import { runsOf } from '../content/normalise.ts';
import { spell } from './spell.ts';
import type { Spelling } from './spell.ts';
import { stem } from './stem.ts';
import type { ReadRun } from './readings.ts';
import type { Segmenter } from './segmenter.ts';

/** Raise when the way an entry is built changes: every article is then indexed anew. */
export const entryFormat = 1;

export interface EntryTools {
  readonly normalise: Normalise;
  readonly segmenter: Segmenter;
  readonly readRun: ReadRun;
}

/** Turns an article into what the index stores. Pure; about a millisecond for an article of a screen. */
export function buildEntry(
  article: Article,
  origin: { readonly file: string; readonly contentHash: string },
  tools: EntryTools,
): IndexEntry {
  const fold = tools.normalise;
  const body = article.blocks.filter((block) => block.type !== 'answer');
  const answer = article.blocks.find((block) => block.type === 'answer')?.text ?? { zh: article.title.zh };
  const bodyZh = fold(body.map((block) => textOf(block, 'zh')).join('\n'));
  const bodyEn = fold([answer.en ?? '', ...body.map((block) => textOf(block, 'en'))].join('\n'));
  const title = fold(article.title.zh);
  const titleEn = fold(article.title.en);
  const keywords = article.keywords.map(fold);
  const titleSpelling = spell(title, tools);
  const spellings = [titleSpelling, ...keywords.map((keyword) => spell(keyword, tools))];
  const tokens = (text: string): string => tokensOf(text, tools.segmenter).join(' ');

  return {
    article,
    ...origin,
    face: faceOf(article, answer, spellings, `${bodyZh}\n${bodyEn}`),
    fields: {
      title: tokens(title),
      grams: [title, ...keywords].flatMap(gramsOf).join(' '),
      keywords: keywords.map(tokens).join(' '),
      answer: tokens(fold(answer.zh)),
      body: tokens(bodyZh),
      titleEn: tokens([titleEn, ...keywords].map(latinOnly).join(' ')),
      bodyEn: tokens(latinOnly(bodyEn)),
      pinyin: unique(spellings.flatMap((spelling) => spelling.pinyin)).join(' '),
      initials: unique(spellings.flatMap((spelling) => spelling.initials)).join(' '),
    },
    words: wordsOf([title, ...keywords], spellings, [fold(answer.zh), bodyZh], [titleEn, bodyEn], tools),
  };
}

function faceOf(
  article: Article,
  answer: EntryFace['answer'],
  [title, ...keywords]: readonly Spelling[],
  bodyFolded: string,
): EntryFace {
  return {
    articleId: article.articleId,
    kind: article.kind,
    title: article.title,
    answer,
    keywords: article.keywords,
    playbooks: article.playbooks,
    careFlags: article.careFlags,
    reviewedAt: article.reviewedAt,
    titleSyllables: title?.syllables ?? [],
    titleWordStarts: title?.words.map((word) => word.start) ?? [],
    keywordReadings: unique(
      keywords.flatMap((keyword) => [keyword.pinyin[0] ?? '', keyword.initials[0] ?? '']),
    ),
    bodyFolded,
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');

function textOf(block: ArticleBlock, language: 'zh' | 'en'): string {
  if (block.type === 'answer') return block.text[language] ?? '';
  if (block.type === 'links') return block.items.map((link) => link.label[language] ?? '').join('\n');
  return block.items.map((item) => item[language] ?? '').join('\n');
}

const latinOnly = (folded: string): string => folded.replace(/[\u3400-\u9fff]+/g, ' ');

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

/** The distinct words of an article: what queries are cut with, and what a slip of the finger is compared to. */
function wordsOf(
  names: readonly string[],
  spellings: readonly Spelling[],
  zh: readonly string[],
  en: readonly string[],
  { segmenter }: EntryTools,
): EntryWord[] {
  const words = new Map<string, EntryWord>();
  const add = (word: string, named: boolean, pinyin = '', initials = ''): void => {
    if (word.length < 2 || (words.has(word) && !named)) return;
    words.set(word, { word, named, pinyin, initials });
  };
  for (const text of zh)
    for (const run of runsOf(text))
      if (run.script === 'han') for (const word of segmenter.cutForSearch(run.text)) add(word, false);
  for (const text of en) for (const run of runsOf(text)) if (run.script === 'latin') add(run.text, false);
  for (const name of [...names, en[0] ?? ''])
    for (const run of runsOf(name)) if (run.script === 'latin') add(run.text, true);
  for (const spelling of spellings)
    for (const word of spelling.words) add(word.text, true, word.pinyin, word.initials);
  return [...words.values()];
}
