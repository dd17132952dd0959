/** The pinyin of a run of Han characters: one syllable each, no tones, ü as v, '' where none is known. */
export type ReadRun = (run: string) => string[];

/** The commonest reading of each character, for what people type. 64 KB, where the tables of all readings and phrases take 30 MB. */
export interface CharacterReadings {
  /** '' where none is known. */
  of(character: string): string;
  /** Every syllable there is. */
  readonly syllables: ReadonlySet<string>;
}

const first = 0x4e00;
const last = 0x9fff;

/** Packs `guā → 瓜刮…` the other way round: one small number for each character of the plane. */
export function createCharacterReadings(
  lines: Iterable<readonly [syllable: string, characters: string]>,
): CharacterReadings {
  const syllables = [''];
  const at = new Uint16Array(last - first + 1);
  for (const [syllable, characters] of lines) {
    const number = syllables.push(syllable) - 1;
    for (const character of characters) {
      const place = (character.codePointAt(0) ?? 0) - first;
      if (place >= 0 && place < at.length) at[place] = number;
    }
  }
  const known = new Set(syllables.slice(1));
  return {
    syllables: known,
    of: (character) => syllables[at[character.charCodeAt(0) - first] ?? 0] ?? '',
  };
}

/** Reads a run character by character, words with several readings by their list. */
export const readByCharacter = (
  readings: CharacterReadings,
  polyphones: ReadonlyMap<string, readonly string[]>,
): ReadRun => withPolyphones((run) => Array.from(run, readings.of), polyphones);

/** `read`, overruled for words such as 还款; of two words that begin at one place the longer one. */
export function withPolyphones(read: ReadRun, polyphones: ReadonlyMap<string, readonly string[]>): ReadRun {
  const longest = Math.max(0, ...[...polyphones.keys()].map((word) => word.length));
  return (run) => {
    const syllables = read(run);
    for (let at = 0; at < run.length; at += 1)
      for (let length = Math.min(longest, run.length - at); length > 1; length -= 1) {
        const own = polyphones.get(run.slice(at, at + length));
        if (!own) continue;
        own.forEach((syllable, offset) => (syllables[at + offset] = syllable));
        at += length - 1;
        break;
      }
    return syllables;
  };
}
