// npm run reach: axe over every screen of the desk, in both languages, both themes and three sizes, 200 % among them.
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';
import { canHave } from './lib/system.mjs';

await runTool(async () => {
  const prepared = await prepare({ display: canHave('Xvfb') ? 'own' : true });
  try {
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const { code } = await run(
      process.execPath,
      [tsx, join(root, 'tests', 'support', 'reach', 'run-reach.ts'), ...process.argv.slice(2)],
      {
        cwd: root,
        env: prepared.env,
        inherit: true,
      },
    );
    return code;
  } finally {
    prepared.dispose();
  }
});
