import type { DrawnSlate, SlatePen } from '#shared/slate/draw.ts';
import { drawSlate } from '#shared/slate/draw.ts';
import { bandHeight, pictureSize } from '#shared/slate/layout.ts';
import type { Background } from './background/background.ts';
import type { Camera, CameraState } from './camera.ts';
import { followFrames, type FrameSource } from './frames.ts';

/** What one call's far end sees: the slate, the agent's camera, or the third party's picture in a conference. */
export interface Picture {
  /** The outgoing track; null while there is nothing to show. */
  track(): MediaStreamTrack | null;
  show(slate: DrawnSlate | null, camera: boolean): Promise<CameraState>;
  /** Shows somebody else's picture where neither slate nor camera wants the place: three on the line. Null: no longer. */
  relay(track: MediaStreamTrack | null): void;
  close(): void;
}

/** What stands before the desk's own camera, and what becomes of what is behind. */
export interface PictureParts {
  readonly camera: Camera;
  readonly background: Background;
}

/** A moving picture, and a standing one: its frames repeat for whoever joins late or lost one. Frames a second. */
const movingRate = 15;
const standingRate = 4;

/**
 * Draws on an off-screen canvas and feeds the frames to a generated track. Not `captureStream`: that waits for paints, and
 * a hidden window paints nothing.
 */
export function createPicture(
  { camera, background }: PictureParts,
  onTrack: (track: MediaStreamTrack | null) => void,
): Picture {
  let slate: DrawnSlate | null = null;
  let own: { readonly track: MediaStreamTrack; readonly frames: FrameSource } | null = null;
  let guest: FrameSource | null = null;
  let out: Output | null = null;

  const draw = (): VideoFrame | null => out?.frame((pen) => paint(pen, slate, own?.frames ?? guest)) ?? null;
  const look = (): void => {
    const wanted = slate !== null || own !== null || guest !== null;
    if (!wanted) {
      out?.close();
      if (out !== null) onTrack(null);
      out = null;
      return;
    }
    const rate = own !== null || (guest !== null && slate?.mode !== 'full') ? movingRate : standingRate;
    const isNew = out === null;
    out ??= createOutput();
    out.run(rate, draw);
    if (isNew) onTrack(out.track);
  };
  const shut = (): void => {
    own?.frames.stop();
    own?.track.stop();
    own = null;
  };

  return {
    track: () => out?.track ?? null,
    async show(next, wantsCamera) {
      slate = next;
      let state: CameraState = own === null ? 'off' : 'ok';
      if (wantsCamera && own === null) {
        const opened = await camera.open();
        state = opened.state;
        if (opened.track !== null)
          own = { track: opened.track, frames: background.behind(followFrames(opened.track)) };
      }
      if (!wantsCamera) {
        shut();
        state = 'off';
      }
      look();
      return state;
    },
    relay(track) {
      guest?.stop();
      guest = track === null ? null : followFrames(track);
      look();
    },
    close() {
      shut();
      guest?.stop();
      guest = null;
      slate = null;
      look();
    },
  };
}

type Pen = OffscreenCanvasRenderingContext2D;

function paint(pen: Pen, slate: DrawnSlate | null, behind: FrameSource | null): void {
  const { width, height } = pictureSize;
  if (slate?.mode !== 'full') {
    pen.fillStyle = '#2b2b2b';
    pen.fillRect(0, 0, width, height);
    // Above the band the picture keeps its shape; what does not fit is cut at its sides, not squeezed.
    const frame = behind?.latest();
    if (frame) cover(pen, frame, width, slate === null ? height : height - bandHeight);
  }
  if (slate !== null) drawSlate(pen as unknown as SlatePen, slate);
}

function cover(pen: Pen, frame: VideoFrame, width: number, height: number): void {
  const scale = Math.max(width / frame.displayWidth, height / frame.displayHeight);
  const cutWidth = width / scale;
  const cutHeight = height / scale;
  const left = (frame.displayWidth - cutWidth) / 2;
  // A face is in the upper half: what is cut is cut below.
  const top = (frame.displayHeight - cutHeight) / 4;
  pen.drawImage(frame, left, top, cutWidth, cutHeight, 0, 0, width, height);
}

interface Output {
  readonly track: MediaStreamTrack;
  /** Paints once and gives the frame. */
  frame(draw: (pen: Pen) => void): VideoFrame;
  /** Sends a frame now and then at this rate. */
  run(rate: number, next: () => VideoFrame | null): void;
  close(): void;
}

function createOutput(): Output {
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  track.contentHint = 'detail';
  const writer = track.writable.getWriter();
  const canvas = new OffscreenCanvas(pictureSize.width, pictureSize.height);
  // Frames are read back for the encoder: a canvas in the processor's memory is the shorter way.
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (pen === null) throw new Error('no 2D canvas');
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastUs = 0;
  const send = (frame: VideoFrame | null): void => {
    if (frame !== null) void writer.write(frame).catch(() => undefined);
  };
  return {
    track,
    frame(draw) {
      draw(pen);
      lastUs = Math.max(lastUs + 1, Math.round(performance.now() * 1000));
      return new VideoFrame(canvas, { timestamp: lastUs });
    },
    run(rate, next) {
      clearInterval(timer);
      send(next());
      timer = setInterval(() => send(next()), 1000 / rate);
    },
    close() {
      clearInterval(timer);
      void writer.close().catch(() => undefined);
      track.stop();
    },
  };
}
