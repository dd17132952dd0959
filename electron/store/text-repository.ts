import type { CallTexts } from '#electron/call/ports.ts';
import type { StoredThread, TextRepository } from '#electron/text/ports.ts';
import { type TextMessage, textMessageSchema } from '#shared/call/contract.ts';
import type { Db } from './db.ts';

const read = (rows: readonly { readonly message: string }[]): TextMessage[] =>
  rows.map(({ message }) => textMessageSchema.parse(JSON.parse(message)));

/** Texts of calls, in `call_text`: in the order they were first written down. */
export function createCallTexts(db: Db): CallTexts {
  const save = db.prepare<[string, string, number, string]>(`
    INSERT INTO call_text (call_id, message_id, at, message) VALUES (?, ?, ?, ?)
    ON CONFLICT (call_id, message_id) DO UPDATE SET message = excluded.message`);
  const of = db.prepare<[string], { message: string }>(
    'SELECT message FROM call_text WHERE call_id = ? ORDER BY rowid',
  );
  return {
    save: (callId, message) => void save.run(callId, message.id, message.at, JSON.stringify(message)),
    of: (callId) => read(of.all(callId)),
  };
}

interface ThreadRow {
  readonly thread_id: string;
  readonly number: string;
  readonly display_name: string;
  readonly put_away_at: number;
}

/** Drafts, and texts outside of calls. A thread that was put away comes back with its next text. */
export function createTextRepository(db: Db): TextRepository {
  const keepDraft = db.prepare<[string, string, number]>(`
    INSERT INTO text_draft (call_id, text, at) VALUES (?, ?, ?)
    ON CONFLICT (call_id) DO UPDATE SET text = excluded.text, at = excluded.at`);
  const dropDraft = db.prepare<[string]>('DELETE FROM text_draft WHERE call_id = ?');
  const draft = db.prepare<[string], { text: string }>('SELECT text FROM text_draft WHERE call_id = ?');
  const known = db.prepare<[string], { thread_id: string }>(
    'SELECT thread_id FROM text_thread WHERE number = ?',
  );
  const begin = db.prepare<[string, string, string]>(
    'INSERT INTO text_thread (thread_id, number, display_name) VALUES (?, ?, ?)',
  );
  const save = db.prepare<[string, string, number, string]>(`
    INSERT INTO loose_text (thread_id, message_id, at, message) VALUES (?, ?, ?, ?)
    ON CONFLICT (thread_id, message_id) DO UPDATE SET message = excluded.message`);
  const open = db.prepare<[], ThreadRow & { readonly last: number }>(`
    SELECT t.*, max(l.at) AS last FROM text_thread t JOIN loose_text l USING (thread_id)
    GROUP BY t.thread_id HAVING last > t.put_away_at ORDER BY last DESC, t.thread_id`);
  const of = db.prepare<[string], { message: string }>(
    'SELECT message FROM loose_text WHERE thread_id = ? ORDER BY rowid',
  );
  const putAway = db.prepare<[number, string]>('UPDATE text_thread SET put_away_at = ? WHERE thread_id = ?');
  return {
    keepDraft: (callId, text, at) =>
      void (text === '' ? dropDraft.run(callId) : keepDraft.run(callId, text, at)),
    draft: (callId) => draft.get(callId)?.text ?? '',
    threadOf(number, displayName, newId) {
      const found = known.get(number)?.thread_id;
      if (found !== undefined) return found;
      const threadId = newId();
      begin.run(threadId, number, displayName);
      return threadId;
    },
    saveLoose: (threadId, message) =>
      void save.run(threadId, message.id, message.at, JSON.stringify(message)),
    openThreads: () =>
      open.all().map((row): StoredThread => {
        const messages = read(of.all(row.thread_id));
        const answeredAt = messages.findLast(({ from }) => from === 'agent')?.at ?? 0;
        const since = Math.max(answeredAt, row.put_away_at);
        return {
          threadId: row.thread_id,
          number: row.number,
          displayName: row.display_name,
          messages,
          unread: messages.filter(({ from, at }) => from === 'caller' && at > since).length,
          at: row.last,
        };
      }),
    putAway: (threadId, at) => void putAway.run(at, threadId),
  };
}
