import type { CallEnd } from '#shared/call/contract.ts';
import type { AttemptResult } from '#shared/cases/words.ts';

export interface AttemptFacts {
  readonly end: CallEnd;
  readonly answered: boolean;
  /** How long it rang there; null: it never rang. */
  readonly rangMs: number | null;
  /** What the agent said of it. */
  readonly marked: 'talked' | 'noValidAnswer' | null;
  /** Something was asked and answered, or decided. */
  readonly asked: boolean;
}

/** Somebody who is to be asked must have had the time to come to the telephone: about four rings. */
const fairRingMs = 15_000;

/**
 * What one ring counts as. null: it counts as nothing, as it was not the holder who broke it off (our line, our hand). Counting
 * those would refuse and protect somebody who was never really called.
 */
export function attemptResult({ end, answered, rangMs, marked, asked }: AttemptFacts): AttemptResult | null {
  if (end.reason === 'lineLost' || end.reason === 'mediaFailed') return answered && asked ? 'talked' : null;
  if (answered) {
    if (marked !== null) return marked;
    if (asked) return 'talked';
    return end.by === 'caller' ? 'hungUp' : 'noValidAnswer';
  }
  if (end.reason === 'busy') return 'busy';
  if (end.reason === 'declined' || end.reason === 'refused') return 'refused';
  // A number that sends its calls on elsewhere is not the holder's telephone answering.
  if (end.reason === 'notFound' || end.reason === 'redirected') return 'notReached';
  if (end.by === 'agent') return (rangMs ?? 0) >= fairRingMs ? 'noAnswer' : null;
  return 'noAnswer';
}
