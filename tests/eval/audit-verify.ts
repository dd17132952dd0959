import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { auditSha256, verifyAuditFile } from '#electron/audit/audit-file.ts';
import { createKeyKeeper } from '#electron/secrets/key-keeper.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import { openEngine, unlockEngine } from '#electron/store/engine.ts';
import { verifyChain, type Verified } from '#shared/audit/chain.ts';

/** `npm run audit:verify`: see scripts/audit-verify.mjs. */
const [, , given] = process.argv;
const why = {
  unreadable: 'it is not an entry',
  hash: 'its hash is not that of its content: it was changed',
  link: 'it does not follow from the entry before it: one was changed, removed or put in',
  order: 'it is not the number that should come: one is missing or twice',
  cutOff: 'the end is missing: the file says how far it should go',
} as const;
let exitCode = 0;

function say(what: string, found: Verified): void {
  if (found.kind === 'whole') {
    console.log(`${what}: whole, ${found.count} entries, head ${found.head}`);
    return;
  }
  exitCode = 1;
  console.log(`${what}: REFUSED at entry ${found.seq}: ${why[found.why]}`);
}

function cannot(words: string): never {
  console.error(words);
  process.exit(2);
}

async function passphrase(): Promise<string> {
  const set = process.env['GUARDLINE_PASSPHRASE'];
  if (set !== undefined) return set;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await ask.question('passphrase of the store: ');
  ask.close();
  return typed;
}

async function verifyStore(folder: string): Promise<void> {
  const keys = createKeyKeeper({
    folder,
    system: {
      available: () => false,
      backend: () => '',
      wrap: () => cannot('no system key store here'),
      unwrap: () => cannot('no system key store here'),
    },
  });
  if (keys.look().kind !== 'passphrase') {
    console.log(
      'the key of the store is with the system: export from the command palette and verify the file',
    );
    return;
  }
  const opened = await keys.openWithPassphrase(await passphrase());
  if (opened.kind !== 'open') cannot(`the store does not open: ${opened.kind}`);
  const db = openEngine(join(folder, 'guardline.db'));
  unlockEngine(db, opened.key);
  say('store', verifyChain(createAuditRepository(db).entries(), auditSha256));
  db.close();
}

if (given === undefined || !existsSync(given)) cannot('usage: npm run audit:verify -- FILE or FOLDER');
if (statSync(given).isDirectory()) {
  if (existsSync(join(given, 'guardline.db'))) await verifyStore(given);
  const exports = existsSync(join(given, 'audit')) ? readdirSync(join(given, 'audit')) : [];
  for (const name of exports.filter((one) => one.endsWith('.jsonl')))
    say(name, await verifyAuditFile(join(given, 'audit', name)));
} else say(given, await verifyAuditFile(given));
process.exit(exitCode);
