/** The order of the dialog; the words of the domain. */
export const outcomes = ['refuse', 'delay', 'protect', 'release'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why. Each outcome has its own; the order is that of the dialog. */
export const reasonsOf = {
  refuse: ['scamLikely', 'payeeUnknown', 'holderWants', 'secondTry', 'noValidAnswer'],
  delay: ['hesitated', 'willCheck', 'familyAsked', 'policeAsked'],
  protect: ['scamLikely', 'deviceLost', 'secondTry', 'willTryElsewhere', 'noValidAnswer'],
  release: ['purposeChecked', 'payeeKnown', 'branchConfirmed', 'papersSeen'],
} as const satisfies Readonly<Record<Outcome, readonly string[]>>;

export type OutcomeReason = (typeof reasonsOf)[Outcome][number];

/** Furthest a transaction may be parked: what is not decided in two days is not a delay. */
export const longestDelayMs = 48 * 3_600_000;

/** When a delay may end, as the dialog offers it: half an hour, two hours, eight this evening, ten tomorrow morning. */
export function delayChoices(
  now: number,
): readonly { readonly id: 'half' | 'two' | 'evening' | 'morning'; readonly until: number }[] {
  const at = (hours: number, days: number): number => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(hours, 0, 0, 0);
  };
  const all = [
    { id: 'half', until: now + 30 * 60_000 },
    { id: 'two', until: now + 2 * 3_600_000 },
    { id: 'evening', until: at(20, 0) },
    { id: 'morning', until: at(10, 1) },
  ] as const;
  // Eight o'clock that has passed, or is nearly there, is no choice.
  return all.filter(({ until }) => until - now >= 10 * 60_000);
}
