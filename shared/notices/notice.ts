import { z } from 'zod';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';
import { roleSchema } from '#shared/seat/role.ts';

export const noticeIdSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case');

const dated = {
  id: noticeIdSchema,
  version: playbookVersionSchema,
  /** First and last day in force. */
  from: z.iso.date(),
  to: z.iso.date(),
  sample: z.boolean().default(false),
};

/** 公告: to be read, and confirmed where `mustConfirm` says so. `roles`: for whom; left out, for everybody. */
const noticeFileSchema = z.strictObject({
  ...dated,
  kind: z.literal('notice'),
  title: bilingual(30, 90),
  body: z.array(bilingual(120, 400)).min(1).max(8),
  mustConfirm: z.boolean(),
  roles: z.array(roleSchema).min(1).max(3).optional(),
});

/** 今日问候: a sentence to add to the first one of the call. */
const greetingFileSchema = z.strictObject({
  ...dated,
  kind: z.literal('greeting'),
  title: bilingual(30, 90),
  say: spoken(40, 120),
});

export const noticeSchema = z.discriminatedUnion('kind', [noticeFileSchema, greetingFileSchema]);
export type Notice = z.infer<typeof noticeSchema>;
export type ReadNotice = Extract<Notice, { kind: 'notice' }>;
