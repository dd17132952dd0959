import { z } from 'zod';

export const reviewErrors = {
  'review/unknown': z.strictObject({ callId: z.string().max(100) }),
};
