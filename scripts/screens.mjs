// npm run screens: pictures of every screen in both languages, both themes and both sizes, in out/screens/.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';
import { canHave } from './lib/system.mjs';

await runTool(async () => {
  const prepared = await prepare({ display: canHave('Xvfb') ? 'own' : true, size: '1920x1200' });
  try {
    await ensureBuilt();
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const { code } = await run(process.execPath, [tsx, join(root, 'tests', 'screens', 'take.ts')], {
      cwd: root,
      env: prepared.env,
      inherit: true,
    });
    return code;
  } finally {
    prepared.dispose();
  }
});
