import { z } from 'zod';

export const textErrors = {
  /** It was put away, or never was. */
  'text/unknown-thread': z.strictObject({}),
};
