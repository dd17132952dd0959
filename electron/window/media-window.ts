import { BrowserWindow, type WebContents } from 'electron';
import type { Log } from '#electron/log/log.ts';
import { appOrigin } from './app-protocol.ts';

export interface MediaWindowDeps {
  readonly preload: string;
  readonly log: Log;
  readonly attach: (contents: WebContents) => void;
  readonly detach: () => void;
}

export interface MediaWindow {
  contents(): WebContents | null;
  close(): void;
}

/** The hidden window where sound and picture live. Never throttled, never reloaded with the desk, opened again if it dies. */
export function createMediaWindow(deps: MediaWindowDeps): MediaWindow {
  let window: BrowserWindow | undefined;
  let closing = false;

  const open = (): void => {
    const opened = new BrowserWindow({
      show: false,
      width: 320,
      height: 240,
      skipTaskbar: true,
      webPreferences: {
        preload: deps.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
        spellcheck: false,
      },
    });
    window = opened;
    deps.attach(opened.webContents);
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      deps.log.error('media window died; opening it again', { reason });
      deps.detach();
      opened.destroy();
      if (!closing) open();
    });
    void opened.loadURL(`${appOrigin}/media/index.html`).catch((error: unknown) => {
      deps.log.error('media window did not load', { reason: String(error) });
    });
  };
  open();

  return {
    contents: () => (window === undefined || window.isDestroyed() ? null : window.webContents),
    close() {
      closing = true;
      deps.detach();
      window?.destroy();
    },
  };
}
