import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { build } from 'vite';
import { previewConfig } from './vite.config.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Served {
  /** Address of a scene in a look. */
  at(scene: string, look: { readonly lang: string; readonly theme: string }): string;
  close(): void;
}

interface Serving {
  /** Folders differ where runs may meet: a build empties its own. */
  readonly folder?: string;
  /** The folder holds it already. */
  readonly built?: boolean;
  /** Everything in one file: nothing is loaded late, so nothing has to be waited for. */
  readonly whole?: boolean;
}

/** The preview on a free port of loopback. */
export async function servePreview(given: Serving = {}): Promise<Served> {
  const { folder = 'out/preview', built = false, whole = false } = given;
  const from = resolve(import.meta.dirname, '../../..', folder);
  const { build: usual, ...config } = previewConfig;
  const output = whole ? { rolldownOptions: { output: { codeSplitting: false } } } : {};
  if (!built) await build({ ...config, build: { ...usual, outDir: from, ...output } });
  const server = createServer((request, response) => {
    const path = join(from, new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.endsWith('/') ? join(path, 'index.html') : path;
    if (!existsSync(file)) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    at: (scene, { lang, theme }) => `http://127.0.0.1:${port}/#scene=${scene}&lang=${lang}&theme=${theme}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
