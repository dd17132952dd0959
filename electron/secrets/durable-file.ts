import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a small file so that it is whole at every moment, also across kill -9 and a power cut: written beside it,
 * synced, renamed over it, and the folder synced. Readable by the owner only.
 */
export function writeDurably(file: string, text: string): void {
  sweep(file);
  const half = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = openSync(half, 'wx', 0o600);
    try {
      const bytes = Buffer.from(text, 'utf8');
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Keeps a file under another name in its folder; never over an existing one. */
export function renameDurably(file: string, name: string): void {
  const target = join(dirname(file), name);
  if (existsSync(target)) throw new Error(`${name} is there already`);
  renameSync(file, target);
  syncFolder(dirname(file));
}

/** Half files that a killed program left behind. */
function sweep(file: string): void {
  const mine = (name: string): boolean => name.startsWith(`${basename(file)}.`) && name.endsWith('.part');
  for (const name of readdirSync(dirname(file)).filter(mine))
    rmSync(join(dirname(file), name), { force: true });
}

function syncFolder(folder: string): void {
  // Windows has no such call and needs none.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
