import type { DrawnSlate } from '#shared/slate/draw.ts';
import type { CameraState } from './camera.ts';
import { createPicture, type Picture, type PictureParts } from './picture.ts';

/** The part of a call that pictures need. */
export interface PicturedCall {
  remotePicture(): MediaStreamTrack | null;
  setPicture(track: MediaStreamTrack | null): Promise<void>;
}

export interface Pictures {
  show(sessionId: string, slate: DrawnSlate | null, camera: boolean): Promise<CameraState>;
  /** These are mixed: each sees the first of the others who sends a picture. Fewer than two: nobody does. */
  join(sessionIds: readonly string[]): void;
  trackOf(sessionId: string): MediaStreamTrack | null;
  /** What comes in and what goes out in one call. */
  framesOf(sessionId: string): {
    readonly remote: MediaStreamTrack | null;
    readonly own: MediaStreamTrack | null;
  };
  close(sessionId: string): void;
}

/** One picture a call, made when the first thing is to be shown in it. */
export function createPictures(
  parts: PictureParts,
  callOf: (sessionId: string) => PicturedCall | undefined,
): Pictures {
  const pictures = new Map<string, Picture>();
  let joined: readonly string[] = [];
  const of = (sessionId: string): Picture => {
    const known = pictures.get(sessionId);
    if (known !== undefined) return known;
    const made = createPicture(parts, (track) => void callOf(sessionId)?.setPicture(track));
    pictures.set(sessionId, made);
    return made;
  };
  return {
    show: (sessionId, slate, wantsCamera) => of(sessionId).show(slate, wantsCamera),
    join(sessionIds) {
      const before = joined;
      joined = sessionIds.length < 2 ? [] : sessionIds;
      for (const sessionId of before) if (!joined.includes(sessionId)) pictures.get(sessionId)?.relay(null);
      for (const sessionId of joined) {
        const guest = joined
          .filter((one) => one !== sessionId)
          .map((one) => callOf(one)?.remotePicture() ?? null)
          .find((track) => track !== null);
        if (guest !== undefined) of(sessionId).relay(guest);
        else pictures.get(sessionId)?.relay(null);
      }
    },
    trackOf: (sessionId) => pictures.get(sessionId)?.track() ?? null,
    framesOf: (sessionId) => ({
      remote: callOf(sessionId)?.remotePicture() ?? null,
      own: pictures.get(sessionId)?.track() ?? null,
    }),
    close(sessionId) {
      pictures.get(sessionId)?.close();
      pictures.delete(sessionId);
    },
  };
}
