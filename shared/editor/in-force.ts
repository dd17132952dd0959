/** A published version's days of effect, `YYYY-MM-DD`; `to` is the last day, null for none. */
export interface Dated {
  readonly from: string;
  readonly to: string | null;
  readonly publishedAt: number;
}

const holds = ({ from, to }: Dated, day: string): boolean => from <= day && (to === null || day <= to);

/**
 * Which of the published versions of one content is in force on `day`: of those whose days hold, the one that begins last, and of
 * those the one published last. null: none, and the program's own file stands.
 */
export function inForceOn<T extends Dated>(published: readonly T[], day: string): T | null {
  return published
    .filter((one) => holds(one, day))
    .reduce<T | null>((best, one) => (best === null || comesAfter(one, best) ? one : best), null);
}

const comesAfter = (one: Dated, other: Dated): boolean =>
  one.from === other.from ? one.publishedAt >= other.publishedAt : one.from > other.from;

/** `1.10` comes after `1.9`. Negative, zero or positive, as a sort wants it. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** `1.3` after `1.2`. */
export function versionAfter(version: string): string {
  const [major = 1, minor = 0] = version.split('.').map(Number);
  return `${major}.${minor + 1}`;
}
