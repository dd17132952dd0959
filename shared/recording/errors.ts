import { z } from 'zod';

export const recordingErrors = {
  /** No recording of this call is under way. */
  'recording/not-recording': z.strictObject({}),
  /** It is not there, or has been deleted meanwhile. */
  'recording/not-found': z.strictObject({}),
  /** While it is being recorded it is neither played nor deleted. */
  'recording/under-way': z.strictObject({}),
  'recording/no-export': z.strictObject({}),
};
