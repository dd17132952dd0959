// The declared Electron: the npm package without a binary, which it fetches from its release host on first use.
// A bank's build network has an npm mirror and nothing else, so that fetch is tried politely: one short question
// first, and a refusal is remembered for some hours.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, installedVersion, root } from './paths.mjs';
import { run, tail } from './run.mjs';
import { say } from './say.mjs';

const packageDir = join(root, 'node_modules', 'electron');
const probeTimeoutMs = 5_000;
const downloadTimeoutMs = 15 * 60_000;
const refusalKeptMs = 12 * 60 * 60_000;

/** @typedef {{ dir: string, electronPath: string, version: string }} Found */

/** @returns {Found | null} the binary, if it has been fetched already */
function present() {
  try {
    const version = installedVersion('electron');
    const dir = join(packageDir, 'dist');
    if (readFileSync(join(dir, 'version'), 'utf8').trim().replace(/^v/, '') !== version) return null;
    const electronPath = join(dir, readFileSync(join(packageDir, 'path.txt'), 'utf8').trim());
    return existsSync(electronPath) ? { dir, electronPath, version } : null;
  } catch {
    return null;
  }
}

/** @param {string} version */
function archive(version) {
  const { env } = process;
  const base =
    env.npm_config_electron_mirror ??
    env.NPM_CONFIG_ELECTRON_MIRROR ??
    env.ELECTRON_MIRROR ??
    'https://github.com/electron/electron/releases/download/';
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  return { base, name, url: `${base}v${version}/${name}` };
}

/** @param {string} name  @returns {boolean} whether Electron's own download cache holds it */
function downloadedBefore(name) {
  const dir = process.env.electron_config_cache ?? join(homedir(), '.cache', 'electron');
  try {
    return readdirSync(dir, { recursive: true }).some((entry) => String(entry).endsWith(name));
  } catch {
    return false;
  }
}

/** @param {string} url @returns {Promise<string | null>} why it cannot be had, null when it can */
async function refusal(url) {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) });
    return answer.ok ? null : `${new URL(url).host} answered ${answer.status}`;
  } catch (error) {
    const cause = /** @type {{ cause?: { code?: string }, name?: string }} */ (error);
    return `${new URL(url).host} cannot be reached (${cause.cause?.code ?? cause.name ?? 'no answer'})`;
  }
}

/** @param {string} file @param {string} url @param {number} nowMs */
function rememberedRefusal(file, url, nowMs) {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    return kept.url === url && nowMs - kept.at < refusalKeptMs ? String(kept.why) : null;
  } catch {
    return null;
  }
}

/**
 * Finds the declared Electron, fetching it when its host lets us.
 * @param {{ nowMs?: number }} [options]
 * @returns {Promise<{ found: Found } | { why: string }>} why: one clause, for the line that names the fallback
 */
export async function declaredElectron({ nowMs = Date.now() } = {}) {
  const already = present();
  if (already) return { found: already };
  const version = installedVersion('electron');
  const { name, url } = archive(version);
  const note = join(cacheDir(), `electron-${version}-refused.json`);
  const behindProxy = Boolean(process.env.ELECTRON_GET_USE_PROXY);
  if (!downloadedBefore(name) && !behindProxy) {
    const remembered = rememberedRefusal(note, url, nowMs);
    if (remembered) return { why: `${remembered}, asked less than 12 hours ago` };
    const why = await refusal(url);
    if (why) return refuse(note, url, nowMs, why);
  }
  say('runtime', `fetching Electron ${version}, the declared one (about 110 MB)`);
  const result = await run(process.execPath, [join(packageDir, 'install.js')], {
    timeoutMs: downloadTimeoutMs,
  });
  const found = present();
  if (found) return { found };
  return refuse(note, url, nowMs, `its download failed (${tail(result.output, 1) || `code ${result.code}`})`);
}

/** @param {string} note @param {string} url @param {number} nowMs @param {string} why */
function refuse(note, url, nowMs, why) {
  mkdirSync(cacheDir(), { recursive: true });
  writeFileSync(note, JSON.stringify({ url, at: nowMs, why }));
  return { why };
}
