import type { ElectronApplication } from '@playwright/test';

/** The desk's window seen from main, for tests that kill it. */
const inDesk = <T>(app: ElectronApplication, script: string): Promise<T> =>
  app.evaluate(async ({ BrowserWindow }, code) => {
    const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
    const desk = windows.find((one) => !one.getURL().includes('/media/'));
    return desk?.executeJavaScript(code);
  }, script) as Promise<T>;

/** Operating-system process of the desk window. */
export const deskProcess = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
    return windows.find((one) => !one.getURL().includes('/media/'))?.getOSProcessId() ?? 0;
  });

/** What the desk shows, as text; empty while it loads. */
export const deskText = (app: ElectronApplication): Promise<string> =>
  inDesk<string>(app, 'document.body.innerText').catch(() => '');

/** A key press in the desk window. */
export const pressInDesk = (app: ElectronApplication, key: string): Promise<void> =>
  app.evaluate(({ BrowserWindow }, keyCode) => {
    const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
    const desk = windows.find((one) => !one.getURL().includes('/media/'));
    desk?.sendInputEvent({ type: 'keyDown', keyCode });
    desk?.sendInputEvent({ type: 'keyUp', keyCode });
  }, key);
