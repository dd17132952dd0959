import type { Article } from '#shared/knowledge/article.ts';
import type { EntryFace, KnowledgeRepository } from '#electron/knowledge/ports.ts';
import type { Db } from './db.ts';

/** Vectors of articles from the bank's embedding endpoint; those of an older text do not count. */
export function createKnowledgeVectors(
  db: Db,
): Pick<KnowledgeRepository, 'withoutVector' | 'keepVectors' | 'vectors' | 'faces'> {
  const without = db.prepare<[number], { articleId: string; contentHash: string; article: string }>(`
    SELECT a.article_id AS articleId, a.content_hash AS contentHash, a.article FROM knowledge_article a
    LEFT JOIN knowledge_vector v ON v.article_id = a.article_id AND v.content_hash = a.content_hash
    WHERE v.article_id IS NULL LIMIT ?`);
  const write = db.prepare<[string, string, Buffer]>(
    `INSERT INTO knowledge_vector (article_id, content_hash, vector) VALUES (?, ?, ?)
     ON CONFLICT (article_id) DO UPDATE SET content_hash = excluded.content_hash, vector = excluded.vector`,
  );
  const all = db.prepare<[], { articleId: string; vector: Buffer }>(`
    SELECT v.article_id AS articleId, v.vector FROM knowledge_vector v
    JOIN knowledge_article a ON a.article_id = v.article_id AND a.content_hash = v.content_hash`);
  const face = db
    .prepare<[string, string, string], string>(
      'SELECT face FROM knowledge_article WHERE article_id = ? AND valid_from <= ? AND valid_until >= ?',
    )
    .pluck();
  return {
    withoutVector: (limit) =>
      without.all(limit).map(({ articleId, contentHash, article }) => ({
        articleId,
        contentHash,
        text: textOf(JSON.parse(article) as Article),
      })),
    keepVectors: db.transaction((vectors: Parameters<KnowledgeRepository['keepVectors']>[0]) => {
      for (const { articleId, contentHash, vector } of vectors)
        write.run(articleId, contentHash, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
    }),
    vectors: () =>
      all.all().map(({ articleId, vector }) => [articleId, Int8Array.from(new Int8Array(vector))] as const),
    faces: (ids, day) =>
      ids.flatMap((id) => {
        const json = face.get(id, day, day);
        return json === undefined ? [] : [JSON.parse(json) as EntryFace];
      }),
  };
}

function textOf(article: Article): string {
  const answer = article.blocks.find((block) => block.type === 'answer')?.text;
  return [article.title.zh, ...article.keywords, answer?.zh ?? ''].join('\n');
}
