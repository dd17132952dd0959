import { ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallDesk } from './call-desk.ts';
import type { CallEntry } from './call-entry.ts';

/** Real-time text offered by this desk (T.140, RFC 8865), where the policy has it so and nobody has said no. */
export interface TextOffers {
  /** Whether it goes into the first INVITE to this number. */
  wanted(number: string): boolean;
  /**
   * The agent has the line to write in before them: offered by re-INVITE, once a call. A far end that will not have it is
   * written to by MESSAGE as before, and not asked again in its next calls.
   */
  offer(callId: CallId): Promise<Result<void>>;
  /** What the far end said to it. */
  heard(entry: CallEntry, taken: boolean): void;
  closed(callId: CallId): void;
}

/** As many who said no are remembered, while this program runs. */
const mostRefusers = 500;
/** The last eleven digits, however the number was written; null for what is no number (anonymous). */
const comparable = (number: string): string | null => {
  const digits = number.replace(/\D/g, '').slice(-11);
  return digits.length < 3 ? null : digits;
};

export function createTextOffers(desk: CallDesk): TextOffers {
  const asked = new Set<CallId>();
  const refusers = new Set<string>();
  const mayTake = (number: string): boolean => !refusers.has(comparable(number) ?? '');
  return {
    wanted: (number) => desk.policy().offersText && mayTake(number),
    async offer(callId) {
      const entry = desk.lines.get(callId);
      if (entry === undefined || entry.snapshot.realTimeText || asked.has(callId)) return ok(undefined);
      if (!desk.policy().offersText || !mayTake(entry.current.number)) return ok(undefined);
      return desk.inState(callId, 'text', ['active'], async () => {
        asked.add(callId);
        const result = await entry.sip.offerText();
        // Nothing was said to it: the next time the line is opened it is asked again.
        if (!result.ok) asked.delete(callId);
        return ok(undefined);
      });
    },
    heard(entry, taken) {
      asked.add(entry.current.callId);
      const number = comparable(entry.current.number);
      if (number === null) return;
      refusers.delete(number);
      if (!taken) refusers.add(number);
      const oldest = refusers.values().next().value;
      if (refusers.size > mostRefusers && oldest !== undefined) refusers.delete(oldest);
    },
    closed: (callId) => void asked.delete(callId),
  };
}
