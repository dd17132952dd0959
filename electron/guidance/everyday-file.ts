import type { Cue } from '#shared/guidance/cue.ts';
import { everydayFileSchema } from '#shared/guidance/everyday.ts';
import type { EverydayPattern } from '#shared/guidance/everyday.ts';
import { parseContent } from '#electron/content/content-port.ts';
import type { Parsed } from '#electron/content/content-port.ts';

/** The everyday matters, or the line and the reason why the file is refused: an unknown cue, an id that stands twice. */
export function parseEveryday(
  file: string,
  text: string,
  vocabulary: ReadonlyMap<string, Cue>,
): Parsed<readonly EverydayPattern[]> {
  const parsed = parseContent(file, text, everydayFileSchema);
  if (!parsed.ok) return parsed;
  const refuse = (at: readonly PropertyKey[], reason: string): Parsed<never> => ({
    ok: false,
    refused: { file, line: parsed.lineOf(at), reason },
  });
  const patterns = parsed.value;
  for (const [index, pattern] of patterns.entries()) {
    const unknown = Object.keys(pattern.cues).find((id) => !vocabulary.has(id));
    if (unknown !== undefined)
      return refuse([index, 'cues', unknown], `“${unknown}” is not in the cue vocabulary`);
    if (patterns.findIndex((one) => one.id === pattern.id) < index)
      return refuse([index, 'id'], `“${pattern.id}” stands here twice`);
  }
  return parsed;
}
