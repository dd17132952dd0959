import { z } from 'zod';

export const incidentErrors = {
  'incident/unknown': z.strictObject({ incidentId: z.string().max(100) }),
  'incident/open-one': z.strictObject({ name: z.string().max(80) }),
  'incident/wrong-phase': z.strictObject({ phase: z.string().max(40) }),
  'incident/empty-list': z.strictObject({}),
  'incident/too-long': z.strictObject({ rows: z.number(), most: z.number() }),
  'incident/nothing-to-hold': z.strictObject({}),
  'incident/same-person': z.strictObject({ name: z.string().max(80) }),
  'incident/changed': z.strictObject({ cards: z.number() }),
  'incident/not-written': z.strictObject({ reference: z.string().max(100) }),
  'incident/not-saved': z.strictObject({ detail: z.string().max(200) }),
};
