import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog } from 'electron';

/** Asks in the system's own dialog where a file shall go, and writes it there. Null: the person changed their mind. Throws what the disk says. */
export async function saveFile(suggested: string, bytes: Uint8Array): Promise<string | null> {
  const extension = suggested.split('.').at(-1) ?? '';
  const options = {
    defaultPath: suggested,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const parent = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return null;
  await writeFile(filePath, bytes);
  return basename(filePath);
}
