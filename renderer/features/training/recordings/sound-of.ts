import type { CommandOutput } from '#shared/contract/index.ts';
import { decodeMulaw } from '#shared/lib/mulaw.ts';

type Chunk = CommandOutput<'recording/sound'>['chunks'][number];

/** Which voices are heard. */
export type Heard = 'both' | 'agent' | 'caller';

export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** The sound of a recording as it is wanted: asked of main in turn, the last answers kept. */
export function createSound(ask: (fromMs: number) => Promise<CommandOutput<'recording/sound'> | null>) {
  let kept: readonly Chunk[] = [];
  let [keptFrom, keptTo] = [0, 0];

  /** Samples from `from` on, `length` of them; null when main does not answer. */
  async function read(from: number, length: number, heard: Heard): Promise<Float32Array | null> {
    const out = new Float32Array(length);
    let at = from;
    while (at < from + length) {
      if (at < keptFrom || at >= keptTo) {
        const answer = await ask(Math.floor(at / 16));
        if (answer === null) return null;
        kept = answer.chunks;
        const last = kept.at(-1);
        keptFrom = at;
        keptTo = answer.last || last === undefined ? Infinity : last.atSample + last.samples;
      }
      const to = Math.min(from + length, keptTo);
      for (const chunk of kept) lay(chunk, out, from, to, heard);
      at = to;
    }
    return out;
  }
  return { read };
}

function lay(chunk: Chunk, out: Float32Array, from: number, to: number, heard: Heard): void {
  for (const leg of ['agent', 'caller'] as const) {
    const coded = chunk[leg];
    if (coded === null || (heard !== 'both' && heard !== leg)) continue;
    if (chunk.atSample >= to || chunk.atSample + chunk.samples <= from) continue;
    const codes = bytesOf(coded);
    const first = Math.max(0, from - chunk.atSample);
    const end = Math.min(codes.length, to - chunk.atSample);
    for (let i = first; i < end; i += 1) {
      const at = chunk.atSample + i - from;
      out[at] = (out[at] ?? 0) + decodeMulaw(codes[i] ?? 0xff) / 32_768;
    }
  }
}
