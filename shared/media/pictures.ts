import { z } from 'zod';

/**
 * Desk ↔ media window, over a port that main hands to both and then is no part of: pictures are many and main's loop is the
 * signalling's. The desk asks for each frame when it has painted the last one, so that a hidden or busy desk costs nothing.
 */
export const pictureWishSchema = z.strictObject({
  sessionId: z.string().min(1).max(64),
  /** `remote`: what the far end sends; `own`: what it is sent, as it is sent. */
  of: z.enum(['remote', 'own']),
  /** Pixels the desk paints; the frame comes no wider. */
  width: z.number().int().min(16).max(1280),
});
export type PictureWish = z.infer<typeof pictureWishSchema>;

/** The answer to a wish: null while there is no picture. */
export interface PictureFrame extends Pick<PictureWish, 'sessionId' | 'of'> {
  readonly bitmap: ImageBitmap | null;
  /** Of the picture as it came, pixels. */
  readonly width: number;
  readonly height: number;
}
