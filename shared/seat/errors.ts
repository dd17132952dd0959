import { z } from 'zod';

export const seatErrors = {
  'seat/in-call': z.strictObject({ work: z.string().max(20) }),
  'seat/no-wrap-up': z.strictObject({}),
  'seat/disposition-missing': z.strictObject({}),
};
