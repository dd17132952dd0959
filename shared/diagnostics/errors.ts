import { z } from 'zod';

export const diagnosticsErrors = {
  'diagnostics/not-saved': z.strictObject({ detail: z.string().max(200) }),
};
