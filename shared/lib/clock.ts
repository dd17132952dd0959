/** Undo of a timer or a subscription. Safe to call twice. */
export type Undo = () => void;

/** Time, injected so that tests decide it. Instants are epoch milliseconds; `monotonicMs` never jumps with the wall clock. */
export interface Clock {
  now(): number;
  monotonicMs(): number;
  /** Calls `fn` once after `delayMs`; the undo cancels it. */
  after(delayMs: number, fn: () => void): Undo;
}
