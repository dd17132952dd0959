import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';
import {
  accountCueIds,
  cueIdSchema,
  cueLevelSchema,
  everydayCueIds,
  heardCueIds,
} from '#shared/guidance/cue.ts';
import type { Cue, CueWhere } from '#shared/guidance/cue.ts';
import { parseContent } from '#electron/content/content-port.ts';
import type { Parsed } from '#electron/content/content-port.ts';

/** Label and background of one cue: `{ zh, en, scams, everyday }`. */
const entrySchema = bilingual(20, 60).extend({
  scams: cueLevelSchema.optional(),
  everyday: cueLevelSchema.optional(),
});
const entries = z.record(cueIdSchema, entrySchema);
const vocabularySchema = z.strictObject({ account: entries, heard: entries, everyday: entries });

const known: Readonly<Record<CueWhere, readonly string[]>> = {
  account: accountCueIds,
  heard: heardCueIds,
  everyday: everydayCueIds,
};
const places = ['account', 'heard', 'everyday'] as const;

/**
 * The labels of the cue vocabulary. A bank may add cues of its own to the file; a cue of the domain that is missing or stands under
 * another heading, or one that stands twice, refuses it: every table and rubric speaks these ids.
 */
export function parseVocabulary(file: string, text: string): Parsed<readonly Cue[]> {
  const parsed = parseContent(file, text, vocabularySchema);
  if (!parsed.ok) return parsed;
  for (const where of places) {
    const missing = known[where].find((id) => !Object.hasOwn(parsed.value[where], id));
    if (missing !== undefined)
      return {
        ok: false,
        refused: { file, line: parsed.lineOf([where]), reason: `${where}: “${missing}” is missing` },
      };
  }
  const cues = places.flatMap((where) =>
    Object.entries(parsed.value[where]).map(([id, { zh, en, ...usual }]) => ({
      id,
      where,
      label: { zh, en },
      ...usual,
    })),
  );
  const twice = cues.find((cue, at) => cues.findIndex((other) => other.id === cue.id) < at);
  if (twice)
    return {
      ok: false,
      refused: {
        file,
        line: parsed.lineOf([twice.where, twice.id]),
        reason: `“${twice.id}” stands here twice`,
      },
    };
  return { ...parsed, value: cues };
}
