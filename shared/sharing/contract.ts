import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { sendIdSchema, sharedItemSchema, sharedThingSchema, sharedWays } from './item.ts';

export const sharingCommands = {
  /**
   * Sends it to the caller of this call; the answer comes once it is on disk, its way is in the topic. The same thing by the same way
   * is one sending while it is on its way or has arrived within the last moments: a second press sends nothing twice.
   */
  'sharing/send': command(
    z.strictObject({
      callId: callIdSchema,
      thing: sharedThingSchema,
      via: z.enum(sharedWays),
      language: z.enum(['zh', 'en']),
    }),
    z.strictObject({ sendId: sendIdSchema }),
    { roles: ['agent', 'trainer', 'teamLead'] },
  ),
} as const;

/** What was sent in the call that is up, oldest first. */
export const sharingStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  items: z.array(sharedItemSchema).max(100),
});
export type SharingState = z.infer<typeof sharingStateSchema>;
export const nothingShared: SharingState = { callId: null, items: [] };

export const sharingTopics = { 'sharing/state': topic(sharingStateSchema) } as const;
