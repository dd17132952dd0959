import { createHash } from 'node:crypto';
import type { AuditRepository } from '#electron/audit/ports.ts';
import { canonicalJson, type Json } from '#shared/audit/canonical.ts';
import { firstPrev, hashedText, type AuditEntry } from '#shared/audit/chain.ts';
import type { Db } from './db.ts';

export type { AuditAppend } from '#electron/audit/ports.ts';

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly by_id: string;
  readonly by_name: string;
  readonly body: string;
  readonly prev: string;
  readonly hash: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The chain in `audit_entry`. `append` joins the transaction that is running; outside of one it is a transaction of its own. */
export function createAuditRepository(db: Db): AuditRepository {
  const last = db.prepare<[], Pick<Row, 'seq' | 'hash'>>(
    'SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1',
  );
  const insert = db.prepare(`
    INSERT INTO audit_entry (seq, at, action, by_id, by_name, body, prev, hash)
    VALUES (@seq, @at, @action, @byId, @byName, @body, @prev, @hash)`);
  const all = db.prepare<[], Row>('SELECT * FROM audit_entry ORDER BY seq');
  const append = db.transaction((action: string, at: number, by: AuditEntry['by'], given: object) => {
    // What the JSON of the disk says is what is hashed: undefined and dates are gone before.
    const body = JSON.parse(JSON.stringify(given)) as Json;
    const before = last.get();
    const prev = before?.hash ?? firstPrev;
    const seq = (before?.seq ?? 0) + 1;
    const who = { personId: by.personId, name: by.name };
    const hash = sha256(hashedText({ seq, at, action, by: who, body, prev } as Omit<AuditEntry, 'hash'>));
    insert.run({
      seq,
      at,
      action,
      byId: by.personId,
      byName: by.name,
      body: canonicalJson(body),
      prev,
      hash,
    });
  });
  return {
    append: (action, at, by, body) => append(action, at, by, body),
    *entries() {
      for (const row of all.iterate()) yield entryOf(row);
    },
    count: () => last.get()?.seq ?? 0,
  };
}

/** Not checked against the schema on purpose: an entry that was tampered with has to reach whoever verifies the chain. */
function entryOf(row: Row): AuditEntry {
  const { seq, at, action, prev, hash } = row;
  const body = JSON.parse(row.body) as AuditEntry['body'];
  return { seq, at, action, by: { personId: row.by_id, name: row.by_name }, body, prev, hash };
}
