import { type App, nativeTheme, session, type WebContents } from 'electron';
import { systemClock } from '#electron/clock/system-clock.ts';
import { createDeskDoor, type DeskDoor } from '#electron/ipc/desk-door.ts';
import { createFileLog, type FileLog } from '#electron/log/file-log.ts';
import { appOrigin, serveApp } from '#electron/window/app-protocol.ts';
import { createDeskWindow, type DeskWindow } from '#electron/window/desk-window.ts';
import { hardenContents, hardenSession } from '#electron/window/hardening.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { type Places, placesOf } from './places.ts';

/** What only the built program knows of its windows. */
export interface WindowRules {
  mayClose(): boolean;
  isMedia(contents: WebContents): boolean;
  /** Somebody at the desk has switched the camera on. */
  mayUseCamera(): boolean;
}

/** The desk's window, loading, with what it takes: it stands before the rest of main is even read from the disk. */
export interface FirstWindow {
  readonly clock: Clock;
  readonly log: FileLog;
  readonly places: Places;
  readonly door: DeskDoor;
  readonly desk: DeskWindow;
  /** Called once main is built. Until then the desk may be closed and no window has a microphone. */
  rule(rules: WindowRules): void;
}

/** After the app is ready, before anything large is imported: the window's own process starts while main goes on. */
export function openFirstWindow(app: App, argv: readonly string[], loadAfter?: Promise<void>): FirstWindow {
  const clock = systemClock;
  const places = placesOf(app);
  const log = createFileLog({
    folder: places.logs,
    clock,
    level: argv.includes('--log-debug') ? 'debug' : 'info',
    onFault: (error) => process.stderr.write(`The log cannot be written: ${String(error)}\n`),
  });
  let rules: WindowRules = { mayClose: () => true, isMedia: () => false, mayUseCamera: () => false };
  serveApp(session.defaultSession, places.windows);
  hardenSession(
    session.defaultSession,
    (contents) => contents !== null && rules.isMedia(contents),
    () => rules.mayUseCamera(),
    log,
  );
  hardenContents(app, log);
  const door = createDeskDoor({ origin: appOrigin, log });
  const desk = createDeskWindow({
    preload: places.deskPreload,
    log,
    dark: nativeTheme.shouldUseDarkColors,
    admit: door.admit,
    mayClose: () => rules.mayClose(),
    onClosed: () => app.quit(),
    ...(loadAfter === undefined ? {} : { loadAfter }),
  });
  return { clock, log, places, door, desk, rule: (known) => void (rules = known) };
}
