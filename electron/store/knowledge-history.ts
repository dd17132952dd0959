import type { Article } from '#shared/knowledge/article.ts';
import type { CallTrail, Habit, KnowledgeRepository } from '#electron/knowledge/ports.ts';
import type { Db } from './db.ts';

/** What people did with the knowledge base: queries and openings kept with the call, reports for the editor. */
export function createKnowledgeHistory(
  db: Db,
): Pick<KnowledgeRepository, 'keepQuery' | 'keepOpening' | 'openedText' | 'keepReport' | 'trail'> &
  HabitKeeping {
  const addQuery = db.prepare<[string, string, number, number]>(
    'INSERT INTO knowledge_query (call_id, query, hits, at) VALUES (?, ?, ?, ?)',
  );
  const addOpening = db.prepare<[string | null, string, string | null, number, string]>(
    `INSERT INTO knowledge_opening (call_id, article_id, query, at, content_hash) VALUES (?, ?, ?, ?,
     coalesce((SELECT content_hash FROM knowledge_article WHERE article_id = ?), ''))`,
  );
  const keepText = db.prepare<[string]>(
    `INSERT INTO knowledge_opened_text (content_hash, article)
     SELECT content_hash, article FROM knowledge_article WHERE article_id = ?
     ON CONFLICT (content_hash) DO NOTHING`,
  );
  const openedText = db
    .prepare<[string], string>('SELECT article FROM knowledge_opened_text WHERE content_hash = ?')
    .pluck();
  const addReport = db.prepare<[string, string, string, string | null, string | null, string | null, number]>(
    'INSERT INTO knowledge_report (report_id, kind, query, article_id, call_id, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const queries = db.prepare<[string], CallTrail['queries'][number]>(
    'SELECT query, hits, at FROM knowledge_query WHERE call_id = ? ORDER BY at, id',
  );
  const openings = db.prepare<[string], CallTrail['openings'][number]>(
    'SELECT article_id AS articleId, content_hash AS contentHash, query, at FROM knowledge_opening WHERE call_id = ? ORDER BY at, id',
  );
  return {
    ...createHabitKeeping(db),
    keepQuery: (callId, query, hits, at) => void addQuery.run(callId, query, hits, at),
    keepOpening: db.transaction(
      (...[callId, articleId, query, at]: Parameters<KnowledgeRepository['keepOpening']>) => {
        addOpening.run(callId, articleId, query, at, articleId);
        if (callId !== null) keepText.run(articleId);
      },
    ),
    openedText(contentHash) {
      const json = openedText.get(contentHash);
      return json === undefined ? undefined : (JSON.parse(json) as Article);
    },
    keepReport: (reportId, { kind, query, articleId, callId, note }, at) =>
      void addReport.run(reportId, kind, query, articleId ?? null, callId ?? null, note ?? null, at),
    trail: (callId) => ({ queries: queries.all(callId), openings: openings.all(callId) }),
  };
}

type HabitKeeping = Pick<KnowledgeRepository, 'habits' | 'keepHabit' | 'goodList' | 'keepGoodList'>;

/** What was opened for which words, and the word lists as they last were without a fault. */
function createHabitKeeping(db: Db): HabitKeeping {
  const recent = db.prepare<[number], Habit>(
    'SELECT words, article_id AS articleId, weight, at FROM knowledge_habit ORDER BY at DESC LIMIT ?',
  );
  const write = db.prepare<[string, string, number, number]>(
    `INSERT INTO knowledge_habit (words, article_id, weight, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (words, article_id) DO UPDATE SET weight = excluded.weight, at = excluded.at`,
  );
  const forget = db.prepare<[number]>(
    `DELETE FROM knowledge_habit WHERE (words, article_id) IN
     (SELECT words, article_id FROM knowledge_habit ORDER BY at DESC LIMIT -1 OFFSET ?)`,
  );
  const list = db.prepare<[string], string>('SELECT source FROM knowledge_good_list WHERE file = ?').pluck();
  const writeList = db.prepare<[string, string]>(
    `INSERT INTO knowledge_good_list (file, source) VALUES (?, ?)
     ON CONFLICT (file) DO UPDATE SET source = excluded.source`,
  );
  return {
    habits: (limit) => recent.all(limit),
    keepHabit: db.transaction(({ words, articleId, weight, at }: Habit, limit: number) => {
      write.run(words, articleId, weight, at);
      forget.run(limit);
    }),
    goodList: (file) => list.get(file),
    keepGoodList: (file, source) => void writeList.run(file, source),
  };
}
