import { mostCharacters } from '#shared/captions/contract.ts';
import type { Heard } from '../ports.ts';
import type { Answer } from './messages.ts';

export interface Sentences {
  take(answer: Answer): readonly Heard[];
  /** The stream is over: what is open stays as it is. */
  finish(): readonly Heard[];
}

/** What is heard at the least before the first words of a sentence come: one chunk of the streaming model. */
const firstWordsAfterMs = 600;

/**
 * Two passes make one sentence: words of the first are added one after the other, the second replaces them all and ends it.
 * @param fedMs how much sound the server has been given
 */
export function createSentences(fedMs: () => number): Sentences {
  let open: { text: string; readonly atMs: number } | null = null;
  let sentence = 0;
  let lastEndMs = 0;

  const begin = (): { text: string; readonly atMs: number } => ({
    text: '',
    atMs: Math.max(lastEndMs, fedMs() - firstWordsAfterMs),
  });
  const heard = (text: string, isFinal: boolean, atMs: number): Heard => ({ sentence, text, isFinal, atMs });
  const close = (text: string, atMs: number): Heard => {
    const whole = heard(text.trim(), true, atMs);
    open = null;
    sentence += 1;
    lastEndMs = fedMs();
    return whole;
  };
  /** A server's time counts from the beginning of the stream, or of its own segment: one that cannot be is not believed. */
  const startOf = ({ startMs }: Answer, otherwise: number): number =>
    startMs !== null && startMs >= lastEndMs && startMs <= fedMs() ? startMs : otherwise;

  return {
    take(answer) {
      if (answer.pass === null) return [];
      if (answer.pass === 'offline') {
        if (open === null && answer.text.trim() === '') return [];
        const { atMs } = open ?? begin();
        return [close(answer.text.slice(0, mostCharacters), startOf(answer, atMs))];
      }
      if (answer.text === '') return [];
      open ??= begin();
      open.text += answer.text.slice(0, mostCharacters);
      if (open.text.length < mostCharacters) return [heard(open.text, false, open.atMs)];
      return [close(open.text.slice(0, mostCharacters), open.atMs)];
    },
    finish: () => (open === null ? [] : [close(open.text, open.atMs)]),
  };
}
