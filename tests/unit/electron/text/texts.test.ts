import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { userOfAddress } from '#electron/call/asked-headers.ts';
import { silentLog } from '#electron/log/log.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { createCallTexts, createTextRepository } from '#electron/store/text-repository.ts';
import { parsePhrases } from '#electron/text/phrase-library.ts';
import { createTexts } from '#electron/text/texts.ts';
import type { Db } from '#electron/store/db.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const dbs: Db[] = [];
afterEach(() => dbs.splice(0).forEach((db) => db.close()));

function rig() {
  const db = openTestDb(allMigrations);
  dbs.push(db);
  const clock = createManualClock();
  const call = createPublisher<{ readonly callId: CallId } | null>(null);
  const sent: string[] = [];
  let answer: Result<void> = ok(undefined);
  let count = 0;
  const open = () =>
    createTexts({
      clock,
      log: silentLog,
      newId: () => `id${++count}`,
      repository: createTextRepository(db),
      call,
      phrases: createPublisher([]),
      maskNumber: (number) => `${number.slice(0, 3)}****`,
      numberOf: userOfAddress,
      textBytes: () => 60,
      sendText: async (number, text) => {
        sent.push(`${number} ${text}`);
        return answer;
      },
    });
  return { db, clock, call, sent, open, answerWith: (result: Result<void>) => void (answer = result) };
}
const message = { asserted: '', user: '13800001111', displayName: 'Wang', text: '我的卡丢了' };

describe('texts beside the calls', () => {
  it('keeps a text from outside of any call, masked for the window, and has it again after a restart', () => {
    const { open, clock } = rig();
    const texts = open();
    clock.advance(10);
    expect(texts.heard(message)).toBe(true);
    expect(texts.heard({ ...message, text: '在吗' })).toBe(true);
    const again = open().state.get().loose;
    expect(again).toEqual(texts.state.get().loose);
    expect(again).toMatchObject([
      {
        numberMasked: '138****',
        displayName: 'Wang',
        unread: 2,
        messages: [{ text: '我的卡丢了' }, { text: '在吗' }],
      },
    ]);
    expect(JSON.stringify(again)).not.toContain('13800001111');
  });

  it('answers it by its number, says what was not taken, and puts it away until the next one comes', async () => {
    const { open, clock, sent, answerWith } = rig();
    const texts = open();
    clock.advance(10);
    texts.heard(message);
    const threadId = texts.state.get().loose[0]?.threadId ?? '';
    clock.advance(10);
    expect(await texts.reply(threadId, '先帮您挂失')).toEqual({ ok: true, value: {} });
    expect(sent).toEqual(['13800001111 先帮您挂失']);
    expect(texts.state.get().loose[0]).toMatchObject({ unread: 0, messages: [{}, { state: 'sent' }] });
    answerWith(fail(appError('call/refused-by-exchange', { status: 408, phrase: '' }, 'now')));
    await texts.reply(threadId, '好了');
    expect(texts.state.get().loose[0]?.messages.at(-1)).toMatchObject({
      state: 'failed',
      problem: 'noAnswer',
    });
    clock.advance(10);
    texts.putAway(threadId);
    expect(texts.state.get().loose).toEqual([]);
    expect(await texts.reply(threadId, '?')).toMatchObject({
      ok: false,
      error: { code: 'text/unknown-thread' },
    });
    clock.advance(10);
    texts.heard({ ...message, text: '还在吗' });
    expect(texts.state.get().loose).toMatchObject([{ threadId, unread: 1 }]);
  });

  it('does not say that it has a text which it could not keep', () => {
    const { open, db } = rig();
    const texts = open();
    db.exec('DROP TABLE loose_text');
    expect(texts.heard(message)).toBe(false);
  });

  it('keeps the draft of each call, and shows the one of the call on the screen', () => {
    const { open, call } = rig();
    const texts = open();
    call.set({ callId: 'c1' as CallId });
    texts.keepDraft('c1' as CallId, '请把身份证');
    call.set({ callId: 'c2' as CallId });
    expect(texts.state.get()).toMatchObject({ callId: 'c2', draft: '' });
    call.set({ callId: 'c1' as CallId });
    expect(texts.state.get().draft).toBe('请把身份证');
    expect(open().state.get().draft).toBe('请把身份证');
    texts.keepDraft('c1' as CallId, '');
    expect(open().state.get().draft).toBe('');
  });

  it('keeps the texts of a call in the order they were written, each under its id', () => {
    const { db } = rig();
    const texts = createCallTexts(db);
    const base = { from: 'agent', at: 5, way: 'message', problem: null } as const;
    texts.save('c1' as CallId, { ...base, id: 'b', text: '一', state: 'sending' });
    texts.save('c1' as CallId, { ...base, id: 'a', text: '二', state: 'sending' });
    texts.save('c1' as CallId, { ...base, id: 'b', text: '一', state: 'sent' });
    expect(texts.of('c1' as CallId).map(({ text, state }) => [text, state])).toEqual([
      ['一', 'sent'],
      ['二', 'sending'],
    ]);
    expect(texts.of('c2' as CallId)).toEqual([]);
  });
});

describe('ready phrases', () => {
  const file = join(import.meta.dirname, '../../../../assets/phrases/phrases.yaml');
  it('are complete in zh, en, ja and ko', () => {
    const parsed = parsePhrases('phrases.yaml', readFileSync(file, 'utf8'));
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    for (const { text } of parsed.value) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[\p{ASCII}’]+$/u);
      expect(text.ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u);
      expect(text.ko).toMatch(/\p{Script=Hangul}/u);
    }
  });

  it('are refused with the line where one lacks a language or stands twice', () => {
    const good = readFileSync(file, 'utf8');
    expect(parsePhrases('p.yaml', good.replace(/^ {6}ko: .*\n/m, ''))).toMatchObject({
      ok: false,
      refused: { file: 'p.yaml', line: expect.any(Number) as number },
    });
    expect(parsePhrases('p.yaml', good.replace('id: moment', 'id: writeToMe'))).toMatchObject({
      ok: false,
      refused: { reason: '“writeToMe” stands here twice' },
    });
  });
});
