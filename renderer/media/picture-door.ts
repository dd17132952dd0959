import { picturePortMark } from '#shared/media/picture-port.ts';
import { type PictureFrame, type PictureWish, pictureWishSchema } from '#shared/media/pictures.ts';
import { followFrames, type FrameSource } from './frames.ts';

type FramesOf = (sessionId: string) => Readonly<Record<PictureWish['of'], MediaStreamTrack | null>>;

/** A picture that nobody has asked for in so long is no longer read. */
const idleMs = 3_000;

interface Watched {
  readonly track: MediaStreamTrack;
  readonly frames: FrameSource;
  idle: ReturnType<typeof setTimeout>;
}

/** Gives the desk the frames it asks for. The newest desk is the one: a port that is handed in later replaces the last. */
export function servePictures(framesOf: FramesOf): void {
  let port: MessagePort | undefined;
  const watched = new Map<string, Watched>();
  const drop = (key: string): void => {
    watched.get(key)?.frames.stop();
    clearTimeout(watched.get(key)?.idle);
    watched.delete(key);
  };
  const watch = (wish: PictureWish): FrameSource | null => {
    const key = `${wish.of} ${wish.sessionId}`;
    const track = framesOf(wish.sessionId)[wish.of];
    if (watched.get(key)?.track !== track) drop(key);
    if (track === null) return null;
    const again = (): ReturnType<typeof setTimeout> => setTimeout(() => drop(key), idleMs);
    const known = watched.get(key);
    if (known === undefined) watched.set(key, { track, frames: followFrames(track), idle: again() });
    else {
      clearTimeout(known.idle);
      known.idle = again();
    }
    return watched.get(key)?.frames ?? null;
  };
  const serve = async (asked: unknown, answerTo: MessagePort): Promise<void> => {
    const wish = pictureWishSchema.safeParse(asked);
    if (!wish.success) return;
    const { sessionId, of, width } = wish.data;
    const frame = watch(wish.data)?.latest() ?? null;
    const bitmap = frame === null ? null : await shrunk(frame, width);
    const answer: PictureFrame = {
      sessionId,
      of,
      bitmap,
      width: frame?.displayWidth ?? 0,
      height: frame?.displayHeight ?? 0,
    };
    answerTo.postMessage(answer, bitmap === null ? [] : [bitmap]);
  };
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [handed] = event.ports;
    if (event.source !== window || event.data !== picturePortMark || handed === undefined) return;
    port?.close();
    port = handed;
    handed.addEventListener('message', ({ data }: MessageEvent<unknown>) => void serve(data, handed));
    handed.start();
  });
}

async function shrunk(frame: VideoFrame, width: number): Promise<ImageBitmap | null> {
  const narrower = Math.min(width, frame.displayWidth);
  const resizeHeight = Math.max(1, Math.round((narrower * frame.displayHeight) / frame.displayWidth));
  // The frame may be closed by the next one in the meantime.
  return createImageBitmap(frame, { resizeWidth: narrower, resizeHeight }).catch(() => null);
}
