/** Cuts a run of simplified Han characters into words. */
export interface Segmenter {
  /** Every character in exactly one word. */
  cut(run: string): string[];
  /** As `cut`, and the words inside long words beside them: what goes into the index. */
  cutForSearch(run: string): string[];
}

/** Hidden Markov guessing is off: it joins characters into words that no dictionary has, differently in each sentence. */
const guess = false;

/** A word that never occurs. Its weight makes every known word likelier whole than in pieces. */
const ballast = '\ue000\ue000 4000000000 x\n';

/** The whole dictionary (some 350,000 words, 40 MB while loaded) for indexing. Loaded only when content has changed. */
export async function loadIndexSegmenter(dictionary: ReadonlyMap<string, number>): Promise<Segmenter> {
  const [{ Jieba }, { dict }] = await Promise.all([
    import('@node-rs/jieba'),
    import('@node-rs/jieba/dict.js'),
  ]);
  const jieba = Jieba.withDict(dict);
  jieba.loadDict(Buffer.from(lines(dictionary)));
  return wrap(jieba);
}

/**
 * A small dictionary for queries, of the words that are in the index: a word that no article has cannot match anyway,
 * and this one loads in a few milliseconds.
 */
export async function loadQuerySegmenter(words: Iterable<readonly [string, number]>): Promise<Segmenter> {
  const { Jieba } = await import('@node-rs/jieba');
  const jieba = new Jieba();
  jieba.loadDict(Buffer.from(ballast + lines(words)));
  return wrap(jieba);
}

function lines(words: Iterable<readonly [string, number]>): string {
  let out = '';
  for (const [word, weight] of words) out += `${word} ${weight} n\n`;
  return out;
}

const wrap = (jieba: {
  cut(text: string, hmm: boolean): string[];
  cutForSearch(text: string, hmm: boolean): string[];
}): Segmenter => ({
  cut: (run) => jieba.cut(run, guess),
  cutForSearch: (run) => jieba.cutForSearch(run, guess),
});
