/** The pinyin of a run of Han characters: one syllable each, no tones, ü as v, '' where none is known. */
export type ReadRun = (run: string) => string[];

/** Loads the pinyin tables (some 90 ms once); `polyphones` overrules them for words such as 还款. */
export async function loadReadings(polyphones: ReadonlyMap<string, readonly string[]>): Promise<ReadRun> {
  const { pinyin } = await import('pinyin-pro');
  const longest = Math.max(0, ...[...polyphones.keys()].map((word) => word.length));
  return (run) => {
    const syllables = pinyin(run, { type: 'array', toneType: 'none', v: true }).map((syllable) =>
      /^[a-z]+$/.test(syllable) ? syllable : '',
    );
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
