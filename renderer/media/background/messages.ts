/** Frames to the worker, and what becomes of them. A frame belongs to whoever got it last. */
export type ToWorker = { readonly kind: 'frame'; readonly frame: VideoFrame };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'frame'; readonly frame: VideoFrame }
  /** The worker has ended itself. */
  | { readonly kind: 'failed'; readonly why: string };
