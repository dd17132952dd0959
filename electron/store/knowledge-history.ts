import type { CallTrail, KnowledgeRepository } from '#electron/knowledge/ports.ts';
import type { Db } from './db.ts';

/** What people did with the knowledge base: queries and openings kept with the call, reports for the editor. */
export function createKnowledgeHistory(
  db: Db,
): Pick<KnowledgeRepository, 'keepQuery' | 'keepOpening' | 'keepReport' | 'trail'> {
  const addQuery = db.prepare<[string, string, number, number]>(
    'INSERT INTO knowledge_query (call_id, query, hits, at) VALUES (?, ?, ?, ?)',
  );
  const addOpening = db.prepare<[string | null, string, string | null, number]>(
    'INSERT INTO knowledge_opening (call_id, article_id, query, at) VALUES (?, ?, ?, ?)',
  );
  const addReport = db.prepare<[string, string, string, string | null, string | null, string | null, number]>(
    'INSERT INTO knowledge_report (report_id, kind, query, article_id, call_id, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const queries = db.prepare<[string], CallTrail['queries'][number]>(
    'SELECT query, hits, at FROM knowledge_query WHERE call_id = ? ORDER BY at, id',
  );
  const openings = db.prepare<[string], CallTrail['openings'][number]>(
    'SELECT article_id AS articleId, query, at FROM knowledge_opening WHERE call_id = ? ORDER BY at, id',
  );
  return {
    keepQuery: (callId, query, hits, at) => void addQuery.run(callId, query, hits, at),
    keepOpening: (callId, articleId, query, at) => void addOpening.run(callId, articleId, query, at),
    keepReport: (reportId, { kind, query, articleId, callId, note }, at) =>
      void addReport.run(reportId, kind, query, articleId ?? null, callId ?? null, note ?? null, at),
    trail: (callId) => ({ queries: queries.all(callId), openings: openings.all(callId) }),
  };
}
