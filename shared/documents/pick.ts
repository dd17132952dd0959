import type { DocumentGuide } from './document.ts';

/** What is known of the holder's document, from the core; null: nothing on file. */
export interface OnFile {
  readonly type: string;
  readonly country: string | null;
}

/** Permits are for these holders, whatever language they speak; a passport is for everybody else. */
const permitHolders = new Set(['HK', 'MO', 'TW']);

function fit({ types, countries }: DocumentGuide, { type, country }: OnFile): number {
  const isType = types.some((one) => one === type);
  const isCountry = country !== null && countries.includes(country);
  return (
    (isType ? 4 : 0) +
    (isCountry ? 2 : 0) +
    (countries.length === 0 && !permitHolders.has(country ?? '') ? 1 : 0)
  );
}

/** The kind of document to show first: by its type on file, then by who issued it, then the first of the list. Pure. */
export function documentFor(all: readonly DocumentGuide[], onFile: OnFile | null): DocumentGuide | null {
  if (onFile === null) return all[0] ?? null;
  return all.reduce<DocumentGuide | null>(
    (best, one) => (best === null || fit(one, onFile) > fit(best, onFile) ? one : best),
    null,
  );
}
