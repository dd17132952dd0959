import { z } from 'zod';

export const trainingErrors = {
  'training/run-active': z.strictObject({ scenarioId: z.string().max(40) }),
  /** The desk's core is a bank's own; it is never made to misbehave. */
  'training/no-sandbox-core': z.strictObject({}),
  'training/no-run': z.strictObject({}),
  /** No registered seat to send the caller to. */
  'training/no-seat': z.strictObject({ seatNumber: z.string().max(20) }),
  /** The embedded exchange is not running (desk points at a real exchange, or it has just crashed). */
  'training/exchange-down': z.strictObject({}),
};
