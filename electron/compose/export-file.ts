import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog } from 'electron';
import type { ExportFile } from '#electron/feedback/ports.ts';

/** The system's own dialog; the path stays in main, the window hears the file's name. */
export const exportFile: ExportFile = async ({ name, extension }, text) => {
  const day = new Date().toISOString().slice(0, 10);
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), `${name}-${day}.${extension}`),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || !filePath) return null;
  await writeFile(filePath, text, { encoding: 'utf8', mode: 0o600 });
  return basename(filePath);
};
