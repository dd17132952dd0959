import type { Language } from '#shared/i18n/language.ts';

/** A text that is said or written to a caller; ja and ko only where content has them. */
export interface SpokenText {
  readonly zh: string;
  readonly en: string;
  readonly ja?: string | undefined;
  readonly ko?: string | undefined;
  readonly kana?: string | undefined;
  readonly pinyin?: string | undefined;
}

/** What to say, in which language, and the same in the agent's own language where that is another one. */
export interface Spoken {
  readonly words: string;
  readonly lang: 'zh' | 'en' | 'ja' | 'ko';
  /** How the words are read aloud, where content has it: kana for Japanese, pinyin for Chinese. */
  readonly reading: string | null;
  readonly beside: { readonly words: string; readonly lang: 'zh' | 'en' } | null;
}

/** Words for a caller of that language. Where there are none in it, English is the bridge; the screen says so. */
export function spokenTo(text: SpokenText, callerLanguage: string, agent: Language): Spoken {
  const own = agent === 'zh-CN' ? 'zh' : 'en';
  const lang = languageOfWords(text, callerLanguage);
  const words = text[lang] ?? text.zh;
  const reading = (lang === 'ja' ? text.kana : lang === 'zh' ? text.pinyin : null) ?? null;
  return { words, lang, reading, beside: lang === own ? null : { words: text[own], lang: own } };
}

function languageOfWords(text: SpokenText, callerLanguage: string): Spoken['lang'] {
  if (callerLanguage === 'zh') return 'zh';
  if (callerLanguage === 'ja' && text.ja) return 'ja';
  if (callerLanguage === 'ko' && text.ko) return 'ko';
  return 'en';
}
