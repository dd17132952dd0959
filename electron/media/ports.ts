import type { Undo } from '#shared/lib/clock.ts';
import type {
  MediaEvent,
  MediaEventName,
  MediaInput,
  MediaOutput,
  MediaRequestName,
} from '#shared/media/contract.ts';

/** The way to the hidden media window. Implemented in `electron/ipc`. */
export interface MediaLink {
  /** Rejects after the timeout (default 5 s), on refusal, and when the window dies. */
  request<N extends MediaRequestName>(
    name: N,
    input: MediaInput<N>,
    timeoutMs?: number,
  ): Promise<MediaOutput<N>>;
  onEvent(listener: <N extends MediaEventName>(name: N, payload: MediaEvent<N>) => void): Undo;
}
