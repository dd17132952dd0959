import { z } from 'zod';

/** Our own id of a call at this desk: stable from the ring to the wrap-up, also across a restart. */
export const callIdSchema = z.string().min(1).max(64).brand<'CallId'>();
export type CallId = z.infer<typeof callIdSchema>;

/** An instant, epoch milliseconds. */
export const instantSchema = z.number().int().nonnegative();
