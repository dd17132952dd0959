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
  const own =
    expected.has(event.sender) &&
    frame !== null &&
    frame.parent === null &&
    new URL(frame.url).origin === origin;
  if (!own)
    log.error('message from a stranger refused', { frameOrigin: frame === null ? '' : originOf(frame.url) });
  return own;
}

const originOf = (url: string): string => {
  try {
    return new URL(url).origin.slice(0, 100);
  } catch {
    return 'unreadable';
  }
};
