import { syllableOf, type Syllable } from './tone-speech.ts';

export interface ToneSentence {
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly peakDb: number;
}

export interface ToneEar {
  feed(samples: Int16Array): void;
  end(): void;
}

const frameMs = 40;
/** A syllable has to be there in so many frames: one is where two of them meet. */
const leastFrames = 3;
const sentenceEndMs = 520;

/** Hears the tones of `tone-speech.ts` in sound as it comes: more words every `stepMs` of it, a sentence at each pause. */
export function createToneEar(options: {
  readonly rate: number;
  readonly stepMs: number;
  readonly onMore: (text: string) => void;
  readonly onSentence: (sentence: ToneSentence) => void;
}): ToneEar {
  const { rate, stepMs } = options;
  const frame = new Int16Array((rate * frameMs) / 1_000);
  let filled = 0;
  let elapsedMs = 0;
  let run: { syllable: Syllable | null; frames: number } = { syllable: null, frames: 0 };
  let words = '';
  let said = 0;
  let fromMs = 0;
  let toMs = 0;
  let peakDb = -200;

  const more = (): void => {
    if (words.length > said) options.onMore(words.slice(said));
    said = words.length;
  };
  const close = (): void => {
    if (words === '') return;
    more();
    options.onSentence({ text: `${words}。`, fromMs, toMs, peakDb });
    words = '';
    said = 0;
    peakDb = -200;
  };
  const hear = (): void => {
    elapsedMs += frameMs;
    const heard = syllableOf(frame, rate);
    const syllable = heard?.syllable ?? null;
    run = syllable === run.syllable ? { syllable, frames: run.frames + 1 } : { syllable, frames: 1 };
    if (heard !== null && run.frames >= leastFrames) {
      if (words === '') fromMs = elapsedMs - leastFrames * frameMs;
      if (run.frames === leastFrames) words += heard.syllable;
      toMs = elapsedMs;
      peakDb = Math.max(peakDb, heard.db);
    }
    if (elapsedMs % stepMs < frameMs) more();
    if (words !== '' && elapsedMs - toMs >= sentenceEndMs) close();
  };
  return {
    feed(samples) {
      for (const sample of samples) {
        frame[filled] = sample;
        filled += 1;
        if (filled < frame.length) continue;
        filled = 0;
        hear();
      }
    },
    end: close,
  };
}
