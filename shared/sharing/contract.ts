import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { sendIdSchema, sharedItemSchema, sharedThingSchema, sharedWays } from './item.ts';

/** Content without Japanese or Korean goes in English. */
const sentLanguage = z.enum(['zh', 'en', 'ja', 'ko']);

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
      language: sentLanguage,
    }),
    z.strictObject({ sendId: sendIdSchema }),
    { roles: ['agent', 'trainer', 'teamLead'] },
  ),
  /** The words exactly as they would go out, every address in full; or what of the call they still lack. */
  'sharing/preview': command(
    z.strictObject({ callId: callIdSchema, thing: sharedThingSchema, language: sentLanguage }),
    z.strictObject({ text: z.string().max(1000) }),
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

const listed = z.strictObject({ id: z.string().max(60), label: bilingual(20, 60) });
/** Templates and addresses that can be sent, by their names; and what of the content was refused. */
export const sharingLibrarySchema = z.strictObject({
  templates: z.array(listed).max(60),
  links: z.array(listed.extend({ url: z.string().max(200) })).max(60),
  refused: z.array(refusedFileSchema).max(50),
});
export type SharingLibrary = z.infer<typeof sharingLibrarySchema>;
export const noSharingLibrary: SharingLibrary = { templates: [], links: [], refused: [] };

export const sharingTopics = {
  'sharing/state': topic(sharingStateSchema),
  'sharing/library': topic(sharingLibrarySchema),
} as const;
