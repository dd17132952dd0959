// The desk at a real exchange that somebody has built: npm run interop:asterisk (or interop:freeswitch) -- --prefix FOLDER
// (tests/exchanges/README.md).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';

/** @type {Readonly<Record<string, string>>} */
const programs = { asterisk: join('sbin', 'asterisk'), freeswitch: join('bin', 'freeswitch') };

await runTool(async () => {
  const { values, positionals } = parseArgs({
    options: { prefix: { type: 'string' } },
    allowPositionals: true,
  });
  const [make = '', ...rest] = positionals;
  const program = programs[make];
  if (program === undefined) throw new Error(`"${make}" is none of ${Object.keys(programs).join(', ')}`);
  const prefix = values.prefix ?? '';
  if (!existsSync(join(prefix, program)))
    throw new Error(`no ${make} at "${prefix}": --prefix is the folder that holds ${program}`);
  const prepared = await prepare({ display: true, sound: true });
  try {
    await ensureBuilt();
    const { code } = await run(
      process.execPath,
      [
        join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
        'test',
        '-c',
        join('tests', 'exchanges', 'playwright.config.ts'),
        ...rest,
      ],
      {
        cwd: root,
        env: {
          ...prepared.env,
          GUARDLINE_EXCHANGE: make,
          GUARDLINE_EXCHANGE_PREFIX: prefix,
          GUARDLINE_TABLE: make,
        },
        inherit: true,
      },
    );
    return code;
  } finally {
    prepared.dispose();
  }
});
