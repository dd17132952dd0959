import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { coreProblemSchema } from './problem.ts';

/**
 * What the desk knows about its line to the core. `ok` says the last health question was answered;
 * `lastOkAt` is its age, so that a stale 'ok' cannot be mistaken for a fresh one.
 */
export const coreHealthSchema = z.strictObject({
  state: z.enum(['unknown', 'ok', 'slow', 'down', 'refused']),
  latencyMs: z.number().nonnegative().nullable(),
  lastOkAt: instantSchema.nullable(),
  checkedAt: instantSchema.nullable(),
  /** What stands in the way, where the way there says so; null while all is well or nothing is known. */
  problem: coreProblemSchema.nullable(),
  /** true while the built-in sandbox core answers, so that nobody takes sample customers for real ones. */
  sandbox: z.boolean(),
});
export type CoreHealth = z.infer<typeof coreHealthSchema>;

export const coreTopics = { 'core/health': topic(coreHealthSchema) } as const;
