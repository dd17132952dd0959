import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The recorded lines of the simulated callers: μ-law bytes, 8 kHz. */
export interface Clips {
  /** Null when the clip is not there: the caller is then silent for as long as the line would take to say. */
  get(scriptId: string, lineId: string): Uint8Array | null;
}

/** The data chunk of a μ-law WAV file (format 7, 8 kHz, mono); null when it is anything else. */
export function mulawOfWav(file: Buffer): Uint8Array | null {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  )
    return null;
  let format: string | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const id = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + length);
    if (id === 'fmt ' && body.length >= 16) {
      format = `${body.readUInt16LE(0)}/${body.readUInt16LE(2)}/${body.readUInt32LE(4)}`;
    }
    if (id === 'data') return format === '7/1/8000' ? new Uint8Array(body) : null;
    at += 8 + length + (length % 2);
  }
  return null;
}

/** Reads clips as they are asked for and keeps them: they are small and said again. */
export function createClips(assetsDir: string): Clips {
  const kept = new Map<string, Uint8Array | null>();
  return {
    get(scriptId, lineId) {
      const name = `${scriptId}/${lineId}.wav`;
      const known = kept.get(name);
      if (known !== undefined) return known;
      let clip: Uint8Array | null = null;
      try {
        clip = mulawOfWav(readFileSync(join(assetsDir, 'voices', name)));
      } catch {
        // A missing clip is no reason to end a call.
      }
      kept.set(name, clip);
      return clip;
    },
  };
}
