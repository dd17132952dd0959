import type { Undo } from '#shared/lib/clock.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import type { TrainingRun } from '#shared/training/contract.ts';
import type { ExchangeEvent } from './exchange/events.ts';
export type { ExchangeEvent } from './exchange/events.ts';
import type {
  PersonEvent,
  SandboxInput,
  SandboxMethod,
  SandboxOutput,
  SandboxReady,
} from './sandbox-protocol.ts';

/** One end of the pipe between main and the sandbox process: Electron's utility process, a forked Node, or a pair in a test. */
export interface ProcessPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Undo;
  /** The other side is gone. */
  onClose(listener: () => void): Undo;
}

/** The sandbox process as main starts it. */
export interface SandboxChild extends ProcessPort {
  kill(): void;
}

/** What the rest of main may ask of the training world. */
export interface Sandbox {
  request<M extends SandboxMethod>(method: M, input: SandboxInput<M>): Promise<SandboxOutput<M>>;
  onExchangeEvent(listener: (event: ExchangeEvent) => void): Undo;
  onPersonEvent(listener: (event: PersonEvent) => void): Undo;
  /** Null while it is not running. */
  readonly ready: SandboxReady | null;
  /** Told at the first start and after each restart. */
  onReady(listener: (ready: SandboxReady) => void): Undo;
  onDown(listener: () => void): Undo;
}

/** The steps a person at the desk takes, from whichever room they come. */
export interface DeskEvents {
  subscribe(listener: (event: DeskEvent) => void): Undo;
}

/** Where finished runs are kept. */
export interface TrainingRecords {
  save(run: TrainingRun): void;
  /** Newest first. */
  recent(limit: number): readonly TrainingRun[];
}
