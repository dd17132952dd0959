/**
 * `next` with every part that is deeply equal to the same part of `previous` replaced by that part itself.
 * Snapshots arrive as whole copies; with this a selector of an unchanged slice gives the same reference and nothing renders.
 * Plain JSON only (what crosses the bridge).
 */
export function share<T>(previous: unknown, next: T): T {
  return shared(previous, next) as T;
}

function shared(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return sharedList(previous, next);
  if (isRecord(previous) && isRecord(next)) return sharedRecord(previous, next);
  return next;
}

function sharedList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = previous.length === next.length;
  const items = next.map((item, index) => {
    const kept = shared(previous[index], item);
    if (!Object.is(kept, previous[index])) same = false;
    return kept;
  });
  return same ? previous : items;
}

function sharedRecord(
  previous: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): unknown {
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(previous).length;
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const kept = shared(previous[key], next[key]);
    result[key] = kept;
    if (!Object.is(kept, previous[key]) || !(key in previous)) same = false;
  }
  return same ? previous : result;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
