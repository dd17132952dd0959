/** A decision table as it lies on disk: the model the editor writes, and its test rows beside it. */
export interface TableTexts {
  readonly model: string;
  readonly tests: string;
}

export type ReadTable =
  | { readonly ok: true; readonly texts: TableTexts }
  | { readonly ok: false; readonly file: string; readonly reason: string };

/** Where the tables lie: the bank's present ones, and a copy of the last that passed its checks. */
export interface TableFiles {
  read(): Promise<ReadTable>;
  /** Changes when the files do. */
  stamp(): Promise<string>;
  /** null when none was kept yet. */
  readKept(): Promise<TableTexts | null>;
  /** Whole or not at all. */
  keep(texts: TableTexts): Promise<void>;
}
