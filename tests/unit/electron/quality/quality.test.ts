import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import type { CheckedCall } from '#electron/quality/ports.ts';
import { createQuality, type Quality } from '#electron/quality/quality.ts';
import { createSheetLibrary, type SheetLibrary } from '#electron/quality/sheet-library.ts';
import type { Db } from '#electron/store/db.ts';
import { qualityMigrations } from '#electron/store/migrations/quality.ts';
import { createQualityRepository } from '#electron/store/quality-repository.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { Hold } from '#shared/control/contract.ts';
import { noFlowsState } from '#shared/flows/state.ts';
import { noCallState } from '#shared/guidance/state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { qualityStateSchema } from '#shared/quality/state.ts';
import { elderlyCaller } from '#tests/support/renderer-preview/fixtures.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const callId = 'call-1' as CallId;
const folder = 'assets/quality';
const clock = createManualClock(new Date(2026, 0, 15, 10).getTime());
const answered: CheckedCall = {
  callId,
  startedAt: clock.now(),
  outgoing: false,
  textsSent: 0,
  captioned: false,
  ended: false,
};
const holdOf = (state: Hold['state']): Hold =>
  ({
    holdId: 'h1',
    callId,
    cardId: 'card-1',
    state,
    askedAt: clock.now(),
    answeredAt: null,
    failure: null,
  }) as Hold;

let db: Db;
const open: Quality[] = [];
const call = createPublisher<CheckedCall | null>(null);
const caller = createPublisher<CallerState>(noCallerState);
const control = createPublisher<{ readonly holds: readonly Hold[] }>({ holds: [] });

const libraryOf = (from: string): SheetLibrary =>
  createSheetLibrary({ folder: from, repository: createQualityRepository(db), log: silentLog });

async function start(): Promise<Quality> {
  const library = libraryOf(folder);
  await library.load();
  const quality = createQuality({
    clock,
    log: silentLog,
    repository: createQualityRepository(db),
    content: library.content,
    call,
    caller,
    control,
    guidance: createPublisher(noCallState),
    flows: createPublisher(noFlowsState),
    today: () => '2026-01-15',
  });
  open.push(quality);
  return quality;
}

beforeEach(() => {
  db = openTestDb(qualityMigrations);
  call.set(null);
  caller.set(noCallerState);
  control.set({ holds: [] });
});
afterEach(() => {
  for (const quality of open.splice(0)) quality.dispose();
  db.close();
});

const ids = (quality: Quality): readonly string[] => quality.state.get().lines.map(({ id }) => id);
const doneOf = (quality: Quality, id: string) =>
  quality.state.get().lines.find((line) => line.id === id)?.done?.by ?? null;

describe('what a call must contain', () => {
  it('ships sheets that are all good', async () => {
    const { sheets, refused } = await libraryOf(folder).load();
    expect(refused).toEqual([]);
    expect(sheets.length).toBeGreaterThanOrEqual(12);
    expect(sheets.every(({ sample }) => sample)).toBe(true);
  });

  it('follows what is known of the call: nothing between calls, the everyday sheet first, more as facts come', async () => {
    const quality = await start();
    expect(quality.state.get()).toMatchObject({ callId: null, lines: [] });
    call.set(answered);
    expect(ids(quality)).toEqual(['greeting', 'recordingNotice', 'resultRepeated', 'closingQuestion']);
    caller.set({ ...elderlyCaller(clock.now(), false), callId });
    expect(ids(quality)).toContain('identity');
    expect(ids(quality)).toContain('repeatBack');
    expect(ids(quality)).not.toContain('holdScope');
    control.set({ holds: [holdOf('asked')] });
    expect(ids(quality)).toContain('holdScope');
    expect(qualityStateSchema.safeParse(quality.state.get()).success).toBe(true);
  });

  it('ticks what the desk has seen: verified is the identity step, confirmed is the wait', async () => {
    const quality = await start();
    call.set(answered);
    caller.set({ ...elderlyCaller(clock.now(), false), callId });
    control.set({ holds: [holdOf('sent')] });
    expect([doneOf(quality, 'identity'), doneOf(quality, 'holdConfirmed')]).toEqual([null, null]);
    caller.set({ ...elderlyCaller(clock.now(), true), callId });
    control.set({ holds: [holdOf('confirmed')] });
    expect([doneOf(quality, 'identity'), doneOf(quality, 'holdConfirmed')]).toEqual(['facts', 'facts']);
    // What the agent takes back stays taken back, whatever the facts say.
    quality.tick({ callId, itemId: 'identity', done: false });
    control.set({ holds: [holdOf('confirmed')] });
    expect(doneOf(quality, 'identity')).toBeNull();
  });

  it('a sheet drops what has no place in such a call', async () => {
    const quality = await start();
    const of = elderlyCaller(clock.now(), false);
    const reasons = of.flags[0]?.reasons ?? [];
    call.set(answered);
    caller.set({
      ...of,
      callId,
      flags: [{ flag: 'crisis', reasons: [...reasons], confirmed: null, lifted: null, keep: 'once' }],
    });
    expect(ids(quality)).toContain('stayOnLine');
    expect(ids(quality)).not.toContain('recordingNotice');
  });
});

