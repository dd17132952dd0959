import { dialog } from 'electron';
import type { ChooseFolder } from '#electron/editor/ports.ts';

/** The system's own dialog; the path stays in main. */
export const chooseFolder: ChooseFolder = async (why) => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: why === 'export' ? ['openDirectory', 'createDirectory'] : ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
};
