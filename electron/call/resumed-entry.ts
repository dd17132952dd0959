import type { SipCall } from '#electron/sip/ports.ts';
import { type CallEntry, openEntry } from './call-entry.ts';
import type { HeaderNames, KeptCall } from './ports.ts';

/** The call of a program that died, as it stood: its panel, prompts and notes are found by its id. Sound is on its way. */
export function resumedEntry(
  sip: SipCall,
  kept: KeptCall,
  mask: (number: string) => string,
  headers: HeaderNames,
): CallEntry {
  const { call, consultFor, muted } = kept;
  const entry = openEntry(sip, headers, call.startedAt, mask);
  return {
    ...entry,
    owesWrapUp: consultFor === null,
    current: { ...call, wireAtMs: sip.wireAtMs },
    snapshot: {
      ...entry.snapshot,
      state: 'connecting',
      displayName: call.displayName,
      numberMasked: mask(call.number),
      queue: call.queue,
      answeredAt: call.answeredAt,
      muted,
      consultFor,
      resuming: true,
    },
  };
}
