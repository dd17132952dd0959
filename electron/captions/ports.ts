import type { CaptionProblem, CaptionSide } from '#shared/captions/contract.ts';
import type { CaptionPiece } from '#shared/captions/media.ts';
import type { Undo } from '#shared/lib/clock.ts';

/** What a recogniser has understood. The same `sentence` comes again with other words until it is final. */
export interface Heard {
  /** From 0, within one stream. */
  readonly sentence: number;
  /** Empty with `isFinal`: there was nothing after all. */
  readonly text: string;
  readonly isFinal: boolean;
  /** When it began, ms of sound since the stream began. */
  readonly atMs: number;
}

export interface RecogniserEvents {
  /** It listens: sound may be fed. */
  onReady(): void;
  onHeard(heard: Heard): void;
  /** Once, and nothing after it. null: it ended because we ended it. `detail`: the other side's own words. */
  onEnd(problem: { readonly code: CaptionProblem; readonly detail: string } | null): void;
}

/** One leg of one call, from its beginning to its end. */
export interface RecogniserStream {
  /** 60 ms (`shared/captions/sound.ts`). False: not taken, the way to the recogniser is full. Never throws, never waits. */
  feed(pcm: Uint8Array): boolean;
  /** No more sound: what it still understands comes, then `onEnd(null)`. */
  end(): void;
  /** At once, and without another word. */
  close(): void;
}

/** Anything that turns speech into sentences. FunASR is one (`funasr/`); another needs only this. */
export interface Recogniser {
  listen(side: CaptionSide, events: RecogniserEvents): RecogniserStream;
}

/** What captions need of the media window. */
export interface CaptionMedia {
  /** Whose sound is taken; null: nobody's. */
  caption(sessionId: string | null): Promise<void>;
  take(sessionId: string, after: number): Promise<readonly CaptionPiece[]>;
  /** The window died and is back, empty. */
  onReturned(listener: () => void): Undo;
}
