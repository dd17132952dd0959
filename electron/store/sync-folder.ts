import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Puts a folder's entries on the disk, so that a rename in it outlives a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
