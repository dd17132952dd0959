import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { noticeIdSchema } from './notice.ts';

export const noticeCommands = {
  /** Read and confirmed, by whoever is signed in; a version that is no longer in force is refused. */
  'notices/confirm': command(
    z.strictObject({ noticeId: noticeIdSchema, version: playbookVersionSchema }),
    z.strictObject({}),
    { roles: ['agent', 'teamLead', 'trainer'] },
  ),
} as const;

export const shownNoticeSchema = z.strictObject({
  noticeId: noticeIdSchema,
  version: playbookVersionSchema,
  from: z.iso.date(),
  to: z.iso.date(),
  sample: z.boolean(),
  title: bilingual(30, 90),
  body: z.array(bilingual(120, 400)).max(8),
  mustConfirm: z.boolean(),
  /** By the person who is signed in. */
  confirmedAt: instantSchema.nullable(),
});
export type ShownNotice = z.infer<typeof shownNoticeSchema>;

/** What is in force today for the person who is signed in: those to confirm first, then the newest. */
export const noticesStateSchema = z.strictObject({
  notices: z.array(shownNoticeSchema).max(100),
  greeting: spoken(40, 120).nullable(),
  refused: z.array(refusedFileSchema).max(100),
});
export type NoticesState = z.infer<typeof noticesStateSchema>;
export const noNotices: NoticesState = { notices: [], greeting: null, refused: [] };

export const noticeTopics = { 'notices/state': topic(noticesStateSchema) } as const;
