import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedback, type Feedback } from '#electron/feedback/feedback.ts';
import { silentLog } from '#electron/log/log.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import type { Db } from '#electron/store/db.ts';
import { createFeedbackRepository } from '#electron/store/feedback-repository.ts';
import { commands } from '#shared/contract/index.ts';
import type { FeedbackContext, FeedbackEntry } from '#shared/feedback/entry.ts';
import { csvText } from '#electron/compose/csv-text.ts';
import { feedbackTable } from '#electron/feedback/export.ts';
import { scrubbed } from '#shared/feedback/scrub.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const by = { personId: 'agent-1', name: '林晓晴' };
const inCall: FeedbackContext = {
  callId: 'call-1' as CallId,
  callOffsetMs: 72_000,
  queue: 'queue-elderly',
  playbookId: 'investment',
  flowId: null,
  flags: ['elderly'],
};

let db: Db;
let feedback: Feedback;
let person: FeedbackEntry['by'] | null;
let written: { name: string; text: string }[];
let write: (text: string) => string | null;
const clock = createManualClock();

beforeEach(() => {
  db = openTestDb(allMigrations);
  person = by;
  written = [];
  write = () => 'out.csv';
  let id = 0;
  feedback = createFeedback({
    clock,
    log: silentLog,
    newId: () => `f${(id += 1)}`,
    repository: createFeedbackRepository(db),
    person: () => person,
    context: () => inCall,
    csvText,
    saveFile: async (suggested, text) => {
      written.push({ name: suggested, text });
      return write(text);
    },
  });
});
afterEach(() => db.close());

const entries = (): readonly FeedbackEntry[] => {
  const list = feedback.list();
  if (!list.ok) throw new Error(list.error.code);
  expect(commands['feedback/list'].output.safeParse(list.value).success).toBe(true);
  return list.value.entries;
};
const capture = (query = '掉卡', articleId: string | null = null, kind: FeedbackEntry['kind'] = 'missing') =>
  feedback.capture({ kind, query, articleId });

describe('two keystrokes', () => {
  it('keep the query and what is going on, without anything of the person', () => {
    expect(capture().ok).toBe(true);
    expect(entries()).toMatchObject([{ kind: 'missing', query: '掉卡', context: inCall, state: 'open', by }]);
    expect(feedback.state.get().open).toBe(1);
  });

  it.each(['6222021234567788', '6222 0212 3456 7788', '１３８００００２２０７', '11010119410307123X'])(
    'a query with %s loses the number',
    (number) => {
      capture(`查 ${number} 怎么办`);
      expect(entries()[0]?.query).toBe('查 ··· 怎么办');
    },
  );

  it('amounts, dates and rule numbers stay', () => {
    expect(scrubbed('2026-01 转 50000 元 12378')).toBe('2026-01 转 50000 元 12378');
  });

  it('words may follow while the entry is open, and one’s own; a number in them is refused', () => {
    capture('', null, 'suggestion');
    const note = (words: string) => feedback.annotate({ feedbackId: 'f1', note: words });
    const refused = note('请打 13800002207');
    expect(refused.ok ? '' : refused.error.code).toBe('feedback/looks-secret');
    expect(note('希望网点周六开门').ok).toBe(true);
    expect(entries()[0]?.note).toBe('希望网点周六开门');
    person = { personId: 'other', name: '别人' };
    expect(note('改一下').ok).toBe(false);
    person = by;
    feedback.settle({ feedbackId: 'f1', state: 'done' });
    expect(note('再补').ok).toBe(false);
    expect(entries()[0]).toMatchObject({ state: 'done', settled: { by } });
  });

  it('nobody signed in, nothing kept', () => {
    person = null;
    expect(capture().ok).toBe(false);
    expect(entries()).toEqual([]);
  });
});

describe('the editor', () => {
  it('sees what was searched in vain, most often first, without numbers', () => {
    const add = db.prepare('INSERT INTO knowledge_query (call_id, query, hits, at) VALUES (?, ?, ?, ?)');
    add.run('c1', '飞毯', 0, 1);
    add.run('c2', '飞毯', 0, 3);
    add.run('c2', '13800002207 是谁', 0, 2);
    add.run('c3', '挂失', 4, 5);
    const list = feedback.list();
    expect(list.ok && list.value.unanswered).toEqual([
      { query: '飞毯', times: 2, lastAt: 3 },
      { query: '··· 是谁', times: 1, lastAt: 2 },
    ]);
  });

  it('takes it along as JSON Lines and CSV; cancelled is not an error, a full disk is', async () => {
    capture('=1+1', 'card-hold', 'wrong');
    capture('a,"b"\nc', null);
    expect(await feedback.export({ format: 'jsonl' })).toMatchObject({ ok: true, value: { entries: 2 } });
    expect(
      written[0]?.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).query)
        .toSorted(),
    ).toEqual(['=1+1', 'a,"b"\nc']);
    await feedback.export({ format: 'csv' });
    expect(written[1]?.text.startsWith('\uFEFFat,kind,')).toBe(true);
    expect(written[1]?.text).toContain(`'=1+1`);
    expect(written[1]?.text).toContain('"a,""b""\nc"');
    write = () => null;
    expect(await feedback.export({ format: 'csv' })).toEqual({ ok: true, value: { file: null, entries: 0 } });
    write = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(await feedback.export({ format: 'csv' })).toMatchObject({
      ok: false,
      error: { code: 'feedback/not-written', params: { reason: 'ENOSPC' } },
    });
  });

  it('a spreadsheet runs nothing of it', async () => {
    capture('x');
    const entry = entries()[0];
    if (!entry) throw new Error('nothing kept');
    const row = (await csvText(feedbackTable([{ ...entry, note: '@SUM(A1)' }]))).split('\r\n')[1];
    expect(row).toContain("'@SUM(A1)");
  });
});
