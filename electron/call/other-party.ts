import type { SipCallEvent } from '#electron/sip/ports.ts';
import { normalizeNumber } from '#shared/caller/number.ts';
import type { CallEntry } from './call-entry.ts';

type Told = Extract<SipCallEvent, { kind: 'identity' }>;

/**
 * Somebody else is at the other end, by the exchange's own word: a colleague has put their caller through. What was known of
 * the one before (who the front menu took them for, what it had verified, which care they need) is not known of this one.
 * False: it is still the same one, however the number is written.
 */
export function otherParty(entry: CallEntry, told: Told, mask: (number: string) => string): boolean {
  const before = entry.current;
  const number = told.user.slice(0, 100);
  const named = normalizeNumber(number);
  const isOther = named !== null && named !== normalizeNumber(before.number);
  const displayName = told.displayName.slice(0, 200);
  if (!isOther && (displayName === '' || displayName === before.displayName)) return false;
  const unknown = { customerId: null, ivrVerified: null, care: null } as const;
  entry.current = { ...before, displayName, ...(isOther ? { number, ...unknown } : {}) };
  entry.snapshot = {
    ...entry.snapshot,
    displayName,
    ...(isOther ? { numberMasked: mask(number) } : {}),
  };
  return true;
}
