import type { FeedbackRepository } from '#electron/feedback/ports.ts';
import { feedbackEntrySchema, type FeedbackEntry, type Unanswered } from '#shared/feedback/entry.ts';
import type { Db } from './db.ts';

const parsed = (row: { readonly entry: string }): FeedbackEntry =>
  feedbackEntrySchema.parse(JSON.parse(row.entry));

/** Feedback in `feedback`; the queries that found nothing are those the knowledge base keeps with each call (`knowledge_query`). */
export function createFeedbackRepository(db: Db): FeedbackRepository {
  const insert = db.prepare<[string, number, string, string]>(
    'INSERT INTO feedback (feedback_id, at, state, entry) VALUES (?, ?, ?, ?)',
  );
  const update = db.prepare<[string, string, string]>(
    'UPDATE feedback SET state = ?, entry = ? WHERE feedback_id = ?',
  );
  const one = db.prepare<[string], { entry: string }>('SELECT entry FROM feedback WHERE feedback_id = ?');
  const newest = db.prepare<[number], { entry: string }>(
    'SELECT entry FROM feedback ORDER BY at DESC, feedback_id LIMIT ?',
  );
  const countOpen = db.prepare<[], { open: number }>(
    "SELECT count(*) AS open FROM feedback WHERE state = 'open'",
  );
  const nothingFound = db.prepare<[number], Unanswered>(`
    SELECT query, count(*) AS times, max(at) AS lastAt FROM knowledge_query
    WHERE hits = 0 AND trim(query) <> '' GROUP BY lower(trim(query)) ORDER BY times DESC, lastAt DESC LIMIT ?
  `);
  return {
    add: (entry) => void insert.run(entry.feedbackId, entry.at, entry.state, JSON.stringify(entry)),
    replace: (entry) => void update.run(entry.state, JSON.stringify(entry), entry.feedbackId),
    entry: (feedbackId) => one.all(feedbackId).map(parsed)[0],
    entries: (limit) => newest.all(limit).map(parsed),
    open: () => countOpen.get()?.open ?? 0,
    unanswered: (limit) => nothingFound.all(limit),
  };
}
