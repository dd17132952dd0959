import { z } from 'zod';

/** One line on the pipe to the waiting process. */
export const wordSchema = z.discriminatedUnion('kind', [
  /** A call is up: what the successor needs to go on with it. `key`: of the store, base64. */
  z.strictObject({ kind: z.literal('hold'), personId: z.string().max(200), key: z.string().max(100) }),
  /** No call is up any more: nothing is held. */
  z.strictObject({ kind: z.literal('release') }),
  /** Orderly end: not to be taken over. */
  z.strictObject({ kind: z.literal('bye') }),
]);
export type Word = z.infer<typeof wordSchema>;

/** What the waiting process knows when it has become the program. */
export interface Relief {
  /** When its predecessor died, epoch milliseconds. */
  readonly diedAt: number;
  /** Of the call that was up; null when none was. */
  readonly held: { readonly personId: string; readonly key: Uint8Array } | null;
  /** Starts of this kind within the last minute, this one included. */
  readonly restarts: readonly number[];
}
