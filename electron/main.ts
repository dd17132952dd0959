import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';
import { type FirstWindow, openFirstWindow } from './compose/first-window.ts';
import type { Shell } from './compose/shell.ts';
import { processSurroundings, standBy } from './standby/stand-by.ts';
import { createWayBack } from './standby/way-back.ts';
import { declareAppScheme } from './window/app-protocol.ts';

/**
 * The program's entry: what must be said before Electron is ready, one instance for a person, and the way out.
 * Started as the standby it waits in its first line until the program it watches has died (electron/standby), and has read the
 * rest of main by then if there is a call to take over.
 * Everything else is built in `compose`, and imported when the window already loads: nothing large may be imported here.
 */
const readMain = () => import('./compose/shell.ts');
const relief = await standBy(processSurroundings(process.argv, readMain));
if (relief === 'dismissed') process.exit(0);
const way = relief === null ? null : createWayBack(relief.diedAt, Date.now);
way?.mark('woken');
declareAppScheme();
// Main makes little garbage after the start. Its young generation would grow to 16 MB for the start and keep them all day; at 2 MB
// the start takes no longer (fewer fresh pages to touch) and the tails of a search are the same. Measured: tests/bench/README.md.
setFlagsFromString('--semi-space-growth-factor=1');
// The embedded exchange and its callers are on loopback, which Chromium offers only when asked.
app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
// Calls go to an exchange that has to reach us by address, not by a name of our own making.
app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');

/** Longer the desk's own window does not wait for a caller who is being taken over. */
const callerFirstMs = 3_000;

let first: FirstWindow | undefined;
let shell: Shell | undefined;
let leaving = false;

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => first?.desk.comeForward());
  app.on('activate', () => first?.desk.comeForward());
  app.on('window-all-closed', () => app.quit());
  // The system ends the session: in order, or the caller is left in silence and the standby takes it for a death.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.on('before-quit', (event) => {
    if (leaving || shell === undefined) return;
    // A desk that just goes leaves the caller in silence until the exchange notices (exchange.md).
    event.preventDefault();
    leaving = true;
    void shell.quit().finally(() => app.quit());
  });
  // Not awaited at the top level: 'ready' waits for this module to end.
  void app
    .whenReady()
    .then(async () => {
      way?.mark('ready');
      // A caller in silence needs one window, the hidden one; the agent sees theirs a moment later.
      const served = relief?.held == null ? undefined : way?.callerServed(callerFirstMs);
      first = openFirstWindow(app, process.argv, served);
      // At once: the window's process takes as long to start as main to read the rest, and wants nothing of main till then.
      const { composeShell } = await readMain();
      shell = composeShell(app, process.argv, first, relief, way);
    })
    .catch((error: unknown) => {
      // Before crash handling stands, Electron's own message box says what went wrong.
      setImmediate(() => {
        throw error;
      });
    });
} else {
  app.quit();
}
