import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { testFolder } from '#tests/support/test-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * One plain file of the script and the product's own code in it, so that a start takes a tenth of a second: five hundred kills are
 * minutes then. The database engine stays outside, as in the product's bundle.
 */
export async function bundleForKills(name = 'press-until-killed'): Promise<string> {
  // Inside the project, so that the engine is found from there.
  const outDir = join(root, 'node_modules/.guardline-kills', testFolder().split('/').at(-1) ?? 'run');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: `tests/support/${name}.ts`,
      outDir,
      target: 'node20',
      rollupOptions: {
        external: ['better-sqlite3-multiple-ciphers'],
        output: { entryFileNames: `${name}.mjs` },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers'] },
  });
  return join(outDir, `${name}.mjs`);
}
