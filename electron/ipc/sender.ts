import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Log } from '#electron/log/log.ts';

/**
 * True only for the top frame of the expected window, showing our own page. Anything else is an attack or a bug:
 * it is logged and refused, never served.
 */
export function isOwnSender(
  event: IpcMainEvent | IpcMainInvokeEvent,
  expected: ReadonlySet<WebContents>,
  origin: string,
  log: Log,
): boolean {
  const frame = event.senderFrame;
  // WebFrameMain.origin and not the URL's: Node gives every scheme of our own the origin 'null'.
  const own =
    expected.has(event.sender) && frame !== null && frame.parent === null && frame.origin === origin;
  if (!own) log.error('message from a stranger refused', { frameOrigin: frame?.origin.slice(0, 100) ?? '' });
  return own;
}
