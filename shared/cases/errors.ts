import { z } from 'zod';

export const caseErrors = {
  'cases/unknown': z.strictObject({ caseId: z.string().max(100) }),
  /** Another seat works it. */
  'cases/claimed-elsewhere': z.strictObject({ seat: z.string().max(40) }),
  'cases/closed': z.strictObject({ caseId: z.string().max(100) }),
  /** A decision needs the lease: whoever decides has the case. */
  'cases/not-yours': z.strictObject({ caseId: z.string().max(100) }),
  /** This seat is busy with another case or call. */
  'cases/busy': z.strictObject({ what: z.string().max(40) }),
  'cases/bad-time': z.strictObject({ reason: z.enum(['past', 'tooFar', 'missing']) }),
  'cases/no-sample': z.strictObject({ scenarioId: z.string().max(40) }),
};
