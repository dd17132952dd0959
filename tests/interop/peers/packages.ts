import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canHave, isRoot } from '#scripts/lib/system.mjs';
import { which } from '#scripts/lib/run.mjs';

/** Debian packages of the peers, and by what each is known to be there. */
const wanted: readonly { readonly name: string; readonly here: () => boolean }[] = [
  { name: 'kamailio', here: () => which('kamailio') !== null },
  { name: 'kamailio-websocket-modules', here: () => kamailioModules('websocket.so') !== null },
  { name: 'kamailio-tls-modules', here: () => kamailioModules('tls.so') !== null },
  { name: 'rtpengine-daemon', here: () => which('rtpengine') !== null },
  { name: 'baresip-core', here: () => which('baresip') !== null },
  {
    name: 'baresip-ffmpeg',
    here: () => baresipModules() !== null && existsSync(join(baresipModules() ?? '', 'avcodec.so')),
  },
  { name: 'sip-tester', here: () => which('sipp') !== null },
  { name: 'openssl', here: () => which('openssl') !== null },
];

/** Looks below /usr/lib, and below its folder for this processor, where Debian and Ubuntu differ. */
function libraryFolder(...parts: readonly string[]): string | null {
  const base = '/usr/lib';
  const roots = existsSync(base) ? [base, ...readdirSync(base).map((name) => join(base, name))] : [];
  return roots.map((root) => join(root, ...parts)).find((path) => existsSync(path)) ?? null;
}

/** The folder of Kamailio's modules, if it holds this one. */
export function kamailioModules(module: string): string | null {
  const file = libraryFolder('kamailio', 'modules', module);
  return file === null ? null : join(file, '..');
}

export function baresipModules(): string | null {
  return libraryFolder('baresip', 'modules');
}

/**
 * Installs the peers where apt can be used.
 * @returns null when all are there, else one sentence why they are not: the tests then skip, except in CI.
 * @throws in CI, where a skipped interop run would be a lie.
 */
export async function ensurePeers(): Promise<string | null> {
  const missing = wanted.filter(({ here }) => !here()).map(({ name }) => name);
  if (missing.length > 0 && isRoot && canHave('apt-get')) await aptInstall(missing);
  const still = wanted.filter(({ here }) => !here()).map(({ name }) => name);
  if (still.length === 0) return null;
  const why = `INTEROP NOT RUN: no ${still.join(', ')} here. As root: apt-get install --no-install-recommends ${still.join(' ')}`;
  if (process.env['CI']) throw new Error(why);
  return why;
}
