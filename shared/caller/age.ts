/** Whole years between a birth month (`1941-03`) and an instant. The day is not on file: the birthday month counts as reached. */
export function ageAt(birthMonth: string, now: number): number {
  const [year = 0, month = 1] = birthMonth.split('-').map(Number);
  const today = new Date(now);
  const age = today.getFullYear() - year - (today.getMonth() + 1 < month ? 1 : 0);
  return Math.min(130, Math.max(0, age));
}
