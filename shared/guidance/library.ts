import { z } from 'zod';
import { careCardSchema } from '#shared/care/care-card.ts';
import { cueSchema } from './cue.ts';
import { everydayPatternSchema } from './everyday.ts';
import { playbookSchema } from './playbook.ts';
import { verificationSetSchema } from './verification.ts';

/** A content file that was not taken. Named by its file name only: paths do not cross to a window. */
export const refusedFileSchema = z.strictObject({
  file: z.string().max(200),
  line: z.int().positive().nullable(),
  reason: z.string().max(1000),
});

/** All prompts content, whole and in both languages, so that the window searches and shows it without asking again. */
export const guidanceLibrarySchema = z.strictObject({
  playbooks: z.array(playbookSchema).max(200),
  /** Asked in every outbound verification; null while it is not read, or its file was refused. */
  verification: verificationSetSchema.nullable(),
  cues: z.array(cueSchema).max(500),
  /** Everyday matters, weighed beside the scams. */
  everyday: z.array(everydayPatternSchema).max(100),
  careCards: z.array(careCardSchema).max(50),
  refused: z.array(refusedFileSchema).max(500),
});

export type RefusedFile = z.infer<typeof refusedFileSchema>;
export type GuidanceLibrary = z.infer<typeof guidanceLibrarySchema>;

/** What there is before anything is read. */
export const emptyLibrary: GuidanceLibrary = {
  playbooks: [],
  verification: null,
  cues: [],
  everyday: [],
  careCards: [],
  refused: [],
};
