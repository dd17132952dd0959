import type { zhLate } from './late-resources.ts';
import type { zhTree } from './resources.ts';

/** `handled_other` is asked for as `handled`, with a count. */
type Singular<K extends string> = K extends `${infer Stem}_other` ? Stem : K;

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${Singular<K>}.${Paths<T[K]>}`;
}[keyof T & string];

/** Every key there are words for: `call.state.ringing`. A missing one does not compile. */
export type Key = Paths<typeof zhTree> | Paths<typeof zhLate>;

export type Params = Readonly<Record<string, string | number>>;

/** Words of a key in the language of the desk. */
export type Translate = (key: Key, params?: Params) => string;
