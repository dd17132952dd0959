import { ipcMain, type WebContents } from 'electron';
import type { Log } from '#electron/log/log.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { channels } from './channels.ts';
import { isOwnSender } from './sender.ts';

/** What stands behind the door once main is built. */
export interface DeskService {
  /** The words as they came: name and input, unchecked. */
  command(words: readonly unknown[]): Promise<unknown>;
  ask(topic: unknown): unknown;
}

/**
 * The channels of the desk windows, open before anything else is: a window loads while main is still being built, and
 * what it asks meanwhile is answered when it can be. Checks who knocks; what is said is checked behind it.
 */
export interface DeskDoor {
  /** Lets a window in; the undo shuts it out. */
  admit(contents: WebContents): Undo;
  readonly windows: ReadonlySet<WebContents>;
  /** Called once. */
  open(service: DeskService): void;
  dispose(): void;
}

export function createDeskDoor({ origin, log }: { readonly origin: string; readonly log: Log }): DeskDoor {
  const windows = new Set<WebContents>();
  const { promise: service, resolve: open } = withResolver<DeskService>();

  ipcMain.handle(channels.command, async (event, ...words: unknown[]) => {
    if (!isOwnSender(event, windows, origin, log)) throw new Error('refused');
    return (await service).command(words);
  });
  ipcMain.handle(channels.ask, async (event, topic: unknown) => {
    if (!isOwnSender(event, windows, origin, log)) throw new Error('refused');
    return (await service).ask(topic);
  });
  return {
    windows,
    open,
    admit(contents) {
      windows.add(contents);
      return () => void windows.delete(contents);
    },
    dispose() {
      ipcMain.removeHandler(channels.command);
      ipcMain.removeHandler(channels.ask);
    },
  };
}

function withResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
