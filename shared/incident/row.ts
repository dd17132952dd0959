import { z } from 'zod';

/** Why a row of the list cannot be held, or need not be. Nothing of the list is thrown away: such rows are listed. */
export const rowProblemSchema = z.enum([
  'noCard',
  'notDigits',
  'wrongLength',
  'checkDigit',
  'badAmount',
  'duplicate',
  'unknown',
  'closed',
  'heldBefore',
]);
export type RowProblem = z.infer<typeof rowProblemSchema>;

/**
 * Where one row stands.
 *
 *   listed ──▶ good ──▶ confirmed | failed | left
 *      └──▶ bad          (bad from the reading on, or when the core has been asked)
 *
 * listed: read, the core has not been asked · good: will be held · confirmed: the core's receipt is on disk · failed:
 * the core refused it for good · left: the run was stopped before it.
 */
export const rowStateSchema = z.enum(['listed', 'good', 'bad', 'confirmed', 'failed', 'left']);
export type RowState = z.infer<typeof rowStateSchema>;
