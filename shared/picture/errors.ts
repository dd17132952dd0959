import { z } from 'zod';

export const pictureErrors = {
  /** No such picture in this call, or nothing has come yet. */
  'picture/not-there': z.strictObject({}),
  /** What the window gave back is no PNG within the limits. */
  'picture/bad-picture': z.strictObject({ problem: z.string().max(40) }),
};
