import type { FlowEvent } from '#shared/flows/event.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { PolicyFigures } from '#shared/flows/policy.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** A run as it is on disk: its flow as the words were when it began, its events oldest first. */
export interface StoredRun {
  readonly runId: string;
  readonly flow: Flow;
  readonly events: readonly FlowEvent[];
}

/** A content file and the last good flow that was read from it. */
export interface ShelvedFlow {
  readonly file: string;
  readonly flow: Flow;
}

export interface Shelf {
  readonly flows: readonly ShelvedFlow[];
  /** The last good figures of the bank; empty before the first. */
  readonly policies: PolicyFigures;
}

/** Where flows and what was done with them are kept; implemented in `electron/store`. */
export interface FlowRepository {
  /** On disk with its first event when this returns. */
  begin(
    run: { readonly runId: string; readonly callId: CallId; readonly flow: Flow },
    event: FlowEvent,
  ): void;
  /** On disk when this returns. */
  append(runId: string, event: FlowEvent): void;
  /** The runs of a call in the order of their beginning. */
  runs(callId: CallId): readonly StoredRun[];
  /** The last good content, so that a broken file costs nobody a flow that worked yesterday. */
  shelf(): Shelf;
  /** Replaces the shelf, all of it or nothing. */
  shelve(shelf: Shelf): void;
}
