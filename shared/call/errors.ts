import { z } from 'zod';

export const callErrors = {
  'call/not-found': z.strictObject({ callId: z.string().max(100) }),
  'call/wrong-state': z.strictObject({ action: z.string().max(50), state: z.string().max(50) }),
  'call/bad-number': z.strictObject({ given: z.string().max(100) }),
  'call/busy': z.strictObject({ lines: z.number() }),
  'call/refused-by-exchange': z.strictObject({ status: z.number(), phrase: z.string().max(200) }),
  'call/media-failed': z.strictObject({ detail: z.string().max(300) }),
  'line/not-registered': z.strictObject({ state: z.string().max(50) }),
};
