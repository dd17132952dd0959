import type { Phrase } from './phrases.ts';

/** What is sent to a caller who is spoken to in this language; English for every other. */
export const phraseIn = ({ text }: Phrase, language: string): string =>
  language === 'zh' || language === 'ja' || language === 'ko' ? text[language] : text.en;
