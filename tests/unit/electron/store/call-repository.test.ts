import { expect, test } from 'vitest';
import type { CallRecord, WrapUpDraft } from '#electron/call/ports.ts';
import { createCallRepository } from '#electron/store/call-repository.ts';
import { callMigrations } from '#electron/store/migrations/call.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';

const id = (text: string) => callIdSchema.parse(text);
const call = (callId: string, more: Partial<CallRecord> = {}): CallRecord => ({
  callId: id(callId),
  personId: 'sample-agent',
  direction: 'incoming',
  number: '13912340056',
  displayName: '来电',
  queue: 'elderly',
  startedAt: 1000,
  ...more,
});
const draft = (callId: string, more: Partial<WrapUpDraft> = {}): WrapUpDraft => ({
  callId: id(callId),
  personId: 'sample-agent',
  startedAt: 5000,
  endsAt: 95_000,
  disposition: null,
  note: '',
  followUp: '',
  savedAt: 5000,
  ...more,
});

test('a call is kept from its ring to its end', () => {
  const records = createCallRepository(openTestDb(callMigrations));
  records.started(call('c1'));
  records.answered(id('c1'), 2000);
  records.event(id('c1'), 2500, 'dtmf', '{"digits":1}');
  records.ended(id('c1'), 4000, { by: 'caller', reason: 'hungUp', status: null });
  expect(records.recentCalls(5)).toEqual([
    { ...call('c1'), answeredAt: 2000, endedAt: 4000, end: { by: 'caller', reason: 'hungUp', status: null } },
  ]);
  expect(records.events(id('c1'))).toEqual([{ at: 2500, kind: 'dtmf', detail: '{"digits":1}' }]);
  expect(records.openCalls()).toEqual([]);
});

test('calls come newest first, and those without an end are found after a crash', () => {
  const file = testDbFile();
  const db = openTestDb(callMigrations, file);
  const before = createCallRepository(db);
  before.started(call('c1', { startedAt: 1000 }));
  before.started(call('c2', { startedAt: 2000 }));
  before.ended(id('c1'), 1500, { by: 'network', reason: 'lineLost', status: 503 });
  db.close();
  const after = createCallRepository(openTestDb(callMigrations, file));
  expect(after.recentCalls(1).map((one) => one.callId)).toEqual(['c2']);
  expect(after.openCalls().map((one) => one.callId)).toEqual(['c2']);
});

test('a call taken over after a restart keeps what was known first', () => {
  const records = createCallRepository(openTestDb(callMigrations));
  records.started(call('c1'));
  records.answered(id('c1'), 2000);
  records.started(call('c1', { startedAt: 9000, displayName: 'again' }));
  records.answered(id('c1'), 9100);
  expect(records.openCalls()).toMatchObject([{ startedAt: 1000, displayName: '来电', answeredAt: 2000 }]);
});

test('the last draft of an unfinished wrap-up is there after a restart, until it is finished', () => {
  const file = testDbFile();
  const db = openTestDb(callMigrations, file);
  const before = createCallRepository(db);
  before.started(call('c1'));
  before.saveWrapUp(draft('c1'));
  before.saveWrapUp(draft('c1', { note: '已劝阻，女儿在旁', disposition: 'scamStopped', savedAt: 6000 }));
  db.close();
  const after = createCallRepository(openTestDb(callMigrations, file));
  expect(after.unfinishedWrapUp('sample-agent')).toEqual(
    draft('c1', { note: '已劝阻，女儿在旁', disposition: 'scamStopped', savedAt: 6000 }),
  );
  expect(after.unfinishedWrapUp('sample-lead')).toBeNull();
  after.finishWrapUp(id('c1'), 7000);
  expect(after.unfinishedWrapUp('sample-agent')).toBeNull();
});

test('only answered calls of that person count as handled', () => {
  const records = createCallRepository(openTestDb(callMigrations));
  const end = { by: 'agent', reason: 'hungUp', status: null } as const;
  for (const [callId, personId] of [
    ['a', 'sample-agent'],
    ['b', 'sample-agent'],
    ['c', 'sample-lead'],
  ] as const) {
    records.started(call(callId, { personId }));
    if (callId !== 'b') records.answered(id(callId), 2000);
    records.ended(id(callId), 3000, end);
  }
  expect(records.handledSince('sample-agent', 0)).toBe(1);
  expect(records.handledSince('sample-agent', 3001)).toBe(0);
});

test('writing to a call that was never started is a bug and throws', () => {
  const records = createCallRepository(openTestDb(callMigrations));
  expect(() => records.answered(id('none'), 1)).toThrow(/no record of call none/);
  expect(() => records.event(id('none'), 1, 'dtmf', '{}')).toThrow(/FOREIGN KEY/);
  expect(() => records.saveWrapUp(draft('none'))).toThrow(/FOREIGN KEY/);
  records.started(call('c1'));
  expect(() => records.event(id('c1'), 1, 'dtmf', 'not json')).toThrow(/CHECK/);
});
