import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { readTrainingContent } from '#electron/training/content.ts';
import { summaryOf } from '#shared/training/scenario.ts';

/** The product's own training scenarios, read by the product's own reader, as windows get them. */
export const scenariosPlugin: Plugin = {
  name: 'guardline-scenarios',
  resolveId: (id) => (id === 'virtual:scenarios' ? '\0scenarios' : null),
  load(id) {
    if (id !== '\0scenarios') return null;
    const { playable } = readTrainingContent(resolve(import.meta.dirname, '../../../assets'));
    return `export default ${JSON.stringify([...playable.values()].map(summaryOf))}`;
  },
};
