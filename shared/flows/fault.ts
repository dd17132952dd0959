/** What is wrong with a flow and where: a path into the file, so that the reader can name the line. */
export interface FlowFault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}
