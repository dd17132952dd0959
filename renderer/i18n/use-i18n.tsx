import { createContext, use, useMemo, type ReactNode } from 'react';
import { pickText, type Language } from '#shared/i18n/language.ts';
import { createFormat, type Format } from './format.ts';
import type { Params, Translate } from './key.ts';
import type { Words } from './words.ts';

export interface I18n {
  readonly language: Language;
  readonly t: Translate;
  /** For keys out of content: null where there are no words. */
  readonly maybe: (key: string, params?: Params) => string | null;
  readonly format: Format;
  /** The agent's language of a text written in both. */
  readonly pick: (text: { readonly zh: string; readonly en?: string | undefined }) => string;
}

interface Provided {
  readonly words: Words;
  readonly own: I18n;
  /** Both languages, the agent's first: for finding things by the words of either. */
  readonly both: readonly I18n[];
}

const I18nContext = createContext<Provided | null>(null);

export function createI18n(words: Words, language: Language): I18n {
  return {
    language,
    t: words.in(language),
    maybe: (key, params) => words.maybe(language, key, params),
    format: createFormat(language),
    pick: (text) => pickText(text, language),
  };
}

/** Gives words and formats to everything below. A change of language renders anew, nothing is reloaded. */
export function I18nProvider({
  words,
  language,
  children,
}: {
  words: Words;
  language: Language;
  children: ReactNode;
}) {
  const provided = useMemo<Provided>(() => {
    const own = createI18n(words, language);
    return { words, own, both: [own, createI18n(words, language === 'zh-CN' ? 'en-US' : 'zh-CN')] };
  }, [words, language]);
  return <I18nContext value={provided}>{children}</I18nContext>;
}

function useProvided(): Provided {
  const provided = use(I18nContext);
  if (!provided) throw new Error('useI18n outside I18nProvider');
  return provided;
}

/** Words and formats in the agent's language. */
export const useI18n = (): I18n => useProvided().own;

/** Words that come with a part of the window: at hand in the same rendering, before anything below asks for them. */
export const useMoreWords = (trees: Parameters<Words['add']>[0]): void => useProvided().words.add(trees);

/** Both languages, the agent's first. */
export const useWords = (): readonly I18n[] => useProvided().both;
