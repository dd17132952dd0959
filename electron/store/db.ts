import type Sqlite from 'better-sqlite3-multiple-ciphers';

/** An open, unlocked, migrated database. Only `electron/store` speaks SQL; other rooms get repositories. */
export type Db = Sqlite.Database;

/** One forward step of the schema. Ids are unique over all rooms (`control-1`) and are applied once, in list order. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}
