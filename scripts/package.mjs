// npm run package [-- target…]: makes what a bank installs, into release/. Without a target: the plain folder ("dir").
// With the fallback runtime of a closed network the result is for trying out: ship with the declared Electron.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { parse } from 'yaml';
import { ensureBuilt } from './lib/build.mjs';
import { nativeBinding } from './lib/native.mjs';
import { outDir, root } from './lib/paths.mjs';
import { findRuntime } from './lib/runtime.mjs';
import { runTool, say } from './lib/say.mjs';

/** A distribution as Electron publishes it: without the default app, which the package replaces. */
function distribution(/** @type {string} */ dir) {
  const copy = join(outDir, 'package', 'runtime');
  rmSync(copy, { recursive: true, force: true });
  cpSync(dir, copy, { recursive: true, filter: (path) => !path.endsWith('default_app.asar') });
  return copy;
}

await runTool(async () => {
  const targets = process.argv.slice(2);
  const runtime = await findRuntime();
  await ensureBuilt();
  const binding = runtime.napi < 10 ? await nativeBinding(runtime) : null;
  const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  const made = await build({
    projectDir: root,
    targets: Platform.current().createTarget(targets.length > 0 ? targets : ['dir']),
    config: {
      ...config,
      electronDist: distribution(runtime.dir),
      electronVersion: runtime.version,
      extraResources: binding ? [{ from: binding, to: 'native/better_sqlite3.node' }] : [],
    },
  });
  rmSync(join(outDir, 'package'), { recursive: true, force: true });
  say('package', made.length > 0 ? made.join(' ') : join(root, 'release'));
});
