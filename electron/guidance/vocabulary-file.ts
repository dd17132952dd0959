import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';
import { accountCueIds, cueIdSchema, everydayCueIds, heardCueIds } from '#shared/guidance/cue.ts';
import type { Cue, CueWhere } from '#shared/guidance/cue.ts';
import { parseContent } from './content-file.ts';
import type { Parsed } from './content-file.ts';

const labels = z.record(cueIdSchema, bilingual(20, 60));
const vocabularySchema = z.strictObject({ account: labels, heard: labels, everyday: labels });

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
    Object.entries(parsed.value[where]).map(([id, label]) => ({ id, where, label })),
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
