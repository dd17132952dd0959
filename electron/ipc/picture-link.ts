import { MessageChannelMain, type WebContents } from 'electron';
import { channels } from './channels.ts';

/**
 * Hands a port to the media window and its other end to a desk: pictures go between the two and not through main's loop.
 * A new one for each time either of them is new.
 */
export function linkPictures(media: WebContents | null, desks: Iterable<WebContents>): void {
  if (media === null || media.isDestroyed()) return;
  for (const desk of desks) {
    if (desk.isDestroyed()) continue;
    const { port1, port2 } = new MessageChannelMain();
    media.postMessage(channels.picturePort, null, [port1]);
    desk.postMessage(channels.picturePort, null, [port2]);
  }
}