describe('the record', () => {
  it('keeps what was missing when the call ended, whatever is ticked afterwards, over a restart', async () => {
    const quality = await start();
    call.set(answered);
    clock.advance(7000);
    expect(quality.tick({ callId, itemId: 'greeting', done: true }).ok).toBe(true);
    call.set({ ...answered, ended: true });
    const missing = ['recordingNotice', 'resultRepeated', 'closingQuestion'];
    expect(quality.state.get().missingAtEnd).toEqual(missing);
    quality.tick({ callId, itemId: 'recordingNotice', done: true });
    expect(quality.state.get().missingAtEnd).toEqual(missing);
    expect(quality.eventsOf(callId).map(({ kind }) => kind)).toEqual(['done', 'closed', 'done']);
    expect(quality.eventsOf(callId)[1]).toMatchObject({
      missing,
      sheets: [{ sheetId: 'everyday', version: '1.1' }],
    });
    quality.dispose();
    const again = await start();
    expect(again.state.get().missingAtEnd).toEqual(missing);
    expect(again.eventsOf(callId).length).toBe(3);
  });

  it('whose words are shown as text is to be told so, in a call that has captions and in no other', async () => {
    const quality = await start();
    const required = (): string[] => quality.state.get().lines.map(({ id }) => id);
    call.set(answered);
    expect(required()).not.toContain('captionsNotice');
    call.set({ ...answered, captioned: true });
    expect(required().slice(0, 3)).toEqual(['greeting', 'recordingNotice', 'captionsNotice']);
  });

  it('a late key press lands in no other call, an unknown item nowhere', async () => {
    const quality = await start();
    call.set(answered);
    const other = quality.tick({ callId: 'call-0' as CallId, itemId: 'greeting', done: true });
    expect(other.ok ? '' : other.error.code).toBe('quality/other-call');
    const unknown = quality.tick({ callId, itemId: 'holdScope', done: true });
    expect(unknown.ok ? '' : unknown.error.code).toBe('quality/unknown-item');
    expect(quality.eventsOf(callId)).toEqual([]);
  });
});

describe('broken content', () => {
  const good = `id: one
version: '1.0'
effectiveFrom: 2025-11-01
name: { zh: 一, en: One }
items:
  - id: hello
    kind: say
    phase: opening
    label: { zh: 问候, en: Greet }
    say: { zh: 您好。, en: Hello. }
`;
  const broken: readonly (readonly [string, string, number, RegExp])[] = [
    [
      'a fact nobody delivers',
      good.replace('    say:', '    doneBy: [moon.full]\n    say:'),
      10,
      /moon\.full/,
    ],
    ['a sentence without words', good.replace(/ {4}say:.*\n/, ''), 6, /without its words/],
    ['an unknown key', `${good}colour: red\n`, 11, /[Uu]nrecognized key/],
    ['bad YAML', good.replace('name: {', 'name: { {'), 5, /./],
    ['a version that is none', good.replace("'1.0'", 'new'), 2, /version/],
  ];
  it.each(broken)(
    '%s is refused with its line, and the last good content stays',
    async (_, text, line, reason) => {
      const own = testFolder();
      await mkdir(own, { recursive: true });
      await writeFile(join(own, 'one.yaml'), good);
      expect((await libraryOf(own).load()).sheets.map(({ id }) => id)).toEqual(['one']);
      await writeFile(join(own, 'one.yaml'), text);
      const { sheets, refused } = await libraryOf(own).load();
      expect(refused).toMatchObject([{ file: 'one.yaml', line }]);
      expect(refused[0]?.reason).toMatch(reason);
      expect(sheets.map(({ id, version }) => [id, version])).toEqual([['one', '1.0']]);
      await rm(join(own, 'one.yaml'));
      expect((await libraryOf(own).load()).sheets).toEqual([]);
    },
  );
});
