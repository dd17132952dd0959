/**
 * Where in a picture the person is, by the selfie segmentation model of MediaPipe (Apache-2.0), run by a build of TensorFlow Lite; both
 * come in `@twilio/video-processors`, whose own way to put the picture together wants a graphics processor that a seat may not have.
 */
export interface PersonModel {
  readonly width: number;
  readonly height: number;
  /** `pixels`: RGBA of `width` × `height`. What comes back is the same pixels, their alpha 255 where the person is and 0 where not. */
  find(pixels: ImageData): ImageData;
}

/** What the WebAssembly build offers; lengths in bytes, offsets into its memory. */
export interface TfLite {
  readonly HEAPU8: Uint8Array;
  readonly HEAPF32: Float32Array;
  _getModelBufferMemoryOffset(): number;
  _loadModel(bytes: number): number;
  _getInputWidth(): number;
  _getInputHeight(): number;
  _getInputMemoryOffset(): number;
  _getOutputMemoryOffset(): number;
  _runInference(): number;
}

/** Under the first nobody is there, over the second somebody is; between them the edge is soft. Of 1. */
const edge = { from: 0.35, to: 0.75 } as const;
/** So much of the picture before stays in the mask: a hard hand-over from frame to frame would flicker. */
const kept = 0.35;

export function createPersonModel(lite: TfLite, model: Uint8Array): PersonModel {
  lite.HEAPU8.set(model, lite._getModelBufferMemoryOffset());
  if (lite._loadModel(model.byteLength) !== 0) throw new Error('the model was not taken');
  const [width, height] = [lite._getInputWidth(), lite._getInputHeight()];
  const before = new Float32Array(width * height);
  return {
    width,
    height,
    find(pixels) {
      const input = lite._getInputMemoryOffset() / 4;
      for (let at = 0; at < width * height; at += 1)
        for (let part = 0; part < 3; part += 1)
          lite.HEAPF32[input + at * 3 + part] = (pixels.data[at * 4 + part] ?? 0) / 255;
      if (lite._runInference() !== 0) throw new Error('the model did not run');
      const output = lite._getOutputMemoryOffset() / 4;
      for (let at = 0; at < width * height; at += 1) {
        const likely = kept * (before[at] ?? 0) + (1 - kept) * (lite.HEAPF32[output + at] ?? 0);
        before[at] = likely;
        pixels.data[at * 4 + 3] = alphaOf(likely);
      }
      return pixels;
    },
  };
}

/** 0–255 from how likely it is (0–1) that a person is there. */
export function alphaOf(likely: number): number {
  const share = Math.min(1, Math.max(0, (likely - edge.from) / (edge.to - edge.from)));
  return Math.round(255 * share * share * (3 - 2 * share));
}
