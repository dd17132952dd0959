import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import { frameSamples, sampleRateHz } from '#shared/measures/frame.ts';

/** The model hears each frame with the end of the one before; without it, it misses most of what a telephone carries. */
const contextSamples = 64;

export interface SpeechModel {
  /** 0–1: somebody speaks in these 512 samples. Frames of one leg, in order. */
  probability(samples: Float32Array): Promise<number>;
}

export type MakeTensor = {
  (type: 'float32', data: Float32Array, dims: readonly number[]): TypedTensor<'float32'>;
  (type: 'int64', data: BigInt64Array, dims: readonly number[]): TypedTensor<'int64'>;
};

/** Silero VAD (MIT) for one leg; the state it keeps between frames belongs to that leg. */
export function createSpeechModel(session: InferenceSession, tensor: MakeTensor): SpeechModel {
  const input = new Float32Array(contextSamples + frameSamples);
  const rate = tensor('int64', BigInt64Array.from([BigInt(sampleRateHz)]), []);
  let state: Tensor = tensor('float32', new Float32Array(2 * 128), [2, 1, 128]);
  return {
    async probability(samples) {
      input.copyWithin(0, frameSamples);
      input.set(samples, contextSamples);
      const answer = await session.run({
        input: tensor('float32', input, [1, input.length]),
        state,
        sr: rate,
      });
      const [next, output] = [answer['stateN'], answer['output']];
      if (next === undefined || output === undefined) throw new Error('not the Silero model');
      state = next;
      return Number(output.data[0] ?? 0);
    },
  };
}
