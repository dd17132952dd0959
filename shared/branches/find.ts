import type { Branch, Point } from './branch.ts';

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const earthMetres = 6_371_000;

/** As the crow flies, metres (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const lat = radians(b.lat - a.lat);
  const lon = radians(b.lon - a.lon);
  const h =
    Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lon / 2) ** 2;
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

const initials = (reading: string): string =>
  reading
    .split(' ')
    .map((syllable) => syllable[0])
    .join('');
const joined = (reading: string): string => reading.replaceAll(' ', '');

/** Everything one word of a query may be found in. `services`: the words for its services in both languages. */
function haystack(branch: Branch, services: readonly string[]): string {
  const { name, city, district, address, reading, cityReading, districtReading } = branch;
  const words = [name, city, district, address].flatMap(({ zh, en }) => [zh, en]);
  const readings = [reading, cityReading, districtReading].flatMap((one) => [joined(one), initials(one)]);
  return [...words, ...readings, ...services].join('\n').toLowerCase();
}

export interface Found {
  readonly branch: Branch;
  /** From the chosen place; null without one. */
  readonly metres: number | null;
}

export interface BranchQuery {
  /** Words in any order: name, district, street, service, pinyin or initials. Every one must be found. */
  readonly words: string;
  readonly from: Point | null;
  readonly isOpen: (branch: Branch) => boolean;
  readonly openOnly: boolean;
  readonly servicesOf: (branch: Branch) => readonly string[];
}

const maxFound = 50;

/** The branches that fit, nearest first where a place is chosen, else those open now first. Any string may be typed. */
export function findBranches(branches: readonly Branch[], query: BranchQuery): readonly Found[] {
  const words = query.words.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 12);
  const found = branches
    .filter((branch) => !query.openOnly || query.isOpen(branch))
    .filter((branch) => {
      const text = haystack(branch, query.servicesOf(branch));
      return words.every((word) => text.includes(word));
    })
    .map((branch) => ({ branch, metres: query.from ? metresBetween(query.from, branch.at) : null }));
  const closed = ({ branch }: Found): number => (query.isOpen(branch) ? 0 : 1);
  return found
    .toSorted((a, b) =>
      a.metres !== null && b.metres !== null ? a.metres - b.metres : closed(a) - closed(b),
    )
    .slice(0, maxFound);
}
