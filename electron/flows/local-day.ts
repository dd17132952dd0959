/** The day on this machine's calendar, `YYYY-MM-DD`: content comes into force by the bank's day, not by UTC. */
export function localDay(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
