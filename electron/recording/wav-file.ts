import { decodeMulaw } from '#shared/lib/mulaw.ts';
import type { Recording } from '#shared/recording/recording.ts';
import { msToSamples, recordedRateHz } from '#shared/recording/sound.ts';
import { stereoWavHeader } from '#shared/recording/wav.ts';
import type { RecordingRepository, StoredChunk } from './ports.ts';

const chunksAtOnce = 60;

/** A recording as a WAV file, piece by piece: agent left, caller right; where nothing was recorded, zeros. */
export function* wavOf(
  repository: Pick<RecordingRepository, 'chunks'>,
  recording: Recording,
): Generator<Uint8Array> {
  const total = msToSamples(recording.durationMs);
  yield stereoWavHeader(total, recordedRateHz);
  let at = 0;
  for (;;) {
    const chunks = repository.chunks(recording.recordingId, at, chunksAtOnce);
    for (const chunk of chunks) {
      if (chunk.atSample > at) yield new Uint8Array((chunk.atSample - at) * 4);
      yield pairs(chunk);
      at = chunk.atSample + chunk.samples;
    }
    if (chunks.length < chunksAtOnce) break;
  }
  if (at < total) yield new Uint8Array((total - at) * 4);
}

function pairs({ samples, agent, caller }: StoredChunk): Uint8Array {
  const out = new DataView(new ArrayBuffer(samples * 4));
  for (let i = 0; i < samples; i += 1) {
    if (agent !== null) out.setInt16(i * 4, decodeMulaw(agent[i] ?? 0xff), true);
    if (caller !== null) out.setInt16(i * 4 + 2, decodeMulaw(caller[i] ?? 0xff), true);
  }
  return new Uint8Array(out.buffer);
}
