import type { Figure } from './figures.ts';
import type { Rig } from './rig.ts';

/** How much is measured: the short form proves that each thing happens, the long form says how it is distributed. */
export interface Size {
  readonly short: boolean;
  readonly calls: number;
  readonly starts: number;
  readonly soakCalls: number;
  /** Articles of the large corpus; 0: only the one that ships. */
  readonly articles: number;
}

export interface Bench {
  readonly size: Size;
  /** The desk that the measures share: started at the first use. */
  rig(): Promise<Rig>;
  /** A sentence below the table: what a figure cannot say. */
  note(sentence: string): void;
  /** A line on stderr while it runs. */
  progress(text: string): void;
}

export interface Measure {
  readonly id: string;
  readonly title: string;
  run(bench: Bench): Promise<readonly (Figure | null)[]>;
}
