import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name for this installation that stays (RFC 5626 +sip.instance): the exchange then knows a desk that comes back. */
export function installationId(folder: string): string {
  const file = join(folder, 'installation-id');
  try {
    const known = readFileSync(file, 'utf8').trim();
    if (uuid.test(known)) return known;
  } catch {
    // First start.
  }
  const id = randomUUID();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, id, { mode: 0o600 });
  return id;
}
