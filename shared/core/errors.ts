import { z } from 'zod';
import { coreProblemSchema } from './problem.ts';

export const coreErrors = {
  'core/unreachable': z.strictObject({ detail: z.string().max(100) }),
  'core/timeout': z.strictObject({ afterMs: z.number() }),
  'core/unauthorized': z.strictObject({ status: z.number() }),
  /** Nothing was sent: no certificate, key or token to show. The core's health says which. */
  'core/no-login': z.strictObject({ problem: coreProblemSchema }),
  'core/not-found': z.strictObject({ what: z.string().max(100) }),
  'core/refused': z.strictObject({ status: z.number(), reason: z.string().max(100) }),
  'core/failed': z.strictObject({ status: z.number() }),
  'core/bad-answer': z.strictObject({ where: z.string().max(200) }),
  'core/bad-url': z.strictObject({ given: z.string().max(200) }),
  'core/bad-ca-file': z.strictObject({ reason: z.enum(['unreadable', 'noCertificate']) }),
};
