/**
 * What is kept of a call: each leg apart, 16 kHz μ-law. 8 bits a sample are half of PCM's bytes; unlike a codec with a memory
 * (Opus) a pause is exact to the sample, nothing said before it can smear into it, and whatever a crash leaves can be played.
 */
export const recordedRateHz = 16_000;
/** A chunk, 256 ms: until it is full a crash loses it. A whole number of WebAudio's blocks of 128. */
export const chunkSamples = 4_096;
/** One bar of the drawn wave, 64 ms. */
export const peakSamples = 1_024;

export const samplesToMs = (samples: number): number => Math.round((samples * 1_000) / recordedRateHz);
export const msToSamples = (ms: number): number => Math.round((ms * recordedRateHz) / 1_000);
