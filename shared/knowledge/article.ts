import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';

/** Kebab-case id of an article, unique in the content folder: `temporary-card-hold`. */
export const articleIdSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be kebab-case');

/** What the article is for: one answer 问答, a procedure 步骤, things to go through 清单, a guided flow 流程. */
export const articleKindSchema = z.enum(['answer', 'steps', 'checklist', 'flow']);
export type ArticleKind = z.infer<typeof articleKindSchema>;

/** A sentence in both languages; the Chinese is always there, the English where somebody has written it. */
export const articleTextSchema = z.strictObject({
  zh: z.string().min(1).max(1000),
  en: z.string().min(1).max(2000).optional(),
});
export type ArticleText = z.infer<typeof articleTextSchema>;

/** Titles are complete in both languages: an English-speaking agent must be able to choose from the list. */
export const titleSchema = z.strictObject({ zh: z.string().min(1).max(120), en: z.string().min(1).max(200) });
export type ArticleTitle = z.infer<typeof titleSchema>;

/** Where a link leads: another article, a scam playbook, or a page of the bank that can be read out or sent. */
export const linkTargetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('article'), articleId: articleIdSchema }),
  z.strictObject({ type: z.literal('playbook'), playbookId: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('url'), url: z.url({ protocol: /^https$/ }).max(500) }),
]);
export type LinkTarget = z.infer<typeof linkTargetSchema>;

export const articleLinkSchema = z.strictObject({ label: articleTextSchema, target: linkTargetSchema });
export type ArticleLink = z.infer<typeof articleLinkSchema>;

const items = z.array(articleTextSchema).min(1).max(40);

/**
 * The body, in the order in which it is read. `answer` comes first and is sayable as it stands; `say` are sentences
 * for the caller; `check` is what the agent verifies before and after; `avoid` is what not to do or promise.
 */
export const articleBlockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('answer'), text: articleTextSchema }),
  z.strictObject({ type: z.literal('steps'), items }),
  z.strictObject({ type: z.literal('say'), items }),
  z.strictObject({ type: z.literal('check'), items }),
  z.strictObject({ type: z.literal('avoid'), items }),
  z.strictObject({ type: z.literal('links'), items: z.array(articleLinkSchema).min(1).max(20) }),
]);
export type ArticleBlock = z.infer<typeof articleBlockSchema>;
export type ArticleBlockType = ArticleBlock['type'];

const ids = z.array(z.string().min(1).max(60)).max(30);

/** A whole article as the panel shows it. Dates are days (`2025-11-01`) of the bank's calendar. */
export const articleSchema = z.strictObject({
  articleId: articleIdSchema,
  kind: articleKindSchema,
  title: titleSchema,
  keywords: z.array(z.string().min(1).max(60)).max(60),
  /** How people ask for it, in their own words: found by likeness, never shown. */
  asked: z.array(z.string().min(1).max(80)).max(60).optional(),
  tags: ids,
  /** Scam playbooks and care flags for which this article is at hand. */
  playbooks: ids,
  careFlags: z.array(careFlagSchema).max(12),
  reviewedAt: z.iso.date(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().optional(),
  /** True while the content is ours and not yet the bank's: the panel says so. */
  sample: z.boolean(),
  blocks: z.array(articleBlockSchema).min(1).max(20),
});
export type Article = z.infer<typeof articleSchema>;
