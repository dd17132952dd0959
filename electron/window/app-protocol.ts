import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

export const appScheme = 'guardline';
export const appOrigin = `${appScheme}://app`;

/** No inline code, no inline style, nothing from outside, nothing to connect to: windows speak to main alone. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The scripts that may compile WebAssembly and fetch, from our own files only: the measuring of calls, and the blur behind the agent.
 * Workers without a page.
 */
const modelWorkers = ['/workers/measures-worker.js', '/workers/background-worker.js'];
export const modelWorkerPolicy = contentSecurityPolicy
  .replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
  .replace("connect-src 'none'", "connect-src 'self'");

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.tflite': 'application/octet-stream',
};

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, codeCache: true, supportFetchAPI: true },
    },
  ]);
}

/**
 * Serves the built windows from `root` and nothing else; file:// stays out of the windows. No Cross-Origin-Opener-Policy:
 * no window can open another, and the header makes Chromium throw away the process it has begun and start a second one.
 */
export function serveApp(session: Session, root: string): void {
  const base = normalize(root + sep);
  session.protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    const file = normalize(join(base, decodeURIComponent(url.pathname)));
    const type = types[extname(file)];
    if (url.host !== 'app' || !file.startsWith(base) || type === undefined)
      return new Response(null, { status: 404 });
    try {
      const bytes = await readFile(file);
      return new Response(bytes, {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': modelWorkers.includes(url.pathname)
            ? modelWorkerPolicy
            : contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
