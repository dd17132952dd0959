import { z } from 'zod';

export const seatErrors = {
  'seat/in-call': z.strictObject({ work: z.string().max(20) }),
  /** The bank wants the sound tried first (setting audio.check). */
  'seat/sound-not-checked': z.strictObject({}),
  'seat/no-wrap-up': z.strictObject({}),
  'seat/disposition-missing': z.strictObject({}),
};
