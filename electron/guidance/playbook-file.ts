import type { Cue } from '#shared/guidance/cue.ts';
import { playbookFileSchema } from '#shared/guidance/playbook.ts';
import type { Playbook, PlaybookFile } from '#shared/guidance/playbook.ts';
import { parseContent } from '#electron/content/content-port.ts';
import type { ContentPath, Parsed } from '#electron/content/content-port.ts';

interface Fault {
  readonly path: ContentPath;
  readonly reason: string;
}

/** Path of the first item whose id stood before. */
function firstTwice(field: string, items: readonly { readonly id: string }[]): Fault | null {
  const index = items.findIndex((item, at) => items.findIndex((other) => other.id === item.id) < at);
  const id = items[index]?.id;
  return id === undefined
    ? null
    : { path: [field, index, 'id'], reason: `${field}: “${id}” stands here twice` };
}

/** What a schema cannot see: ids against the file name, the vocabulary and each other. */
function faultOf(playbook: PlaybookFile, file: string, vocabulary: ReadonlyMap<string, Cue>): Fault | null {
  if (`${playbook.id}.yaml` !== file)
    return { path: ['id'], reason: `id “${playbook.id}” is not the file's name` };
  const unknown = playbook.cues.findIndex((cue) => !vocabulary.has(cue.id));
  if (unknown >= 0)
    return {
      path: ['cues', unknown, 'id'],
      reason: `“${playbook.cues[unknown]?.id}” is not in the cue vocabulary`,
    };
  const everyday = playbook.cues.findIndex((cue) => vocabulary.get(cue.id)?.where === 'everyday');
  if (everyday >= 0)
    return { path: ['cues', everyday, 'id'], reason: 'an everyday explanation cannot speak for a scam' };
  for (const id of Object.keys(playbook.alsoSeen)) {
    const path = ['alsoSeen', id];
    const word = vocabulary.get(id);
    if (!word) return { path, reason: `“${id}” is not in the cue vocabulary` };
    if (word.where === 'everyday') return { path, reason: 'an everyday explanation cannot speak for a scam' };
    if (playbook.cues.some((cue) => cue.id === id)) return { path, reason: `“${id}” stands in cues already` };
  }
  return (
    firstTwice('cues', playbook.cues) ??
    firstTwice('questions', playbook.questions) ??
    firstTwice('lines', playbook.lines)
  );
}

/** One playbook file, its cues completed from the vocabulary, or the line and the reason why it is refused. */
export function parsePlaybook(
  file: string,
  text: string,
  vocabulary: ReadonlyMap<string, Cue>,
): Parsed<Playbook> {
  const parsed = parseContent(file, text, playbookFileSchema);
  if (!parsed.ok) return parsed;
  const fault = faultOf(parsed.value, file, vocabulary);
  if (fault) return { ok: false, refused: { file, line: parsed.lineOf(fault.path), reason: fault.reason } };
  const cues = parsed.value.cues.flatMap((cue) => {
    const word = vocabulary.get(cue.id);
    return word
      ? [{ id: cue.id, weight: cue.weight, where: word.where, label: cue.label ?? word.label }]
      : [];
  });
  return { ...parsed, value: { ...parsed.value, cues } };
}
