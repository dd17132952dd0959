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

/** Which sets of sound devices were tried at this seat. Implemented in `electron/store`. */
export interface SoundChecksKept {
  /** On disk when it returns. A set that was once found good stays so. */
  keep(deviceSet: string, at: number, passed: boolean): void;
  /** null: never asked about; `passedAt` null: asked, and not found good. */
  of(deviceSet: string): { readonly passedAt: number | null } | null;
}
