import { pictureSize } from '#shared/slate/layout.ts';

export type CameraState = 'off' | 'ok' | 'none' | 'denied';

export interface Camera {
  /** Opens the camera; it closes when whoever opened it stops the track. Never opened before it is asked for. */
  open(): Promise<{ readonly track: MediaStreamTrack | null; readonly state: CameraState }>;
  choose(deviceId: string | null): void;
}

export function createCamera(): Camera {
  let deviceId: string | null = null;
  return {
    choose: (next) => void (deviceId = next),
    async open() {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({
          video: {
            width: { ideal: pictureSize.width },
            height: { ideal: pictureSize.height },
            frameRate: { ideal: 15, max: 24 },
            ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }),
          },
        });
        const [track] = stream.getVideoTracks();
        return track === undefined ? { track: null, state: 'none' } : { track, state: 'ok' };
      } catch (error) {
        const denied = error instanceof DOMException && error.name === 'NotAllowedError';
        return { track: null, state: denied ? 'denied' : 'none' };
      }
    },
  };
}
