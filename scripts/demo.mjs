// npm run demo: one whole call on the embedded exchange, played by itself; pictures in out/demo/.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { runTool } from './lib/say.mjs';
import { canHave } from './lib/system.mjs';

await runTool(async () => {
  const prepared = await prepare({ display: canHave('Xvfb') ? 'own' : true, sound: canHave('pulseaudio') });
  try {
    await ensureBuilt();
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const { code } = await run(process.execPath, [tsx, join(root, 'tests', 'demo', 'play.ts')], {
      cwd: root,
      env: prepared.env,
      inherit: true,
    });
    return code;
  } finally {
    prepared.dispose();
  }
});
