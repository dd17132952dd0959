import { z } from 'zod';
import { tokenSchema } from './text.ts';
import { timeSchema, wireWhoSchema } from './wire-common.ts';

const url = z.string().min(10).max(300);
/** Base64 of at most 8 MB. */
const data = z.string().min(4).max(11_200_000);

/** Asks for a link at which one caller can leave one picture. */
export const wireUploadAskSchema = z.strictObject({
  callId: tokenSchema,
  customerId: tokenSchema.nullable(),
  askedAt: timeSchema,
  askedBy: wireWhoSchema,
});
export type WireUploadAsk = z.infer<typeof wireUploadAskSchema>;

/** `waiting`: nothing is there yet · `received`: one picture is, and no other is taken · `expired`: the link works no more. */
export const wireUploadSchema = z.object({
  uploadId: tokenSchema,
  url,
  expiresAt: timeSchema,
  state: z.enum(['waiting', 'received', 'expired']),
});
export type WireUpload = z.infer<typeof wireUploadSchema>;

/** The caller's picture as it came. The core has looked at its size and type; the desk looks again. */
export const wirePictureSchema = z.object({ contentType: z.string().max(60), data });
export type WirePicture = z.infer<typeof wirePictureSchema>;

/** A picture for the caller to open: flattened, always PNG. */
export const wirePicturePostSchema = z.strictObject({
  callId: tokenSchema,
  contentType: z.literal('image/png'),
  data,
  askedAt: timeSchema,
  askedBy: wireWhoSchema,
});
export type WirePicturePost = z.infer<typeof wirePicturePostSchema>;

export const wirePictureLinkSchema = z.object({ pictureId: tokenSchema, url, expiresAt: timeSchema });
export type WirePictureLink = z.infer<typeof wirePictureLinkSchema>;
