import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditSha256, verifyAuditFile } from '#electron/audit/audit-file.ts';
import { createAuditHandlers } from '#electron/audit/audit.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import { auditMigrations } from '#electron/store/migrations/audit.ts';
import { canonicalJson } from '#shared/audit/canonical.ts';
import { verifyChain, type AuditEntry } from '#shared/audit/chain.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const by = { personId: 'p-1', name: '林晓晴' };

function filled() {
  const db = openTestDb(auditMigrations);
  const repository = createAuditRepository(db);
  for (const n of [1, 2, 3]) repository.append('control.asked', n, by, { n, facts: [{ id: 'risk.tier' }] });
  return { db, repository };
}
function exported() {
  const { repository, db } = filled();
  const dataFolder = testFolder();
  const handlers = createAuditHandlers({
    clock: systemClock,
    log: silentLog,
    repository,
    dataFolder,
    person: () => by,
  });
  const answer = handlers['audit/export']({});
  if (answer instanceof Promise || !answer.ok) throw new Error('not exported');
  return { db, path: join(dataFolder, 'audit', answer.value.file), answer: answer.value };
}
function tampered(change: (lines: string[]) => string[]): string {
  const { path } = exported();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${change(lines).join('\n')}\n`);
  return path;
}

describe('one text for one value', () => {
  it('whatever the order of the keys', () => {
    expect(canonicalJson({ b: [1, 'ü', null], a: { d: true, c: -0.5 } })).toBe(
      '{"a":{"c":-0.5,"d":true},"b":[1,"ü",null]}',
    );
    expect(() => canonicalJson(Number.NaN)).toThrow('not a JSON number');
  });
});

describe('the chain in the store', () => {
  it('is whole, and the database refuses to change or remove an entry', () => {
    const { db, repository } = filled();
    expect(verifyChain(repository.entries(), auditSha256)).toMatchObject({ kind: 'whole', count: 3 });
    expect(() => db.exec("UPDATE audit_entry SET by_name = 'x'")).toThrow('does not change');
    expect(() => db.exec('DELETE FROM audit_entry')).toThrow('never shortened');
  });

  it('tells the first entry that was changed behind the database', () => {
    const { db, repository } = filled();
    db.exec("DROP TRIGGER audit_entry_unchanged; UPDATE audit_entry SET by_name = '别人' WHERE seq = 2");
    expect(verifyChain(repository.entries(), auditSha256)).toEqual({ kind: 'broken', seq: 2, why: 'hash' });
  });

  it('goes with the transaction it belongs to', () => {
    const { db, repository } = filled();
    const broken = db.transaction(() => {
      repository.append('control.asked', 4, by, {});
      throw new Error('disk full');
    });
    expect(broken).toThrow('disk full');
    expect(repository.count()).toBe(3);
  });
});

describe('an export', () => {
  it('is whole, and says itself as its last entry', async () => {
    const { path, answer } = exported();
    expect(await verifyAuditFile(path)).toEqual({ kind: 'whole', count: 4, head: answer.head });
    expect(readFileSync(path, 'utf8')).toContain('"action":"audit.exported"');
  });

  it.each([
    [
      'a word was changed',
      (l: string[]) => l.map((one, at) => (at === 2 ? one.replace('林', '王') : one)),
      2,
      'hash',
    ],
    ['an entry was removed', (l: string[]) => l.filter((_, at) => at !== 2), 2, 'order'],
    ['two were exchanged', ([h, a, b, ...more]: string[]) => [h, b, a, ...more] as string[], 1, 'order'],
    ['the end was cut off', (l: string[]) => l.slice(0, -1), 4, 'cutOff'],
    [
      'a line is no entry',
      (l: string[]) => l.map((one, at) => (at === 3 ? one.slice(0, 20) : one)),
      3,
      'unreadable',
    ],
    ['the header is gone', (l: string[]) => l.slice(1), 0, 'unreadable'],
  ])('is refused when %s, and the entry is named', async (_name, change, seq, why) => {
    expect(await verifyAuditFile(tampered(change))).toEqual({ kind: 'broken', seq, why });
  });

  it('is refused when an entry was changed and its own hash made to fit', async () => {
    const path = tampered((lines) =>
      lines.map((line, at) => {
        if (at !== 2) return line;
        const entry = JSON.parse(line) as AuditEntry;
        const { hash: _old, ...rest } = { ...entry, action: 'control.failed' };
        return JSON.stringify({ ...rest, hash: auditSha256(canonicalJson(rest as never)) });
      }),
    );
    expect(await verifyAuditFile(path)).toEqual({ kind: 'broken', seq: 3, why: 'link' });
  });
});
