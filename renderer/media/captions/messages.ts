import type { CaptionPiece } from '#shared/captions/media.ts';

/** From the sound thread: one piece of 60 ms. */
export type FromCaptionTap = Omit<CaptionPiece, 'seq'>;
