import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** What SQLite keeps beside a database. They belong to it: left behind, a log would be played into the next file of that name. */
const companions = ['-wal', '-shm'] as const;

/**
 * Name (no folder) under which unusable files are kept, free at this moment: `guardline-damaged-20261121-140509.db`.
 * The time is UTC.
 */
export function keptName(file: string, why: 'damaged' | 'newer', at: number): string {
  const time = new Date(at)
    .toISOString()
    .slice(0, 19)
    .replaceAll('-', '')
    .replaceAll(':', '')
    .replace('T', '-');
  for (let turn = 1; ; turn++) {
    const name = `guardline-${why}-${time}${turn === 1 ? '' : `-${turn}`}${basename(file).replace(/^[^.]*/, '')}`;
    if (!existsSync(join(dirname(file), name))) return name;
  }
}

/**
 * Keeps a database that cannot be used under another name in the same folder, with its log. Overwrites nothing.
 * The log goes first: should the program be killed between two moves, the next file must not find a foreign log.
 */
export function setStoreAside(file: string, name: string): void {
  const target = join(dirname(file), name);
  for (const [from, to] of [
    ...companions.map((end) => [file + end, target + end] as const),
    [file, target] as const,
  ]) {
    if (!existsSync(from)) continue;
    if (existsSync(to)) throw new Error(`${basename(to)} is there already`);
    renameSync(from, to);
  }
  syncFolder(dirname(file));
}
