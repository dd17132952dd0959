// The desk at a real Asterisk that somebody has built: npm run interop:asterisk -- --prefix FOLDER (tests/asterisk/README.md).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';

await runTool(async () => {
  const { values, positionals } = parseArgs({
    options: { prefix: { type: 'string' } },
    allowPositionals: true,
  });
  const prefix = values.prefix ?? process.env.GUARDLINE_ASTERISK ?? '';
  if (!existsSync(join(prefix, 'sbin', 'asterisk')))
    throw new Error(`no Asterisk at "${prefix}": --prefix is the folder that holds sbin/asterisk`);
  const prepared = await prepare({ display: true, sound: true });
  try {
    await ensureBuilt();
    const { code } = await run(
      process.execPath,
      [
        join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
        'test',
        '-c',
        join('tests', 'asterisk', 'playwright.config.ts'),
        ...positionals,
      ],
      {
        cwd: root,
        env: { ...prepared.env, GUARDLINE_ASTERISK: prefix, GUARDLINE_TABLE: 'asterisk' },
        inherit: true,
      },
    );
    return code;
  } finally {
    prepared.dispose();
  }
});
