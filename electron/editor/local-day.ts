/** The day on this machine's calendar, `YYYY-MM-DD`: content comes into force by the bank's day, not by UTC. */
export function localDay(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Milliseconds to the first moment of the next day of that calendar; days of 23 and 25 hours with them. */
export function untilNextDay(atMs: number): number {
  const date = new Date(atMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - atMs;
}
