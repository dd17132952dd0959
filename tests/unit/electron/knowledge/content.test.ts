import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { knownPlaybookIds } from '#shared/guidance/playbook.ts';
import type { Article } from '#shared/knowledge/article.ts';
import { contentDir } from '#tests/eval/knowledge-index.ts';
import { readLabelled, scoreKnowledge } from '#tests/eval/knowledge-score.ts';
import { openAt } from './support.ts';
import type { TestKnowledge } from './support.ts';

const articles: readonly Article[] = readdirSync(join(contentDir, 'articles')).map((name) =>
  parseArticle(readFileSync(join(contentDir, 'articles', name), 'utf8')),
);
const known: readonly string[] = knownPlaybookIds;

describe('the sample articles', () => {
  it('are many, marked as sample, and each file is named after its id', () => {
    expect(articles.length).toBeGreaterThanOrEqual(200);
    expect(articles.every((article) => article.sample)).toBe(true);
    const names = readdirSync(join(contentDir, 'articles')).map((name) => name.replace('.md', ''));
    expect(articles.map((article) => article.articleId)).toEqual(names);
  });

  it.each(articles.map((article) => [article.articleId, article] as const))(
    '%s is short and in two languages',
    (_id, article) => {
      expect(article.title.zh.length).toBeLessThanOrEqual(34);
      for (const block of article.blocks) {
        if (block.type === 'links') continue;
        for (const text of block.type === 'answer' ? [block.text] : block.items) {
          expect(text.zh.length).toBeLessThanOrEqual(block.type === 'answer' ? 120 : 70);
          expect(text.en, text.zh).toBeTruthy();
        }
      }
      expect(article.playbooks.filter((id) => !known.includes(id))).toEqual([]);
    },
  );
});

describe('the content folder', () => {
  let desk: TestKnowledge;
  beforeAll(async () => {
    desk = openAt(contentDir);
    await desk.knowledge.start();
  }, 60_000);
  afterAll(() => desk.close());

  it('is taken in whole: no refused line, no link that leads nowhere', () => {
    expect(desk.knowledge.state.get()).toMatchObject({ articleCount: articles.length, problems: [] });
  });

  it('answers the labelled queries: top three ≥ 95 %, mean reciprocal rank ≥ 0.85', async () => {
    const labelled = readLabelled(readFileSync(join(contentDir, 'eval/queries.jsonl'), 'utf8'));
    expect(labelled.length).toBeGreaterThanOrEqual(300);
    const { top3, mrr, misses } = await scoreKnowledge(desk.knowledge, labelled);
    expect(top3, JSON.stringify(misses)).toBeGreaterThanOrEqual(0.95);
    expect(mrr).toBeGreaterThanOrEqual(0.85);
  }, 60_000);
});
