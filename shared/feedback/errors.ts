import { z } from 'zod';

export const feedbackErrors = {
  'feedback/unknown': z.strictObject({ feedbackId: z.string().max(100) }),
  /** The words hold something like a card, ID or phone number. Nothing was kept. */
  'feedback/looks-secret': z.strictObject({}),
  /** The file could not be written; `reason` is the system's code. */
  'feedback/not-written': z.strictObject({ reason: z.string().max(100) }),
};
