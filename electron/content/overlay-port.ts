/** A published text that stands before the program's own file of that name. Read when it is wanted: there may be thousands. */
export interface OverlayText {
  /** SHA-256 of the text, in lower-case hex. */
  readonly hash: string;
  read(): string;
}

/** File name (`card-loss.yaml`) to text; a name the folder does not have is one file more. */
export type FileOverlay = ReadonlyMap<string, OverlayText>;

export const noOverlay: FileOverlay = new Map();

/** The files there are with both, in order. */
export const namesWith = (names: readonly string[], overlay: FileOverlay): readonly string[] =>
  [...new Set([...names, ...overlay.keys()])].toSorted();
