import type { MediaChunk } from '#shared/recording/media.ts';

/** To the sound thread. */
export type ToTap =
  | { readonly kind: 'silent'; readonly on: boolean }
  /** What is in hand goes out as it is. */
  | { readonly kind: 'flush' };

/** From the sound thread. */
export type FromTap =
  | { readonly kind: 'chunk'; readonly chunk: Omit<MediaChunk, 'seq'> }
  /** It holds from this sample on. */
  | { readonly kind: 'silent'; readonly on: boolean; readonly atSample: number }
  | { readonly kind: 'flushed' };
