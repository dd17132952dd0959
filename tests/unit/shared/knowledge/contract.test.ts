import { describe, expect, it } from 'vitest';
import { articleSchema, linkTargetSchema } from '#shared/knowledge/article.ts';
import { knowledgeCommands, knowledgeTopics, searchInputSchema } from '#shared/knowledge/contract.ts';

describe('the knowledge contract', () => {
  it('fills in what a window leaves out of a search', () => {
    expect(searchInputSchema.parse({ query: 'gs', sequence: 3 })).toEqual({
      query: 'gs',
      sequence: 3,
      limit: 10,
      language: 'zh',
    });
  });

  it.each([
    ['a query over 200 characters', { query: '挂'.repeat(201), sequence: 1 }],
    ['no sequence', { query: 'gs' }],
    ['a limit over 50', { query: 'gs', sequence: 1, limit: 51 }],
    ['an unknown key', { query: 'gs', sequence: 1, html: true }],
    ['an unknown care flag', { query: '', sequence: 1, context: { careFlags: ['tired'] } }],
  ])('refuses a search with %s', (_what, input) => {
    expect(searchInputSchema.safeParse(input).success).toBe(false);
  });

  it('is for people who have signed in', () => {
    for (const command of Object.values(knowledgeCommands))
      expect(command.roles).toEqual(['agent', 'teamLead', 'trainer']);
  });

  it('takes links to articles, playbooks and secure pages only', () => {
    expect(linkTargetSchema.safeParse({ type: 'url', url: 'https://bank.example/a' }).success).toBe(true);
    for (const url of ['http://bank.example', 'javascript:alert(1)', 'file:///etc/passwd', 'bank'])
      expect(linkTargetSchema.safeParse({ type: 'url', url }).success).toBe(false);
  });

  it('refuses a problem without a reason and an article without blocks', () => {
    const { schema } = knowledgeTopics['knowledge/state'];
    const state = { phase: 'ready', articleCount: 0, indexedAt: null, problems: [] };
    expect(schema.safeParse(state).success).toBe(true);
    expect(schema.safeParse({ ...state, problems: [{ file: 'a.md', line: 1 }] }).success).toBe(false);
    expect(articleSchema.safeParse({ articleId: 'a', blocks: [] }).success).toBe(false);
  });
});
