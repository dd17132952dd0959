import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';

/**
 * Asks in the system's own dialog where a file shall go, and writes it there for this person alone to read. The path stays in
 * main; a window hears the file's name. Something long is made while it is written. Null: the person changed their mind. Throws what the disk says.
 */
export async function saveFile(
  suggested: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<string | null> {
  const extension = suggested.split('.').at(-1) ?? '';
  const options = {
    defaultPath: join(app.getPath('documents'), suggested),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const parent = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return null;
  await writeFile(filePath, content, { mode: 0o600 });
  return basename(filePath);
}
