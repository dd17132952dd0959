import type { Article, ArticleKind, ArticleText, ArticleTitle } from '#shared/knowledge/article.ts';
import type { ReportInput } from '#shared/knowledge/contract.ts';

/** The fields an index entry is searched in. Tokens are separated by spaces and already folded. */
export const indexFields = [
  'title',
  'grams',
  'keywords',
  'answer',
  'body',
  'titleEn',
  'bodyEn',
  'pinyin',
  'initials',
] as const;
export type IndexField = (typeof indexFields)[number];

/** What to look for; the repository turns it into the language of its index and quotes every term. */
export type Match =
  | {
      readonly kind: 'term';
      readonly text: string;
      readonly prefix: boolean;
      readonly fields: readonly IndexField[];
    }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Match[] };

/** A word of one article, and whether its title or keywords have it. Readings are empty for Latin words. */
export interface EntryWord {
  readonly word: string;
  readonly named: boolean;
  readonly pinyin: string;
  readonly initials: string;
}

/** What ranking and a result list need of an article without opening it. */
export interface EntryFace {
  readonly articleId: string;
  readonly kind: ArticleKind;
  readonly title: ArticleTitle;
  readonly answer: ArticleText;
  readonly keywords: readonly string[];
  readonly playbooks: readonly string[];
  readonly careFlags: readonly string[];
  readonly reviewedAt: string;
  /** One entry per UTF-16 unit of the Chinese title: its syllable, itself (Latin, digits) or ''. */
  readonly titleSyllables: readonly string[];
  /** Positions in the Chinese title where a word begins. */
  readonly titleWordStarts: readonly number[];
  /** Pinyin and initials of each Chinese keyword. */
  readonly keywordReadings: readonly string[];
  /** The text of all blocks after the answer, both languages, folded. */
  readonly bodyFolded: string;
}

/** An article ready for the index. */
export interface IndexEntry {
  readonly article: Article;
  readonly face: EntryFace;
  readonly file: string;
  readonly contentHash: string;
  readonly fields: Readonly<Record<IndexField, string>>;
  readonly words: readonly EntryWord[];
}

/** A row that may become a hit. `rank`: bm25 of the index, lower is better. */
export interface Candidate {
  readonly face: EntryFace;
  readonly rank: number;
}

export interface VocabularyWord extends EntryWord {
  /** In how many articles. */
  readonly documents: number;
}

export interface StoredVersion {
  readonly articleId: string;
  readonly file: string;
  readonly contentHash: string;
}

export interface IndexMeta {
  /** Of the format and of the word lists that shape it; another one means to index anew. '' before the first. */
  readonly version: string;
  readonly indexedAt: number | null;
}

/** What was searched and opened in one call, oldest first. */
export interface CallTrail {
  readonly queries: readonly { readonly query: string; readonly hits: number; readonly at: number }[];
  readonly openings: readonly {
    readonly articleId: string;
    readonly query: string | null;
    readonly at: number;
  }[];
}

/** Where the index, the articles and what was done with them are kept. Implemented by `electron/store`. */
export interface KnowledgeRepository {
  meta(): IndexMeta;
  versions(): readonly StoredVersion[];
  count(): number;
  /** Empties the index and gives it a new version. */
  reset(version: string): void;
  /** All of it or nothing. An entry replaces the one with its id or its file. */
  apply(change: {
    readonly upserts: readonly IndexEntry[];
    readonly removals: readonly string[];
    readonly at: number;
  }): void;
  vocabulary(): readonly VocabularyWord[];
  /** Best first by the index's own rank, valid on `day` (`2025-11-01`). */
  candidates(match: Match, day: string, limit: number): readonly Candidate[];
  /** Whether there is anything at all. */
  finds(match: Match): boolean;
  /** Articles that name one of these playbooks or care flags. */
  fitting(
    playbooks: readonly string[],
    careFlags: readonly string[],
    day: string,
    limit: number,
  ): readonly Candidate[];
  article(articleId: string): Article | undefined;
  /** Links to articles that are not there. */
  deadLinks(): readonly { readonly file: string; readonly target: string }[];
  keepQuery(callId: string, query: string, hits: number, at: number): void;
  keepOpening(callId: string | null, articleId: string, query: string | null, at: number): void;
  keepReport(reportId: string, report: ReportInput, at: number): void;
  trail(callId: string): CallTrail;
}
