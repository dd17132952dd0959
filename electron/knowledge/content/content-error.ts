/** A content file that cannot be used: where and why. Thrown by the readers, turned into a `ContentProblem` by the loader. */
export class ContentError extends Error {
  /** 1-based line in the file; 0 when the whole file is meant. */
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.name = 'ContentError';
    this.line = line;
  }
}
