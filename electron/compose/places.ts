import { join } from 'node:path';
import type { App } from 'electron';

/** Where things lie on this machine. Folders only; nothing is read here. */
export interface Places {
  readonly data: string;
  readonly logs: string;
  readonly windows: string;
  readonly deskPreload: string;
  readonly mediaPreload: string;
  readonly sandboxProcess: string;
  readonly indexProcess: string;
  readonly importProcess: string;
  readonly playbooks: string;
  readonly careCards: string;
  readonly knowledge: string;
  readonly flows: string;
  readonly decisionTables: string;
  readonly quality: string;
  readonly branches: string;
  readonly documents: string;
  readonly notices: string;
  readonly phrases: string;
  readonly messages: string;
  readonly assets: string;
}

/** `dist` is beside this bundle; `assets` lies in the app folder (inside the archive of a packaged program). */
export function placesOf(app: App): Places {
  const data = app.getPath('userData');
  const dist = join(import.meta.dirname, '..');
  const assets = join(app.getAppPath(), 'assets');
  return {
    data,
    logs: join(data, 'logs'),
    windows: join(dist, 'renderer'),
    deskPreload: join(dist, 'preload', 'desk.cjs'),
    mediaPreload: join(dist, 'preload', 'media.cjs'),
    sandboxProcess: join(dist, 'main', 'sandbox-process.js'),
    indexProcess: join(dist, 'main', 'index-process.js'),
    importProcess: join(dist, 'main', 'import-process.js'),
    playbooks: join(assets, 'playbooks'),
    careCards: join(assets, 'care-cards'),
    knowledge: join(assets, 'knowledge'),
    flows: join(assets, 'flows'),
    decisionTables: join(assets, 'decision-tables'),
    quality: join(assets, 'quality'),
    branches: join(assets, 'branches'),
    documents: join(assets, 'documents'),
    notices: join(assets, 'notices'),
    messages: join(assets, 'messages', 'messages.yaml'),
    phrases: join(assets, 'phrases', 'phrases.yaml'),
    assets,
  };
}
