import { BrowserWindow, type WebContents } from 'electron';
import type { Log } from '#electron/log/log.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { appOrigin } from './app-protocol.ts';

export interface DeskWindowDeps {
  readonly preload: string;
  readonly log: Log;
  readonly dark: boolean;
  /** Lets the window's contents in (desk link); the undo shuts it out again. */
  readonly admit: (contents: WebContents) => Undo;
  /** Asked before the window closes; false keeps it open (a caller is on the line). */
  readonly mayClose: () => boolean;
  readonly onClosed: () => void;
  /** What has to come first on this machine; left out: nothing. */
  readonly loadAfter?: Promise<void>;
}

export interface DeskWindow {
  /** A caller rings: in front of everything, once. */
  comeForward(): void;
  /** Calm again: no flashing in the task bar. */
  settle(): void;
  contents(): WebContents | null;
  /** The first screen is painted, by its own word. Never, when it cannot be loaded. */
  readonly painted: Promise<void>;
  /** The window says that it is. */
  drawn(): void;
  /** The colour behind the page, while it loads. */
  setDark(dark: boolean): void;
}

const background = (dark: boolean): string => (dark ? '#0E1313' : '#EFF2F1');

/** The agent's window. It may be reloaded or die at any time: the call does not live here. */
export function createDeskWindow(deps: DeskWindowDeps): DeskWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 720,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    title: 'Guardline',
    backgroundColor: background(deps.dark),
    webPreferences: {
      preload: deps.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.setMenuBarVisibility(false);
  const { webContents } = window;
  const shutOut = deps.admit(webContents);
  const load = (): void =>
    void window.loadURL(`${appOrigin}/index.html`).catch((error: unknown) => {
      deps.log.error('desk did not load', { reason: String(error) });
    });

  let drawn: () => void = () => undefined;
  const painted = new Promise<void>((done) => (drawn = done));
  // An empty page in the right colour: Electron says this when it has loaded, before the page has drawn anything.
  window.once('ready-to-show', () => window.show());
  webContents.on('render-process-gone', (_event, { reason }) => {
    deps.log.error('desk window died; loading it again', { reason });
    if (!window.isDestroyed()) load();
  });
  window.on('close', (event) => {
    if (!deps.mayClose()) event.preventDefault();
  });
  window.on('closed', () => {
    shutOut();
    deps.onClosed();
  });
  if (deps.loadAfter === undefined) load();
  else void deps.loadAfter.then(() => (window.isDestroyed() ? undefined : load()));

  return {
    comeForward() {
      if (window.isDestroyed()) return;
      // The usual case, and raising what is in front already would cost main the time of a look-up.
      if (window.isFocused() && window.isVisible() && !window.isMinimized()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      // The only way past another program's focus that all three systems allow: on top for a moment.
      window.setAlwaysOnTop(true);
      window.moveTop();
      window.focus();
      window.setAlwaysOnTop(false);
      window.flashFrame(true);
    },
    settle() {
      if (!window.isDestroyed()) window.flashFrame(false);
    },
    contents: () => (window.isDestroyed() ? null : webContents),
    painted,
    drawn: () => drawn(),
    setDark(dark) {
      if (!window.isDestroyed()) window.setBackgroundColor(background(dark));
    },
  };
}
