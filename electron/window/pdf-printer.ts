import { BrowserWindow, session } from 'electron';
import { appOrigin, appScheme } from './app-protocol.ts';

/** A page to print may show text and our own sheet of styles, and nothing else. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const styles = `
@page { size: A4; margin: 16mm 14mm; }
body { font: 10pt/1.5 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #1c2526; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 12pt; margin: 7mm 0 2mm; break-after: avoid; }
p { margin: 0 0 2mm; } table { width: 100%; border-collapse: collapse; font-size: 9pt; }
th, td { text-align: left; padding: 1mm 2mm; border-bottom: 0.2mm solid #c9d0d0; vertical-align: top; }
th { font-weight: 600; color: #4a5657; } thead { display: table-header-group; } tr { break-inside: avoid; }
.right { text-align: right; font-variant-numeric: tabular-nums; } .quiet { color: #4a5657; }
`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/**
 * A4 pages of a plain HTML body. A window of its own, hidden, sandboxed, without scripts and without a way to main, in a
 * session that knows this one page; closed when the pages are there. `body` must be escaped by whoever writes it.
 */
export async function printPdf(title: string, body: string): Promise<Uint8Array> {
  const own = session.fromPartition('guardline-print');
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !url.startsWith(`${appScheme}:`) }));
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(title)}</title><link rel="stylesheet" href="/print.css"></head><body>${body}</body></html>`;
  own.protocol.handle(appScheme, (request) => {
    const isStyle = new URL(request.url).pathname === '/print.css';
    return new Response(isStyle ? styles : html, {
      headers: {
        'Content-Type': isStyle ? 'text/css; charset=utf-8' : 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
    },
  });
  try {
    await window.loadURL(`${appOrigin}/print.html`);
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
  } finally {
    window.destroy();
    own.protocol.unhandle(appScheme);
  }
}
