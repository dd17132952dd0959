import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createReview, type Review } from '#electron/review/review.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import { createCallRepository } from '#electron/store/call-repository.ts';
import { createCallerRepository } from '#electron/store/caller-repository.ts';
import { createControlRepository } from '#electron/store/control-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createGuidanceRepository } from '#electron/store/guidance-repository.ts';
import { createMeasuresRepository } from '#electron/store/measures-repository.ts';
import { createQualityRepository } from '#electron/store/quality-repository.ts';
import { createReviewRepository } from '#electron/store/review-repository.ts';
import { createCallTexts } from '#electron/store/text-repository.ts';
import type { CareFlag } from '#shared/care/care-flag-ids.ts';
import { commands, type CommandInput } from '#shared/contract/index.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { measured } from '#tests/support/renderer-preview/measures.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { playbook as fixture } from '#tests/support/review-fixtures.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const lead = { personId: 'sample-lead', name: '周敏' };
const base = Date.UTC(2026, 10, 20, 3);
const all: CommandInput<'review/list'> = { query: '', personId: null, flag: null, since: null, only: 'all' };

let db: Db;
let review: Review;
let person: typeof lead | null;
const clock = createManualClock();

beforeEach(() => {
  db = openTestDb(allMigrations);
  person = lead;
  review = reviewOn(db);
  keepCall('call-1', { name: '贾淑英', number: '13812342207', flags: ['elderly'], minute: 0 });
  keepCall('call-2', {
    name: 'Emily Carter',
    number: '+16045550118',
    flags: ['foreignLanguage'],
    minute: 60,
  });
});
afterEach(() => db.close());

function reviewOn(of: Db): Review {
  const guidance = createGuidanceRepository(of);
  const measures = createMeasuresRepository(of);
  return createReview({
    clock,
    log: silentLog,
    repository: createReviewRepository(of, createAuditRepository(of).append),
    kept: {
      steps: guidance.steps,
      playbooks: guidance.texts,
      qualityEvents: createQualityRepository(of).events,
      sheets: () => [],
      texts: createCallTexts(of).of,
      measures: measures.of,
      course: measures.courseOf,
    },
    person: () => person,
    nameOf: (personId) => (personId === 'sample-agent' ? '林晓晴' : null),
    calmPace: () => 200,
  });
}

function keepCall(
  id: string,
  {
    name,
    number,
    flags,
    minute,
  }: { name: string; number: string; flags: readonly CareFlag[]; minute: number },
): void {
  const callId = id as CallId;
  const startedAt = base + minute * 60_000;
  const records = createCallRepository(db);
  records.started({
    callId,
    personId: 'sample-agent',
    direction: 'incoming',
    number,
    displayName: name,
    queue: 'queue-elderly',
    startedAt,
  });
  records.answered(callId, startedAt + 4_000);
  createCallerRepository(db, createAuditRepository(db).append).rememberCall({
    callId,
    subject: `phone:${number}`,
    customerId: null,
    startedAt,
    flags,
  });
  records.saveWrapUp({
    callId,
    personId: 'sample-agent',
    startedAt: startedAt + 180_000,
    endsAt: startedAt + 240_000,
    disposition: 'scamStopped',
    note: '卡号 6222020000007788 已挂失',
    followUp: '',
    savedAt: startedAt + 181_000,
  });
  records.ended(callId, startedAt + 184_000, { by: 'caller', reason: 'hungUp', status: null });
}

const list = (more: Partial<CommandInput<'review/list'>> = {}) => {
  const result = review.list({ ...all, ...more });
  if (!result.ok) throw new Error(result.error.code);
  expect(commands['review/list'].output.safeParse(result.value).error?.issues ?? []).toEqual([]);
  return result.value;
};
const ids = (more: Partial<CommandInput<'review/list'>> = {}) => list(more).calls.map(({ callId }) => callId);
const open = (callId: string) => {
  const result = review.open(callId as CallId);
  if (!result.ok) throw new Error(result.error.code);
  expect(commands['review/open'].output.safeParse(result.value).error?.issues ?? []).toEqual([]);
  return result.value;
};
const looks = () =>
  [...createAuditRepository(db).entries()].filter(({ action }) => action === 'review.opened');

