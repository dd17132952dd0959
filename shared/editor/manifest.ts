import { z } from 'zod';
import { contentKinds } from './kinds.ts';

export const manifestName = 'manifest.json';

/** Below the folder or the address, in small letters: no way out of it, no other host. */
const path = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*\.(md|yaml)$/, 'must be folder/name.md or .yaml');
const day = z.iso.date().max(10);

export const manifestItemSchema = z.object({
  kind: z.enum(contentKinds),
  id: z
    .string()
    .max(100)
    .regex(/^[a-z0-9][a-z0-9-]*$/),
  path,
  /** Of the bytes of the file, lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** First and last day of effect; null: at once, without an end. */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
});
export type ManifestItem = z.infer<typeof manifestItemSchema>;

/** What an export writes and a content service sends; see `openapi.yaml`. Keys that are not known are passed over: a service may say more. */
export const contentManifestSchema = z.object({
  format: z.literal('guardline-content-1'),
  items: z.array(manifestItemSchema).max(20_000),
});
export type ContentManifest = z.infer<typeof contentManifestSchema>;
