import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { pictureIdSchema, sharedWays } from '#shared/sharing/item.ts';

const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;
/** Base64 of at most 8 MB. */
const data = z.string().min(4).max(11_200_000);

/**
 * A caller's screenshot on its way. `asked`: the link is made and goes out · `received`: it is here · `refused`: what came is no picture
 * we open (`problem`) · `expired`: nothing came in time · `returned`: it went back with marks on it.
 */
export const callPictureSchema = z.strictObject({
  pictureId: pictureIdSchema,
  callId: callIdSchema,
  state: z.enum(['asked', 'received', 'refused', 'expired', 'returned']),
  at: instantSchema,
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  problem: z.enum(['tooLarge', 'notAPicture', 'tooManyPixels']).nullable(),
  marks: z.int().nonnegative(),
});
export type CallPicture = z.infer<typeof callPictureSchema>;

export const pictureStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  pictures: z.array(callPictureSchema).max(20),
});
export type PictureState = z.infer<typeof pictureStateSchema>;
export const noPictures: PictureState = { callId: null, pictures: [] };

const sending = { via: z.enum(sharedWays), language: z.enum(['zh', 'en', 'ja', 'ko']) };

export const pictureCommands = {
  /** Has the core make a link for one picture and sends it to the caller. */
  'picture/ask': command(
    z.strictObject({ callId: callIdSchema, ...sending }),
    z.strictObject({ pictureId: pictureIdSchema }),
    atDesk,
  ),
  /** The picture as it came, for the window that decodes it: main never does. */
  'picture/open': command(
    z.strictObject({ pictureId: pictureIdSchema }),
    z.strictObject({ contentType: z.string().max(60), data }),
    atDesk,
  ),
  /** The picture with the marks on it, flattened to PNG: kept with the call, then sent to the caller by link. */
  'picture/return': command(
    z.strictObject({ pictureId: pictureIdSchema, data, marks: z.int().min(1).max(500), ...sending }),
    z.strictObject({}),
    atDesk,
  ),
} as const;

export const pictureTopics = { 'picture/state': topic(pictureStateSchema) } as const;
