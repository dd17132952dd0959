import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import ElectronStore from 'electron-store';
import type { SettingsFile } from './ports.ts';

export interface SettingsFileDeps {
  /** Absolute path of the folder of the person's data. */
  readonly folder: string;
  readonly now: () => number;
}

const name = 'settings';

/**
 * `settings.json`, by electron-store (atomic writes). A file that is no JSON object is kept under another name first:
 * electron-store would refuse to start with it, or empty it.
 */
export function openSettingsFile({ folder, now }: SettingsFileDeps): SettingsFile {
  const keptAs = keepUnreadable(join(folder, `${name}.json`), now());
  const store = new ElectronStore<Record<string, unknown>>({
    name,
    cwd: folder,
    // Our keys have dots in them and are no paths.
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  });
  return {
    keptAs,
    read: () => ({ ...store.store }),
    write: (values) => void (store.store = { ...values }),
  };
}

function keepUnreadable(file: string, at: number): string | null {
  if (!existsSync(file)) return null;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const kept = file.replace(/\.json$/, `-damaged-${at}.json`);
  renameSync(file, kept);
  return basename(kept);
}
