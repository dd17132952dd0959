import { join } from 'node:path';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import { root } from './i18n/sources.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The product's own prompts content, read by the product's own reader. */
export const library = await createPlaybookLibrary({
  playbooksFolder: join(root, 'assets/playbooks'),
  careCardsFolder: join(root, 'assets/care-cards'),
  log: silent as never,
}).load();
