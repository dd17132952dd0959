const withinMs = 60_000;
/** Before the first, second and third start again within a minute; after that a person has to look. */
const pausesMs = [0, 2_000, 10_000] as const;

/** How long to wait before the next start; null: it has died too often. */
export function pauseBefore(restarts: readonly number[], now: number): number | null {
  const recent = restarts.filter((at) => now - at < withinMs).length;
  return pausesMs[recent] ?? null;
}

/** The starts that still count. */
export const recentStarts = (restarts: readonly number[], now: number): number[] =>
  restarts.filter((at) => now - at < withinMs);
