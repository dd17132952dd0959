import createTfLite from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js';
import type { FromWorker, ToWorker } from './messages.ts';
import { createPersonModel, type PersonModel } from './person.ts';

/**
 * Blurs what is behind the agent, off the thread that carries the call. As the measuring's worker it may compile WebAssembly and fetch our
 * own files (electron/window/app-protocol.ts), and has no page. Whatever goes wrong is said once; the window then blurs the whole picture.
 */
const scope = self as unknown as {
  postMessage(message: FromWorker, carry: readonly Transferable[]): void;
  close(): void;
};

/** No more than the picture that is sent has (shared/slate/layout.ts), whatever the camera gives. */
const mostHeight = 480;
/** The blur is reckoned on a quarter of the lines: it is the same to the eye, and a sixteenth of the work. Pixels of that. */
const small = 4;
const blurPixels = 7;

const drawnOn = (width: number, height: number): OffscreenCanvasRenderingContext2D => {
  const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('no 2D canvas');
  return pen;
};

function createBlur(model: PersonModel): (frame: VideoFrame) => VideoFrame {
  const asked = drawnOn(model.width, model.height);
  let pens = sized(1, 1);
  return (frame) => {
    const share = Math.min(1, mostHeight / frame.displayHeight);
    const [width, height] = [Math.round(frame.displayWidth * share), Math.round(frame.displayHeight * share)];
    if (pens.whole.canvas.width !== width || pens.whole.canvas.height !== height) pens = sized(width, height);
    const { behind, person, whole } = pens;
    asked.globalCompositeOperation = 'copy';
    asked.drawImage(frame, 0, 0, model.width, model.height);
    asked.putImageData(model.find(asked.getImageData(0, 0, model.width, model.height)), 0, 0);

    behind.filter = `blur(${blurPixels}px)`;
    // Drawn over its own edge, where a blur would let the ground shine through.
    const over = blurPixels * 2;
    const { width: w, height: h } = behind.canvas;
    behind.drawImage(frame, -over, -over, w + 2 * over, h + 2 * over);

    person.globalCompositeOperation = 'copy';
    person.drawImage(frame, 0, 0, width, height);
    person.globalCompositeOperation = 'destination-in';
    person.drawImage(asked.canvas, 0, 0, width, height);

    whole.drawImage(behind.canvas, 0, 0, width, height);
    whole.drawImage(person.canvas, 0, 0);
    const { timestamp } = frame;
    frame.close();
    return new VideoFrame(whole.canvas, { timestamp });
  };
}

const sized = (width: number, height: number) => ({
  behind: drawnOn(Math.max(1, Math.round(width / small)), Math.max(1, Math.round(height / small))),
  person: drawnOn(width, height),
  whole: drawnOn(width, height),
});

const bytesOf = async (file: string): Promise<Uint8Array> => {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};
const fail = (error: unknown): void => {
  scope.postMessage({ kind: 'failed', why: String(error).slice(0, 200) }, []);
  scope.close();
};

async function start(): Promise<void> {
  const [wasmBinary, model] = await Promise.all([
    bytesOf('/background/tflite.wasm'),
    bytesOf('/background/person.tflite'),
  ]);
  const lite = await createTfLite({ wasmBinary, print: () => undefined, printErr: () => undefined });
  const blur = createBlur(createPersonModel(lite, model));
  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    try {
      const frame = blur(data.frame);
      scope.postMessage({ kind: 'frame', frame }, [frame]);
    } catch (error) {
      fail(error);
    }
  });
  scope.postMessage({ kind: 'ready' }, []);
}

void start().catch(fail);
