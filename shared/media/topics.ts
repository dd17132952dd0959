import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { deviceSchema } from './contract.ts';

export const mediaTopics = {
  /** The sound devices of this machine as the media window sees them; changes as they are plugged in and out. */
  'media/state': topic(z.strictObject({ devices: z.array(deviceSchema).max(200) })),
};
