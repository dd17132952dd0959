import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '#shared/knowledge/article.ts';
import { loadLists } from '#electron/knowledge/content/load-lists.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { loadEntryBuilder } from '#electron/knowledge/index/entry-builder.ts';
import type { IndexEntry, KnowledgeRepository } from '#electron/knowledge/ports.ts';
import { contentDir } from './knowledge-index.ts';

const places = [
  '北京',
  '上海',
  '广州',
  '深圳',
  '杭州',
  '成都',
  '武汉',
  '西安',
  '南京',
  '长沙',
  '青岛',
  '厦门',
  '昆明',
  '沈阳',
];
const products = [
  '薪金卡',
  '白金卡',
  '学生卡',
  '商旅卡',
  '社区卡',
  '车主卡',
  '公务卡',
  '联名卡',
  '零售',
  '小微',
  '私行',
  '对公',
];
const topics = ['新规', '问答', '流程', '口径', '提示', '案例', '培训', '通知', '清单', '须知'];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** The sample articles again and again, each under another title and with the body of two: words as in real life, made to any size. */
export function* makeCorpus(size: number): Generator<Article> {
  const base = readdirSync(join(contentDir, 'articles')).map((name) =>
    parseArticle(readFileSync(join(contentDir, 'articles', name), 'utf8')),
  );
  for (let n = 0; n < size; n += 1) {
    const own = base[n % base.length];
    const other = base[(n * 7 + 3) % base.length];
    if (!own || !other) return;
    if (n < base.length) yield own;
    else {
      const variant = `${pick(places, n)}${pick(products, Math.floor(n / 14))}${pick(topics, Math.floor(n / 168))}${n}`;
      yield {
        ...own,
        articleId: `${own.articleId}-${n}`,
        title: { zh: `${variant}：${own.title.zh}`, en: `${own.title.en} (${n})` },
        keywords: own.keywords.slice(0, 4),
        blocks: [...own.blocks, ...other.blocks.filter((block) => block.type === 'steps')],
      };
    }
  }
}

/** Fills an index with `size` articles, in slices as the product does. */
export async function fillIndex(repository: KnowledgeRepository, size: number): Promise<void> {
  const { lists } = await loadLists(contentDir);
  const build = await loadEntryBuilder(lists);
  let upserts: IndexEntry[] = [];
  for (const article of makeCorpus(size)) {
    const read = { article, file: `${article.articleId}.md`, contentHash: article.articleId };
    upserts.push(...build([read]).map((entry) => ({ ...read, ...entry })));
    if (upserts.length < 500) continue;
    repository.apply({ upserts, removals: [], at: 0 });
    upserts = [];
  }
  repository.apply({ upserts, removals: [], at: 0 });
}
