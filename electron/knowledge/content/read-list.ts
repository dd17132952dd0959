/** A line of a content list that was refused. */
export interface LineProblem {
  /** 1-based; 0 when the whole file is meant. */
  readonly line: number;
  readonly reason: string;
}

/** What a list says, as far as it could be read. */
export interface ReadList<T> {
  readonly value: T;
  readonly problems: readonly LineProblem[];
}
