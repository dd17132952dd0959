import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createNoticeLibrary } from '#electron/notices/notice-library.ts';
import { createNotices, type Notices } from '#electron/notices/notices.ts';
import type { Db } from '#electron/store/db.ts';
import { noticeMigrations } from '#electron/store/migrations/notices.ts';
import { createNoticeRepository } from '#electron/store/notice-repository.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { noticesStateSchema } from '#shared/notices/contract.ts';
import type { Role } from '#shared/seat/role.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';

let db: Db;
let day: string;
let notices: Notices;
const clock = createManualClock();
const person = createPublisher<{ readonly id: string; readonly role: Role } | null>(null);
const shipped = createNoticeLibrary({ folder: 'assets/notices', log: silentLog });
await shipped.load();

beforeEach(() => {
  db = openTestDb(noticeMigrations);
  day = '2026-11-28';
  person.set({ id: 'agent-1', role: 'agent' });
  notices = createNotices({
    clock,
    log: silentLog,
    repository: createNoticeRepository(db),
    content: shipped.content,
    person,
    today: () => day,
  });
});
afterEach(() => {
  notices.dispose();
  db.close();
});
const ids = (): readonly string[] => notices.state.get().notices.map(({ noticeId }) => noticeId);
const confirmed = (): readonly (number | null)[] =>
  notices.state.get().notices.map(({ confirmedAt }) => confirmedAt);

describe('today', () => {
  it('ships good content', () => {
    expect(shipped.content.get().refused).toEqual([]);
    expect(noticesStateSchema.safeParse(notices.state.get()).success).toBe(true);
  });

  it('shows what is in force for this role, what must be confirmed first, and the greeting', () => {
    expect(ids()).toEqual(['year-end-scams', 'stop-first', 'branch-hours-new-year']);
    expect(notices.state.get().greeting?.zh).toBe('天冷了，您注意保暖。');
    person.set({ id: 'lead', role: 'teamLead' });
    expect(ids()).toContain('second-review');
    person.set(null);
    expect(ids()).toEqual([]);
  });

  it('follows the calendar while the program runs', () => {
    day = '2027-02-06';
    clock.advance(61_000);
    expect(notices.state.get().greeting?.zh).toContain('拜年');
    expect(ids()).toEqual(['year-end-scams', 'stop-first']);
    day = '2027-05-01';
    clock.advance(61_000);
    expect([ids(), notices.state.get().greeting]).toEqual([['stop-first'], null]);
  });
});

describe('read and confirm', () => {
  const confirm = (noticeId: string, version = '1.0') =>
    notices.handlers['notices/confirm']({ noticeId, version });

  it('is kept for each person, with the time of the first', async () => {
    const at = clock.now();
    expect((await confirm('year-end-scams')).ok).toBe(true);
    clock.advance(5000);
    await confirm('year-end-scams');
    expect(
      notices.state.get().notices.find(({ noticeId }) => noticeId === 'year-end-scams')?.confirmedAt,
    ).toBe(at);
    person.set({ id: 'agent-2', role: 'agent' });
    expect(confirmed()).toEqual([null, null, null]);
  });

  it('another version, or a notice for others, is not confirmed', async () => {
    expect((await confirm('year-end-scams', '0.9')).ok).toBe(false);
    expect((await confirm('second-review')).ok).toBe(false);
    expect(confirmed()).toEqual([null, null, null]);
  });
});

it('a broken file is refused with its line; what was read before stays', async () => {
  const folder = testFolder();
  const good = `id: one
version: '1.0'
from: 2026-01-01
to: 2026-12-31
kind: notice
title: { zh: 一, en: One }
mustConfirm: true
body:
  - { zh: 一句。, en: A line. }
`;
  await writeFile(join(folder, 'one.yaml'), good);
  const library = createNoticeLibrary({ folder, log: silentLog });
  expect((await library.load()).notices.length).toBe(1);
  await writeFile(join(folder, 'one.yaml'), good.replace('2026-12-31', '2025-12-31'));
  const { notices: kept, refused } = await library.load();
  expect(refused).toEqual([{ file: 'one.yaml', line: 4, reason: 'ends before it begins' }]);
  expect(kept[0]?.to).toBe('2026-12-31');
});
