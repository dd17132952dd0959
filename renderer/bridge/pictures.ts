import { picturePortMark } from '#shared/media/picture-port.ts';
import type { PictureFrame, PictureWish } from '#shared/media/pictures.ts';

/** Pictures for the desk, one frame for each time it asks. */
export interface PictureBridge {
  /** The next frame; waits while there is no way to the media window. The bitmap is the asker's to close. */
  next(wish: PictureWish): Promise<PictureFrame>;
}

type Key = string;
const keyOf = ({ sessionId, of }: Pick<PictureWish, 'sessionId' | 'of'>): Key => `${of} ${sessionId}`;

interface Waiting {
  readonly wish: PictureWish;
  readonly settle: (frame: PictureFrame) => void;
}

/** `open` asks main for the port, once; a media window that comes back brings another, and what was asked is asked anew. */
export function createPictureBridge(open: () => void): PictureBridge {
  const waiting = new Map<Key, Waiting>();
  let port: MessagePort | undefined;
  let asked = false;

  const listen = (): void => {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [handed] = event.ports;
      if (event.source !== window || event.data !== picturePortMark || handed === undefined) return;
      port?.close();
      port = handed;
      handed.addEventListener('message', ({ data }: MessageEvent<PictureFrame>) => {
        const one = waiting.get(keyOf(data));
        if (one === undefined) return data.bitmap?.close();
        waiting.delete(keyOf(data));
        one.settle(data);
      });
      handed.start();
      for (const { wish } of waiting.values()) handed.postMessage(wish, []);
    });
  };
  return {
    next(wish) {
      if (!asked) {
        asked = true;
        listen();
        open();
      }
      return new Promise((settle) => {
        waiting.set(keyOf(wish), { wish, settle });
        port?.postMessage(wish, []);
      });
    },
  };
}
