import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { verifyChain, type AuditEntry, type Verified } from '#shared/audit/chain.ts';

export const auditSha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** First line of an export: what the store held at that moment, so that a file that was cut off is found out. */
const headerSchema = z.strictObject({
  format: z.literal('guardline-audit-1'),
  exportedAt: z.string().max(40),
  count: z.int().nonnegative(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Writes the whole chain as JSON Lines, one header and one entry a line, synced. Answers the name within `folder`, which is made.
 * Throws when the disk refuses.
 */
export function writeAuditFile(
  folder: string,
  entries: readonly AuditEntry[],
  { now, count, head }: { readonly now: number; readonly count: number; readonly head: string },
): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const exportedAt = new Date(now).toISOString();
  const name = `audit-${exportedAt.replaceAll(/[:.]/g, '-')}.jsonl`;
  const file = openSync(join(folder, name), 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify({ format: 'guardline-audit-1', exportedAt, count, head })}\n`);
    for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return name;
}

/** Reads an export and walks its chain. Throws only when the file cannot be read at all. */
export async function verifyAuditFile(path: string): Promise<Verified> {
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') }))
    if (line.trim() !== '') lines.push(parsed(line));
  const header = headerSchema.safeParse(lines[0]);
  if (!header.success) return { kind: 'broken', seq: 0, why: 'unreadable' };
  return verifyChain(lines.slice(1), auditSha256, header.data);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
