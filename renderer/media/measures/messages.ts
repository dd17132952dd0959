import type { Measures } from '#shared/measures/contract.ts';
import type { Spoken } from '#shared/measures/course.ts';

/** Both legs of a stretch of a call from the tap: as many samples of each, a whole number of frames. 16 kHz, −1 to 1. */
export interface Batch {
  readonly agent: Float32Array;
  readonly caller: Float32Array;
}

/** Window → worker. `measure` brings the port on which the tap sends its batches; what came before stands still from then on. */
export type ToWorker =
  | { readonly kind: 'measure'; readonly sessionId: string; readonly port: MessagePort }
  | { readonly kind: 'pause' }
  /** How long the way is from the far end and back, ms: no part of how long a caller thinks. */
  | { readonly kind: 'delay'; readonly sessionId: string; readonly ms: number }
  | { readonly kind: 'markQuestion'; readonly sessionId: string }
  | { readonly kind: 'forget'; readonly sessionId: string };

/** Worker → window. `measures` about once a second, and at a pause; it is the sign of life, too. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'answer'; readonly sessionId: string; readonly latencyMs: number }
  | {
      readonly kind: 'measures';
      readonly sessionId: string;
      readonly measures: Measures;
      readonly spoken: Spoken;
      readonly agentSpeaking: boolean;
      readonly callerSpeaking: boolean;
    };
