// The desk's line at an exchange with other, legal habits (tests/unit/electron/sip/habits): npm run habits. Also part of the
// unit stage; here with its table, which is kept in out/habits/table.md.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';

await runTool(async () => {
  const folder = join(root, 'out', 'habits');
  rmSync(folder, { recursive: true, force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { code, output } = await run(
    process.execPath,
    [vitest, 'run', join('tests', 'unit', 'electron', 'sip', 'habits')],
    {
      cwd: root,
    },
  );
  process.stdout.write(`${readFileSync(join(folder, 'table.md'), 'utf8')}\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
  return code;
});
