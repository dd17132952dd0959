import { encodeMulaw } from '#shared/lib/mulaw.ts';

export { decodeMulaw, encodeMulaw, mulawSilence } from '#shared/lib/mulaw.ts';

/** A sine in μ-law, 8 kHz; whole seconds of whole frequencies loop without a click. */
export function mulawTone(hz: number, ms: number, amplitude = 8_000): Uint8Array {
  const pcm = new Int16Array(Math.round(ms * 8));
  for (let i = 0; i < pcm.length; i++)
    pcm[i] = Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / 8_000));
  return encodeMulaw(pcm);
}
