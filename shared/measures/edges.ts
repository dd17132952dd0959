import { pieceMs } from './frame.ts';

const reachMs = 120;
/** Long enough for the hang of the segmenter and the reach before it. */
const keptPieces = 500;

export interface Edges {
  add(piecesDb: readonly number[]): void;
  /** The model's edge, moved to where the energy rises or falls within ±120 ms; as it was when no such place is near. */
  refine(edgeMs: number, kind: 'start' | 'end', levels: { noiseDb: number; speechDb: number }): number;
}

/** Silero dates its edges by frames of 32 ms and somewhat late; the energy says where the sound itself begins. */
export function createEdges(): Edges {
  const pieces: number[] = [];
  let dropped = 0;
  const levelAt = (index: number): number | undefined => pieces[index - dropped];
  return {
    add(piecesDb) {
      pieces.push(...piecesDb);
      const over = pieces.length - keptPieces;
      if (over <= 0) return;
      pieces.splice(0, over);
      dropped += over;
    },
    refine(edgeMs, kind, { noiseDb, speechDb }) {
      const threshold = Math.max(noiseDb + 6, speechDb - 32);
      const from = Math.round((edgeMs - reachMs) / pieceMs);
      const to = Math.round((edgeMs + reachMs) / pieceMs);
      const step = kind === 'start' ? 1 : -1;
      const first = kind === 'start' ? from : to;
      for (let at = first; at >= from && at <= to; at += step) {
        const level = levelAt(at);
        const next = levelAt(at + step);
        if (level === undefined || level < threshold || (next ?? level) < threshold) continue;
        // Loud already where the look begins: the energy has no edge here.
        if (at === first) return edgeMs;
        return (kind === 'start' ? at : at + 1) * pieceMs;
      }
      return edgeMs;
    },
  };
}
