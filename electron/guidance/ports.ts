import type { Playbook } from '#shared/guidance/playbook.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** Where the steps of a call are kept. Append only; implemented in `electron/store`. */
export interface GuidanceRepository {
  /** On disk when this returns. */
  append(callId: CallId, step: GuidanceStep): void;
  /** Keeps the words of a playbook as they were used, once for each different text. On disk when this returns. */
  keepText(playbook: Playbook, at: number): void;
  /** The texts used under a version number; more than one only where a bank changed a file without a new number. */
  texts(playbookId: string, version: string): readonly Playbook[];
  /** Oldest first; empty for a call nobody guided. */
  steps(callId: CallId): readonly GuidanceStep[];
}

/** The media window's measure, when it has one: the first word of the answer to the question that was asked last. */
export interface ResponseEar {
  /** `latencyMs`: end of the agent's question to the start of the answer. */
  onAnswerBegan(listener: (heard: { readonly callId: CallId; readonly latencyMs: number }) => void): Undo;
}

/** The call that the agent's prompts belong to: from the answer to the end of the wrap-up. `startedAt` is the answer, epoch ms. */
export interface CurrentCall {
  readonly callId: CallId;
  readonly startedAt: number;
}
