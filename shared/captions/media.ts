import { z } from 'zod';
import { pieceBytes } from './sound.ts';

/** What the media window keeps while main does not take it, 2 s: older sound goes, because captions of then help nobody now. */
export const mostPiecesKept = 34;

const leg = z.instanceof(Uint8Array).refine((bytes) => bytes.length === pieceBytes, 'not one piece');

/** 60 ms of both legs as a recogniser wants them. A leg that is silent throughout is null. */
export const captionPieceSchema = z.strictObject({
  /** From 0, without a hole; a hole is what had to be dropped. */
  seq: z.int().nonnegative(),
  agent: leg.nullable(),
  caller: leg.nullable(),
});
export type CaptionPiece = z.infer<typeof captionPieceSchema>;

const id = z.string().min(1).max(64);

/** Main ↔ media window. Main takes the sound when it can pass it on; the window never pushes it. */
export const captionRequests = {
  /** Whose sound is taken from now on, the clock of its pieces at nought; null: nobody's. */
  'media/caption': { input: z.strictObject({ sessionId: id.nullable() }), output: z.strictObject({}) },
  /** Every piece after `after` (−1: from the first) that is still there. */
  'media/take-captioned': {
    input: z.strictObject({ sessionId: id, after: z.int().min(-1) }),
    output: z.strictObject({ pieces: z.array(captionPieceSchema).max(mostPiecesKept) }),
  },
} as const;
