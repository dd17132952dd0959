import { withPolyphones, type ReadRun } from '../content/character-readings.ts';

/** Loads the pinyin tables (some 90 ms and 30 MB); `polyphones` overrules them for words such as 还款. Where the index is built, nowhere else. */
export async function loadReadings(polyphones: ReadonlyMap<string, readonly string[]>): Promise<ReadRun> {
  const { pinyin } = await import('pinyin-pro');
  return withPolyphones(
    (run) =>
      pinyin(run, { type: 'array', toneType: 'none', v: true }).map((syllable) =>
        /^[a-z]+$/.test(syllable) ? syllable : '',
      ),
    polyphones,
  );
}
