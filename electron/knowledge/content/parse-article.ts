import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { articleIdSchema, articleKindSchema, articleSchema, titleSchema } from '#shared/knowledge/article.ts';
import type { Article } from '#shared/knowledge/article.ts';
import { ContentError } from './content-error.ts';
import { readFrontMatter } from './read-front-matter.ts';
import { readBlocks } from './read-blocks.ts';

const id = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z0-9\u4e00-\u9fff][\w\u4e00-\u9fff-]*$/, 'must be one word');

/** An editor writes 12378 as it is; YAML makes a number of it. */
const keyword = z.union([z.string(), z.int()]).transform(String).pipe(z.string().trim().min(1).max(60));

/** A way to ask; of the same kind, and longer. */
const asked = z.union([z.string(), z.int()]).transform(String).pipe(z.string().trim().min(1).max(80));

const frontSchema = z.strictObject({
  id: articleIdSchema,
  title: titleSchema,
  kind: articleKindSchema,
  keywords: z.array(keyword).max(60).default([]),
  asked: z.array(asked).max(60).optional(),
  tags: z.array(id).max(30).default([]),
  playbooks: z.array(id).max(30).default([]),
  careFlags: z.array(careFlagSchema).max(12).default([]),
  reviewedAt: z.iso.date('must be a day such as 2025-11-01'),
  validFrom: z.iso.date('must be a day such as 2025-11-01'),
  validUntil: z.iso.date('must be a day such as 2025-11-01').optional(),
  sample: z.boolean().default(false),
});

/** The block each kind of article cannot do without; every article has an answer. */
const neededBlock = { answer: 'answer', steps: 'steps', checklist: 'check', flow: 'steps' } as const;

/**
 * Reads one article: YAML front matter, then the fixed sections (see `assets/knowledge/README.md`).
 * Throws ContentError with line and reason; nothing is guessed or dropped silently.
 */
export function parseArticle(source: string): Article {
  const { front, body, bodyLine } = readFrontMatter(source, frontSchema);
  const blocks = readBlocks(body, bodyLine);
  if (blocks[0]?.type !== 'answer') throw new ContentError(bodyLine, 'the first section must be 答案');
  const needed = neededBlock[front.kind];
  if (!blocks.some((block) => block.type === needed))
    throw new ContentError(bodyLine, `an article of kind ${front.kind} needs a section for ${needed}`);
  if (front.validUntil !== undefined && front.validUntil < front.validFrom)
    throw new ContentError(1, 'validUntil is before validFrom');
  const { id: articleId, ...rest } = front;
  const article = articleSchema.safeParse({ articleId, ...rest, blocks });
  if (!article.success) {
    const issue = article.error.issues[0];
    throw new ContentError(
      bodyLine,
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`,
    );
  }
  return article.data;
}
