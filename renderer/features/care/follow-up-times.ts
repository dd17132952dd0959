/** A time that can be promised with one key. */
export interface OfferedTime {
  readonly key: 'oneHour' | 'afternoon' | 'tomorrowMorning' | 'tomorrowAfternoon' | 'threeDays';
  readonly at: number;
}

const atHour = (now: number, days: number, hour: number): number => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(hour, 0, 0, 0);
};

/** In an hour, today at four if that is more than an hour away, tomorrow at ten and three, in three days at ten. Earliest first. */
export function offeredTimes(now: number): readonly OfferedTime[] {
  const hour = 3_600_000;
  const afternoon = atHour(now, 0, 16);
  return [
    { key: 'oneHour' as const, at: now + hour },
    ...(afternoon > now + hour ? [{ key: 'afternoon' as const, at: afternoon }] : []),
    { key: 'tomorrowMorning' as const, at: atHour(now, 1, 10) },
    { key: 'tomorrowAfternoon' as const, at: atHour(now, 1, 15) },
    { key: 'threeDays' as const, at: atHour(now, 3, 10) },
  ];
}
