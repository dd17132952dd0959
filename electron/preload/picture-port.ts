import { ipcRenderer } from 'electron';
import { channels } from '#electron/ipc/channels.ts';
import { picturePortMark } from '#shared/media/picture-port.ts';

/** A port cannot cross `contextBridge`: it is handed to this window's own page, and to no other origin. */
export function handPicturePort(): void {
  ipcRenderer.on(channels.picturePort, ({ ports }) => {
    window.postMessage(picturePortMark, window.location.origin, [...ports]);
  });
}
