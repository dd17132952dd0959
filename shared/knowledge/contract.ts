import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { command, topic } from '#shared/contract/define.ts';
import { articleIdSchema, articleKindSchema, articleSchema, articleTextSchema } from './article.ts';

export const knowledgeQueryMaxLength = 200;

const query = z.string().max(knowledgeQueryMaxLength);
const everyone = { roles: ['agent', 'teamLead', 'trainer'] } as const;

/** A half-open range [start, end) in UTF-16 code units of the text beside it, sorted and not overlapping. Never HTML. */
export const textRangeSchema = z.strictObject({ start: z.int().min(0), end: z.int().min(1) });
export type TextRange = z.infer<typeof textRangeSchema>;

export const markedTextSchema = z.strictObject({
  text: z.string().max(2000),
  highlights: z.array(textRangeSchema).max(40),
});
export type MarkedText = z.infer<typeof markedTextSchema>;

/** Why a hit is in the list. `context`: nothing was typed; it fits the present call. `meaning`: near in meaning only. */
export const matchedBySchema = z.enum([
  'words',
  'pinyin',
  'initials',
  'synonym',
  'slip',
  'context',
  'meaning',
]);
export type MatchedBy = z.infer<typeof matchedBySchema>;

export const knowledgeHitSchema = z.strictObject({
  articleId: articleIdSchema,
  kind: articleKindSchema,
  title: z.strictObject({ zh: markedTextSchema, en: markedTextSchema }),
  /** In the asked language where the article has it, otherwise Chinese. */
  snippet: markedTextSchema,
  matchedBy: matchedBySchema,
  /** The answer itself, so that the best hit can be read out without opening it. */
  answer: articleTextSchema.optional(),
});
export type KnowledgeHit = z.infer<typeof knowledgeHitSchema>;

/** What is known of the present call and moves fitting articles up. */
export const searchContextSchema = z.strictObject({
  playbooks: z.array(z.string().min(1).max(60)).max(20).default([]),
  careFlags: z.array(careFlagSchema).max(20).default([]),
  /** What the caller holds or asks about, as articles are tagged: 信用卡, 贷款. */
  products: z.array(z.string().min(1).max(30)).max(10).optional(),
});
export type SearchContext = z.infer<typeof searchContextSchema>;

export const searchInputSchema = z.strictObject({
  query,
  limit: z.int().min(1).max(50).default(10),
  /** Counts up in the window and comes back unchanged: an answer older than the newest shown is dropped. */
  sequence: z.int().min(0),
  /** Of the snippet. */
  language: z.enum(['zh', 'en']).default('zh'),
  /** With it, the query (once settled) is kept with the call. */
  callId: callIdSchema.optional(),
  context: searchContextSchema.optional(),
});
export type SearchInput = z.output<typeof searchInputSchema>;

export const searchOutputSchema = z.strictObject({
  sequence: z.int().min(0),
  /** Measured in main, for '12 条 · 3 ms'. */
  tookMs: z.number().min(0),
  /** Hits found; with `totalIsAtLeast` counting stopped there, so that typing never waits for a number. */
  total: z.int().min(0),
  totalIsAtLeast: z.boolean(),
  /** The bank's embedding endpoint has been asked and has not answered: asking again a little later may find more. */
  meaningPending: z.boolean(),
  hits: z.array(knowledgeHitSchema).max(50),
});
export type SearchOutput = z.infer<typeof searchOutputSchema>;

export const openInputSchema = z.strictObject({
  articleId: articleIdSchema,
  /** With it, the opening is kept with the call. */
  callId: callIdSchema.optional(),
  /** The words that led here, kept beside the opening. */
  query: query.optional(),
});
export type OpenInput = z.output<typeof openInputSchema>;

/** 'Wrong or missing' 报错/报缺: what the agent found wrong in an article, or looked for and did not find. */
export const reportInputSchema = z.strictObject({
  kind: z.enum(['wrong', 'missing']),
  query,
  articleId: articleIdSchema.optional(),
  callId: callIdSchema.optional(),
  note: z.string().max(500).optional(),
});
export type ReportInput = z.output<typeof reportInputSchema>;

/**
 * Commands: search as one types, open one article, report it. Searching never fails on any string;
 * an empty query answers with what fits the context.
 */
export const knowledgeCommands = {
  'knowledge/search': command(searchInputSchema, searchOutputSchema, everyone),
  'knowledge/open': command(openInputSchema, articleSchema, everyone),
  'knowledge/report': command(reportInputSchema, z.strictObject({ reportId: z.string().max(100) }), everyone),
} as const;

/** A content file that was refused. The last good version of it stays in the index. */
export const contentProblemSchema = z.strictObject({
  file: z.string().max(300),
  /** 1-based; 0 when the whole file is meant. */
  line: z.int().min(0),
  reason: z.string().max(500),
});
export type ContentProblem = z.infer<typeof contentProblemSchema>;

export const knowledgeStateSchema = z.strictObject({
  /** `starting` until the content folder has been compared with the index; searching works before that. */
  phase: z.enum(['starting', 'indexing', 'ready']),
  articleCount: z.int().min(0),
  /** Epoch ms of the last change to the index, null before the first. */
  indexedAt: z.number().nullable(),
  problems: z.array(contentProblemSchema).max(200),
});
export type KnowledgeState = z.infer<typeof knowledgeStateSchema>;

export const knowledgeTopics = { 'knowledge/state': topic(knowledgeStateSchema) } as const;
