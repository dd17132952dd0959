import type { KnowledgeHit, MarkedText, TextRange } from '#shared/knowledge/contract.ts';
import type { Article, ArticleText } from '#shared/knowledge/article.ts';
import type { Normalise } from '../content/normalise.ts';
import { stem } from '../index/stem.ts';
import type { EntryFace } from '../ports.ts';
import { findReading } from './reading-span.ts';
import type { Part, Term } from './terms.ts';

const maxRanges = 40;
/** An answer of usual length fits whole: the best hit can be read out from the list. */
const snippetLength = { zh: 130, en: 300 } as const;

/** Marks in the titles what made the article a hit. `face`: its folded texts, position by position those of the article. */
export function markTitle(article: Article, face: EntryFace, terms: readonly Term[]): KnowledgeHit['title'] {
  const ranges = rangesOf(face.title, terms);
  for (const part of partsOf(terms)) {
    if (part.script !== 'latin') continue;
    const span = findReading(part.text, face.syllables, face.wordStarts);
    if (span) ranges.push({ start: span.start, end: span.end });
  }
  return {
    zh: { text: article.title.zh, highlights: merge(ranges) },
    en: { text: article.title.en, highlights: merge(rangesOf(face.titleEn, terms)) },
  };
}

/** The passage that shows why: the answer if it has one of the words (or nothing has), else the line of the body that has. */
export function makeSnippet(
  article: Article,
  answer: ArticleText | undefined,
  terms: readonly Term[],
  language: 'zh' | 'en',
  fold: Normalise,
): MarkedText {
  const own = answer?.[language];
  const used = own === undefined ? 'zh' : language;
  const first = own ?? answer?.zh ?? article.title.zh;
  const isInAnswer = rangesOf(fold(first), terms).length > 0;
  const text = (isInAnswer ? undefined : bodyLine(article, terms, used, fold)) ?? first;
  return cut(text, merge(rangesOf(fold(text), terms)), snippetLength[used]);
}

function bodyLine(
  article: Article,
  terms: readonly Term[],
  language: 'zh' | 'en',
  fold: Normalise,
): string | undefined {
  for (const block of article.blocks) {
    if (block.type === 'answer' || block.type === 'links') continue;
    for (const item of block.items) {
      const text = item[language];
      if (text !== undefined && rangesOf(fold(text), terms).length > 0) return text;
    }
  }
  return undefined;
}

/** A window of the text around its first mark, with the marks moved along. */
function cut(text: string, marks: readonly TextRange[], length: number): MarkedText {
  if (text.length <= length) return { text, highlights: [...marks] };
  const first = marks[0]?.start ?? 0;
  const start = first < length - 20 ? 0 : Math.min(first - 20, text.length - length);
  const end = start + length;
  const lead = start > 0 ? '…' : '';
  const highlights = marks
    .filter((mark) => mark.start >= start && mark.end <= end)
    .map((mark) => ({ start: mark.start - start + lead.length, end: mark.end - start + lead.length }));
  return { text: `${lead}${text.slice(start, end)}${end < text.length ? '…' : ''}`, highlights };
}

/** What to mark: single characters of a longer saying only where it stands whole, or every 出 and 没 would light up. */
const partsOf = (terms: readonly Term[]): Pick<Part, 'text' | 'script'>[] =>
  terms.flatMap((term) =>
    term.alternatives.flatMap(({ parts }): readonly Pick<Part, 'text' | 'script'>[] => {
      if (parts.length < 2) return parts;
      const whole = { text: parts.map((part) => part.text).join(''), script: term.script };
      return [whole, ...parts.filter((part) => part.text.length > 1)];
    }),
  );

/** Every place of the terms' words in a folded text. */
function rangesOf(folded: string, terms: readonly Term[]): TextRange[] {
  const ranges: TextRange[] = [];
  for (const { text, script } of partsOf(terms)) {
    const wanted = script === 'latin' && text.length > 4 ? stem(text) : text;
    if (script === 'latin' && text.length < 2) continue;
    for (
      let at = folded.indexOf(wanted);
      at >= 0 && ranges.length < maxRanges;
      at = folded.indexOf(wanted, at + 1)
    ) {
      if (script === 'han') ranges.push({ start: at, end: at + wanted.length });
      else if (!/[a-z0-9]/.test(folded.charAt(at - 1)))
        ranges.push({ start: at, end: at + wordLength(folded, at, text) });
    }
  }
  return ranges;
}

/** Of an English word as much as was typed; of its inflections the whole. */
function wordLength(folded: string, at: number, typed: string): number {
  const word = /^[a-z]+|^[0-9]+/.exec(folded.slice(at, at + 40))?.[0] ?? typed;
  return word.startsWith(typed) && stem(word) !== stem(typed) ? typed.length : word.length;
}

function merge(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged.slice(0, maxRanges);
}
