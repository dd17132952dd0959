// npm run bench [-- --short] [--only hold,memory] [--soak 1000]: measures the built app and says what it found.
// Never fails on a clock: only when something that was to be measured did not happen at all. The last line is
// "N measured, N missing"; figures go to out/bench/.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/paths.mjs';
import { machineSwitches, prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';

await runTool(async () => {
  const { env, dispose } = await prepare({ display: 'own', size: '1920x1080' });
  try {
    await ensureBuilt();
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const { code } = await run(
      process.execPath,
      [tsx, join(root, 'tests', 'bench', 'run.ts'), ...process.argv.slice(2)],
      {
        inherit: true,
        env: {
          ...env,
          TSX_TSCONFIG_PATH: join(root, 'tests', 'support', 'run-tsconfig.json'),
          GUARDLINE_BENCH_SWITCHES: machineSwitches().join(' '),
        },
      },
    );
    return code;
  } finally {
    dispose();
  }
});
