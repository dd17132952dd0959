import type { Article } from '#shared/knowledge/article.ts';
import type { ReportInput } from '#shared/knowledge/contract.ts';
import type { Undo } from '#shared/lib/clock.ts';

/**
 * The two indexes. `names`: titles and keywords with every way to type them, and how people ask; small, asked first.
 * `text`: the whole article; asked when the names do not suffice.
 */
export type IndexScope = 'names' | 'text';

/** What to look for; the repository turns it into the language of its index and quotes every term. A term is one token. */
export type Match =
  | { readonly kind: 'term'; readonly text: string; readonly prefix: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Match[] };

/** A word of one article, and whether its title or keywords have it. Readings are empty for Latin words. */
export interface EntryWord {
  readonly word: string;
  readonly named: boolean;
  readonly pinyin: string;
  readonly initials: string;
}

/** What ranking needs of an article, folded. The article itself is read for the few that are shown. */
export interface EntryFace {
  readonly articleId: string;
  readonly title: string;
  readonly titleEn: string;
  readonly keywords: readonly string[];
  /** How people ask for it, one a line. */
  readonly asked: string;
  readonly answer: string;
  readonly answerEn: string;
  /** One entry per UTF-16 unit of the title: its syllable, itself (Latin, digits) or ''. */
  readonly syllables: readonly string[];
  /** Positions in the title where a word begins. */
  readonly wordStarts: readonly number[];
  /** Pinyin and initials of each keyword. */
  readonly keywordReadings: readonly string[];
  /** Pinyin and initials of each word inside the keywords, to its end and to the keyword's. */
  readonly keywordTails: readonly string[];
  readonly playbooks: readonly string[];
  readonly careFlags: readonly string[];
  /** What it is about, as the editor says it: 信用卡, 贷款. */
  readonly tags: readonly string[];
  /** The first day it is in effect. */
  readonly validFrom: string;
}

/** An article as it was read, and what it was read from. */
export interface ReadArticle {
  readonly article: Article;
  readonly file: string;
  readonly contentHash: string;
}

/** What the index makes of an article. */
export interface BuiltEntry {
  readonly face: EntryFace;
  /** The text of all blocks after the answer, both languages, folded. */
  readonly body: string;
  /** Tokens, separated by spaces. */
  readonly tokens: Readonly<Record<IndexScope, string>>;
  readonly words: readonly EntryWord[];
}

/** An article ready for the index. */
export interface IndexEntry extends ReadArticle, BuiltEntry {}

/** The word lists that shape the index. */
export interface IndexWords {
  readonly dictionary: ReadonlyMap<string, number>;
  readonly polyphones: ReadonlyMap<string, readonly string[]>;
  readonly traditional: ReadonlyMap<string, string>;
}

/**
 * Turns articles into entries, one for each and in their order. Opened when content has changed, disposed when it is indexed:
 * the dictionary it needs is not kept. Rejects when the process that does the work is gone.
 */
export interface EntryBuilder {
  build(articles: readonly ReadArticle[]): Promise<readonly BuiltEntry[]>;
  dispose(): void;
}
export type OpenEntryBuilder = (words: IndexWords) => EntryBuilder;

/** One end of the pipe between main and the index process. */
export interface IndexPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Undo;
}
export interface IndexChild extends IndexPort {
  onClose(listener: () => void): Undo;
  kill(): void;
}

/** A row that may become a hit. */
export interface Candidate {
  readonly face: EntryFace;
  readonly body: string;
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

/** How often an article was opened for the same words, older times counting less. */
export interface Habit {
  readonly words: string;
  readonly articleId: string;
  /** Openings, halved every `habitHalfLifeMs`, as of `at`. */
  readonly weight: number;
  readonly at: number;
}

/** What was searched and opened in one call, oldest first. */
export interface CallTrail {
  readonly queries: readonly { readonly query: string; readonly hits: number; readonly at: number }[];
  readonly openings: readonly {
    readonly articleId: string;
    /** Of the text that was read: which version it was stays with the call. '' in records of older programs. */
    readonly contentHash: string;
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
  /** Does a small piece of the index's housekeeping, some milliseconds; false when nothing is left to do. */
  tidy(): boolean;
  vocabulary(): readonly VocabularyWord[];
  /**
   * Valid on `day` (`2025-11-01`), shortest title first: what is closest to few letters, and an order in which the
   * index can stop as soon as it has `limit` rows, however many there are.
   */
  candidates(scope: IndexScope, match: Match, day: string, limit: number): readonly Candidate[];
  /** In how many articles a name has this token. */
  named(token: string): number;
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
  /** Of articles with a text of their own, by file name; what is made from other content is left out. */
  titles(limit: number): readonly { readonly articleId: string; readonly title: Article['title'] }[];
  /** Links to articles that are not there. */
  deadLinks(): readonly { readonly file: string; readonly target: string }[];
  keepQuery(callId: string, query: string, hits: number, at: number): void;
  /** Keeps with it which text was read, and that text once. */
  keepOpening(callId: string | null, articleId: string, query: string | null, at: number): void;
  /** The article as it was read under this hash. */
  openedText(contentHash: string): Article | undefined;
  keepReport(reportId: string, report: ReportInput, at: number): void;
  /** Openings by words, the most recent `limit`. */
  habits(limit: number): readonly Habit[];
  /** Writes one habit anew and forgets the oldest beyond `limit`. */
  keepHabit(habit: Habit, limit: number): void;
  /** Articles whose present text has no vector, and that text (title and answer). */
  withoutVector(limit: number): readonly { articleId: string; contentHash: string; text: string }[];
  keepVectors(
    vectors: readonly {
      readonly articleId: string;
      readonly contentHash: string;
      readonly vector: Int8Array;
    }[],
  ): void;
  /** Of the articles as they are now. */
  vectors(): readonly (readonly [articleId: string, vector: Int8Array])[];
  /** As the index knows them, for articles that are there and valid on `day`. */
  faces(articleIds: readonly string[], day: string): readonly EntryFace[];
  /** The text of a word list as it last was without a fault. */
  goodList(file: string): string | undefined;
  keepGoodList(file: string, source: string): void;
  trail(callId: string): CallTrail;
}
