import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import type { Db } from './db.ts';

/** What decides which build of the database engine may be loaded. */
export interface EngineHost {
  /** Node-API level of the runtime. */
  readonly napi: number;
  /** Value of GUARDLINE_SQLITE_BINDING: the build made for a runtime below Node-API 10. */
  readonly binding: string | undefined;
  /** Folder of the packaged program's resources, where `native/better_sqlite3.node` may lie. */
  readonly resourcesPath: string | undefined;
}

/** Node-API level that the engine's own prebuilds need. Below it they end the process without a word (segfault). */
const prebuildNapi = 10;

export function thisHost(): EngineHost {
  const { resourcesPath } = process as NodeJS.Process & { readonly resourcesPath?: string };
  return {
    napi: Number(process.versions.napi ?? 0),
    binding: process.env['GUARDLINE_SQLITE_BINDING'],
    resourcesPath,
  };
}

/**
 * The build to load: undefined for the prebuild that came with the package, else a path.
 * Throws where the prebuild would crash the process and no other build is there.
 */
export function engineBinding(host: EngineHost): string | undefined {
  if (host.napi >= prebuildNapi) return undefined;
  const packaged = host.resourcesPath ? join(host.resourcesPath, 'native', 'better_sqlite3.node') : undefined;
  for (const path of [host.binding, packaged]) if (path && existsSync(path)) return path;
  const named = host.binding
    ? `GUARDLINE_SQLITE_BINDING names ${host.binding}, which is not there`
    : 'GUARDLINE_SQLITE_BINDING is not set';
  throw new Error(
    `This runtime offers Node-API ${host.napi}; the database engine needs ${prebuildNapi} or a build of its own: ${named}. ` +
      'Start through npm (npm start, npm test, npm run unit), which makes that build once.',
  );
}

/** Opens the file with the engine that fits this runtime. Nothing is read or unlocked yet. */
export function openEngine(file: string, options: { readonly readonly?: boolean } = {}): Db {
  const nativeBinding = engineBinding(thisHost());
  return new Sqlite(file, {
    readonly: options.readonly ?? false,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
}

/** Unlocks with a raw 32-byte key (ChaCha20-Poly1305). The cipher must be named before the key. */
export function unlockEngine(db: Db, key: Uint8Array): void {
  if (key.byteLength !== 32) throw new Error('the key of the store has 32 bytes');
  db.pragma("cipher='chacha20'");
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
}