describe('the list of past calls', () => {
  it('shows answered calls that are over, newest first, with name and number masked', () => {
    createCallRepository(db).started({
      callId: 'call-3' as CallId,
      personId: 'sample-agent',
      direction: 'incoming',
      number: '13900000000',
      displayName: '还在响',
      queue: null,
      startedAt: base + 9_000_000,
    });
    const { calls, people, more } = list();
    expect(calls.map(({ callId }) => callId)).toEqual(['call-2', 'call-1']);
    expect(calls[1]).toMatchObject({
      callerMasked: '贾**',
      numberMasked: '138****2207',
      agent: { personId: 'sample-agent', name: '林晓晴' },
      talkMs: 180_000,
      flags: ['elderly'],
      outcome: 'scamStopped',
      measured: false,
    });
    expect(JSON.stringify(calls)).not.toMatch(/淑英|12342207|Carter|5550118/);
    expect([people, more]).toEqual([[{ personId: 'sample-agent', name: '林晓晴' }], false]);
  });

  it('is narrowed by name, number, agent, flag, day and by what is to be looked at', () => {
    expect(ids({ query: '淑英' })).toEqual(['call-1']);
    expect(ids({ query: '604 555' })).toEqual(['call-2']);
    expect(ids({ query: '%' })).toEqual([]);
    expect(ids({ query: 'call-1' })).toEqual(['call-1']);
    expect(ids({ flag: 'foreignLanguage' })).toEqual(['call-2']);
    expect(ids({ since: base + 3_000_000 })).toEqual(['call-2']);
    expect(ids({ personId: 'somebody-else' })).toEqual([]);
    expect([ids({ only: 'measured' }), ids({ only: 'missing' }), ids({ only: 'controls' })]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('and its commands are for team leads and trainers alone', () => {
    for (const name of ['review/list', 'review/open'] as const)
      expect(commands[name].roles).toEqual(['teamLead', 'trainer']);
  });
});

describe('one past call', () => {
  it('is in the audit before it is shown, and is not shown when that fails', () => {
    expect(looks()).toEqual([]);
    open('call-1');
    expect(looks()).toMatchObject([{ by: lead, body: { callId: 'call-1' } }]);
    expect(review.open('nowhere' as CallId)).toMatchObject({ ok: false, error: { code: 'review/unknown' } });
    person = null;
    expect(review.open('call-1' as CallId)).toMatchObject({
      ok: false,
      error: { code: 'common/not-allowed' },
    });
    expect(looks()).toHaveLength(1);
    person = lead;
    db.exec(
      "CREATE TRIGGER audit_refuses BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    expect(review.open('call-1' as CallId)).toMatchObject({ ok: false, error: { code: 'common/not-ready' } });
  });

  it('brings the questions in the words of their version, each with its latency', () => {
    const guidance = createGuidanceRepository(db);
    const callId = 'call-1' as CallId;
    const playbook: Playbook = fixture;
    const [question] = playbook.questions;
    if (question === undefined) throw new Error('no question');
    guidance.keepText(playbook, base);
    const of = { playbookId: playbook.id, playbookVersion: playbook.version };
    guidance.append(callId, { kind: 'playbookChosen', at: base + 30_000, callOffsetMs: 26_000, ...of });
    const asked = { at: base + 50_000, callOffsetMs: 46_000, questionId: question.id };
    guidance.append(callId, { kind: 'questionAsked', ...asked, ...of });
    guidance.append(callId, {
      kind: 'answerBegan',
      at: base + 55_000,
      callOffsetMs: 51_000,
      playbookId: playbook.id,
      questionId: question.id,
      latencyMs: 3_100,
      source: 'audio',
    });
    const sheet = open('call-1');
    expect(sheet.call.playbook).toEqual({ id: playbook.id, name: playbook.name });
    expect(sheet.prompts).toMatchObject([{ version: playbook.version, name: playbook.name }]);
    expect(sheet.questions).toMatchObject([
      { text: { zh: question.text.zh }, latencyMs: 3_100, latencySource: 'audio', mark: null },
    ]);
  });

  it('brings what the quality check found at the end of the call, not what was ticked later', () => {
    const quality = createQualityRepository(db);
    const callId = 'call-1' as CallId;
    const done = (itemId: string, at: number) =>
      ({
        kind: 'done',
        at,
        callOffsetMs: at - base,
        itemId,
        sheetId: 'everyday',
        version: '1.0',
        by: 'agent',
        facts: [] as string[],
      }) as const;
    quality.append(callId, done('greeted', base + 5_000));
    quality.append(callId, {
      kind: 'closed',
      at: base + 184_000,
      callOffsetMs: 180_000,
      sheets: [{ sheetId: 'everyday', version: '1.0' }],
      required: ['greeted', 'saidGoodbye'],
      missing: ['saidGoodbye'],
    });
    quality.append(callId, done('saidGoodbye', base + 200_000));
    expect(open('call-1').quality).toMatchObject([
      { itemId: 'greeted', version: '1.0', done: { by: 'agent' } },
      { itemId: 'saidGoodbye', done: null },
    ]);
    expect(list({ only: 'missing' }).calls).toMatchObject([{ callId: 'call-1', missing: 1 }]);
  });

  it('brings measures, who spoke when, texts without numbers, the note and the controls', () => {
    const callId = 'call-1' as CallId;
    const live = measured(base + 184_000).live;
    if (live === null) throw new Error('no measures');
    const course = { agent: [[base, base + 900]], caller: [], pauses: [], pace: [] } as const;
    createMeasuresRepository(db).save(callId, live, structuredClone(course) as never, base + 184_000);
    createCallTexts(db).save(callId, {
      id: 'm1',
      from: 'caller',
      text: '我的卡 6222 0200 0000 7788',
      at: base + 60_000,
      state: 'sent',
      way: 'message',
      problem: null,
    });
    createControlRepository(db, createAuditRepository(db).append).ask({
      requestId: 'hold-1',
      action: 'apply',
      control: 'cardHold',
      target: { kind: 'card', id: 'card-7788', masked: '6222 02** **** 7788' },
      params: { dayLimit: null, until: null, message: null },
      reason: '',
      facts: [],
      recommended: null,
      undoes: null,
      callId,
      caseId: null,
      askedAt: base + 90_000,
      askedBy: { personId: 'sample-agent', name: '林晓晴' },
    } as never);
    const sheet = open('call-1');
    expect(sheet).toMatchObject({ measures: live, course, calmRate: 3.3, note: '卡号 ··· 已挂失' });
    expect(sheet.texts).toMatchObject([{ text: '我的卡 ···' }]);
    expect(sheet.controls).toMatchObject([
      { control: 'cardHold', state: 'asked', target: '6222 02** **** 7788', receipt: null },
    ]);
    expect(list({ only: 'controls' }).calls).toMatchObject([
      { callId: 'call-1', controls: 1, measured: true },
    ]);
  });
});
