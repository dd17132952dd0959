import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { alphaOf, createPersonModel, type TfLite } from '#renderer/media/background/person.ts';

// The real model and the real WebAssembly, in Node.
const require = createRequire(import.meta.url);
const from = dirname(require.resolve('@twilio/video-processors/dist/build/tflite-simd-1-0-0.js'));

it('has a soft edge, and none outside it', () => {
  expect([0, 0.2, 0.35, 0.75, 0.9, 1].map(alphaOf)).toEqual([0, 0, 0, 255, 255, 255]);
  expect(alphaOf(0.55)).toBeGreaterThan(100);
  expect(alphaOf(0.55)).toBeLessThan(155);
});

it('finds nobody before an empty wall', async () => {
  const create = require(join(from, 'tflite-simd-1-0-0.js')) as (how: object) => Promise<TfLite>;
  const lite = await create({
    wasmBinary: readFileSync(join(from, 'tflite-simd-1-0-0.wasm')),
    print: () => undefined,
    printErr: () => undefined,
  });
  const model = createPersonModel(lite, readFileSync(join(from, 'selfie_segmentation_landscape.tflite')));
  expect([model.width, model.height]).toEqual([256, 144]);
  const data = new Uint8ClampedArray(model.width * model.height * 4).map((_, at) =>
    at % 4 === 3 ? 255 : 180,
  );
  const found = model.find({ data, width: model.width, height: model.height } as ImageData);
  const shown = found.data.filter((value, at) => at % 4 === 3 && value > 128).length;
  expect(shown / (model.width * model.height)).toBeLessThan(0.01);
});
