import type { MatchedBy } from '#shared/knowledge/contract.ts';
import type { Run } from '../content/normalise.ts';

/** One thing to look for: a Han word, a Latin word or reading, a number; folded. */
export interface Part {
  readonly text: string;
  readonly script: Run['script'];
  /** The word may go on: it is still being typed. */
  readonly prefix: boolean;
}

/** One way to understand a term: all its parts have to be there. `worth`: 1 as typed, less the further from it. */
export interface Alternative {
  readonly parts: readonly Part[];
  readonly by: Extract<MatchedBy, 'words' | 'synonym' | 'slip'>;
  readonly worth: number;
}

/** One term of a query and every way to understand it, the typed one first. */
export interface Term {
  readonly text: string;
  readonly script: Run['script'];
  readonly last: boolean;
  readonly alternatives: readonly Alternative[];
}
