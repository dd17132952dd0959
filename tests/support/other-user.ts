import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = resolve(import.meta.dirname, '../..');

/** A place where an ordinary user can run the program, as an installation is: readable for all, writable for none. */
export interface OtherPlace {
  /** Starts the program as that user; takes Electron's arguments. */
  readonly executable: string;
  readonly uid: number;
  readonly appFolder: string;
  readonly dataFolder: string;
  readonly folder: string;
}

/** Numeric ids of a user that every system has. Null where it has not, or where we may not become it. */
export function ordinaryUser(): { readonly name: string; readonly uid: number; readonly gid: number } | null {
  const name = 'nobody';
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, name]).stdout.toString().trim() || Number.NaN);
  const [uid, gid] = [id('-u'), id('-g')];
  const becomes = spawnSync('runuser', ['-u', name, '--', 'true']).status === 0;
  return becomes && uid > 0 && gid > 0 ? { name, uid, gid } : null;
}

/** For a tester without rights: the program where it is. */
export function placeOfOurOwn(): OtherPlace {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-user-'));
  return {
    executable: electronHere(),
    uid: process.getuid?.() ?? 0,
    appFolder: root,
    dataFolder: folder,
    folder,
  };
}

function electronHere(): string {
  const electron = process.env.ELECTRON_BIN;
  if (electron === undefined) throw new Error('ELECTRON_BIN is not set: start the tests with npm test');
  return electron;
}

/** Copies program and runtime to where `user` can read them. The tester's own folders may be closed to others. */
export function placeFor(user: {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}): OtherPlace {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-user-'));
  chmodSync(folder, 0o755);
  const [runtime, appFolder, dataFolder, home] = ['runtime', 'app', 'data', 'home'].map((one) =>
    join(folder, one),
  ) as [string, string, string, string];
  copyTree(dirname(electronHere()), runtime);
  mkdirSync(appFolder);
  for (const part of ['dist', 'assets', 'package.json'])
    cpSync(join(root, part), join(appFolder, part), { recursive: true });
  // What the bundle leaves outside: native code and large data (electron.vite.config.ts).
  for (const name of ['better-sqlite3-multiple-ciphers', '@node-rs', '@gorules']) {
    cpSync(join(root, 'node_modules', name), join(appFolder, 'node_modules', name), { recursive: true });
  }
  const binding = process.env.GUARDLINE_SQLITE_BINDING;
  const ownBinding = join(folder, 'better_sqlite3.node');
  if (binding !== undefined) cpSync(binding, ownBinding);
  for (const own of [dataFolder, home]) {
    mkdirSync(own, { mode: 0o700 });
    chownSync(own, user.uid, user.gid);
  }
  const executable = join(folder, 'electron-as-user');
  const settings = [
    `HOME=${home}`,
    ...(binding === undefined ? [] : [`GUARDLINE_SQLITE_BINDING=${ownBinding}`]),
  ];
  const lines = [
    '#!/bin/sh',
    `exec runuser -u ${user.name} -- env ${settings.join(' ')} ${join(runtime, 'electron')} "$@"`,
  ];
  writeFileSync(executable, `${lines.join('\n')}\n`, { mode: 0o755 });
  return { executable, uid: user.uid, appFolder, dataFolder, folder };
}

/** Links files where the disk allows it: the runtime is 260 MB. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (!existsSync(target)) linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target);
  }
}
