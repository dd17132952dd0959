import { contextBridge, ipcRenderer } from 'electron';
import type { MediaBridge } from '#shared/media/contract.ts';
import { channels } from '#electron/ipc/channels.ts';
import { handPicturePort } from './picture-port.ts';

/** Carries requests of main to the media window and its answers back. Checked at both ends, not here. */
const bridge: MediaBridge = {
  serve(handler) {
    ipcRenderer.on(channels.mediaRequest, (_event, id: number, name: string, input: unknown) => {
      handler(name, input).then(
        (value) => ipcRenderer.send(channels.mediaReply, { id, ok: true, value }),
        (error: unknown) =>
          ipcRenderer.send(channels.mediaReply, { id, ok: false, error: String(error).slice(0, 900) }),
      );
    });
  },
  tell: (name, payload) => ipcRenderer.send(channels.mediaEvent, name, payload),
};

contextBridge.exposeInMainWorld('guardlineMedia', bridge);
handPicturePort();
