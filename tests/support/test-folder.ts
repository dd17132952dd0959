import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/** A new empty folder that is removed when the process ends. */
export function testFolder(): string {
  if (folders.size === 0) process.once('exit', removeFolders);
  const folder = mkdtempSync(join(tmpdir(), 'guardline-test-'));
  folders.add(folder);
  return folder;
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
