import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { flowsPlugin } from './flows-plugin.ts';
import { scenariosPlugin } from './scenarios-plugin.ts';
import { createBranchLibrary } from '#electron/branches/branch-library.ts';
import { createDocumentLibrary } from '#electron/documents/document-library.ts';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';

const root = resolve(import.meta.dirname, '../../..');
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The product's own prompts content, read by the product's own reader. */
const library: Plugin = {
  name: 'guardline-library',
  resolveId: (id) => (id === 'virtual:library' ? '\0library' : null),
  async load(id) {
    if (id !== '\0library') return null;
    const made = createPlaybookLibrary({
      playbooksFolder: resolve(root, 'assets/playbooks'),
      careCardsFolder: resolve(root, 'assets/care-cards'),
      log: silent as never,
    });
    return `export default ${JSON.stringify(await made.load())}`;
  },
};

/** The product's own branches, the same way. */
const branches: Plugin = {
  name: 'guardline-branches',
  resolveId: (id) => (id === 'virtual:branches' ? '\0branches' : null),
  async load(id) {
    if (id !== '\0branches') return null;
    const made = createBranchLibrary({ folder: resolve(root, 'assets/branches'), log: silent as never });
    return `export default ${JSON.stringify(await made.load())}`;
  },
};

/** The kinds of documents, the same way. */
const documents: Plugin = {
  name: 'guardline-documents',
  resolveId: (id) => (id === 'virtual:documents' ? '\0documents' : null),
  async load(id) {
    if (id !== '\0documents') return null;
    const made = createDocumentLibrary({ folder: resolve(root, 'assets/documents'), log: silent as never });
    return `export default ${JSON.stringify(await made.load())}`;
  },
};

export const previewConfig = {
  root: import.meta.dirname,
  base: './',
  configFile: false as const,
  plugins: [react(), library, branches, documents, flowsPlugin, scenariosPlugin],
  logLevel: 'warn' as const,
  build: {
    target: 'chrome130',
    outDir: resolve(root, 'out/preview'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Nobody waits for it over a network.
    chunkSizeWarningLimit: 10_000,
    modulePreload: { polyfill: false },
  },
};
