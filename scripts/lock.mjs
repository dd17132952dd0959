// npm run lock: after a change of dependencies, makes package-lock.json complete for every platform (see lib/lock.mjs).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock } from './lib/lock.mjs';
import { root } from './lib/paths.mjs';
import { runTool, say } from './lib/say.mjs';

await runTool(async () => {
  const file = join(root, 'package-lock.json');
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, 'utf8')));
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say('lock', added.length > 0 ? `added ${added.length} packages of other platforms` : 'complete');
});
