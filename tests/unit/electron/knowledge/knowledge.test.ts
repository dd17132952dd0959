import { describe, expect, it } from 'vitest';
import { createKnowledgeHandlers } from '#electron/knowledge/handlers.ts';
import { settleAfterMs } from '#electron/knowledge/query-trail.ts';
import { knowledgeCommands, knowledgeStateSchema } from '#shared/knowledge/contract.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { articleText, createTestContent } from './support.ts';
import type { TestKnowledge } from './support.ts';

const callId = callIdSchema.parse('call-7');

async function openDesk(): Promise<TestKnowledge> {
  const content = createTestContent();
  content.write('articles/a.md', articleText('swallowed', '取款机吞卡'));
  const desk = content.open();
  await desk.knowledge.start();
  return desk;
}

describe('the knowledge room', () => {
  it('opens an article whole, and says so when there is none', async () => {
    const { knowledge, close } = await openDesk();
    const handlers = createKnowledgeHandlers(knowledge);
    const opened = await handlers['knowledge/open']({ articleId: 'swallowed' });
    expect(knowledgeCommands['knowledge/open'].output.parse(opened.ok && opened.value)).toMatchObject({
      articleId: 'swallowed',
      blocks: [{ type: 'answer', text: { zh: '这是答案。' } }],
    });
    const none = await handlers['knowledge/open']({ articleId: 'nowhere' });
    expect(none).toEqual({
      ok: false,
      error: { code: 'knowledge/article-not-found', params: { articleId: 'nowhere' }, retry: 'no' },
    });
    close();
  });

  it('publishes a state of the agreed shape', async () => {
    const { knowledge, close } = await openDesk();
    expect(knowledgeStateSchema.parse(knowledge.state.get()).articleCount).toBe(1);
    close();
  });

  it('keeps with the call the queries that settled and what was opened, not every letter', async () => {
    const { knowledge, clock, search, close } = await openDesk();
    for (const query of ['t', 'tu', 'tun', 'tunk', 'tunka']) await search(query, { callId });
    knowledge.open({ articleId: 'swallowed', callId, query: 'tunka' });
    await search('年费', { callId });
    clock.advance(settleAfterMs);
    await search('没有调用', {});
    expect(knowledge.trail('call-7')).toMatchObject({
      queries: [
        { query: 'tunka', hits: 1 },
        { query: '年费', hits: 0 },
      ],
      openings: [{ articleId: 'swallowed', query: 'tunka' }],
    });
    expect(knowledge.trail('another')).toEqual({ queries: [], openings: [] });
    close();
  });

  it('keeps other words typed at once as a query of their own, and what is pending when it ends', async () => {
    const { knowledge, db, search, close } = await openDesk();
    await search('吞卡', { callId });
    await search('吞', { callId });
    await search('年费', { callId });
    knowledge.dispose();
    expect(db.prepare('SELECT query FROM knowledge_query ORDER BY id').pluck().all()).toEqual(['吞', '年费']);
    close();
  });

  it('keeps a report of what is wrong or missing', async () => {
    const { knowledge, db, close } = await openDesk();
    const reported = knowledge.report({ kind: 'missing', query: 'gsjj', callId, note: '没有这一条' });
    expect(reported).toEqual({ ok: true, value: { reportId: 'report-1' } });
    knowledge.report({ kind: 'wrong', query: '', articleId: 'swallowed' });
    expect(db.prepare('SELECT kind, query, article_id, call_id, note FROM knowledge_report').all()).toEqual([
      { kind: 'missing', query: 'gsjj', article_id: null, call_id: 'call-7', note: '没有这一条' },
      { kind: 'wrong', query: '', article_id: 'swallowed', call_id: null, note: null },
    ]);
    close();
  });
});
