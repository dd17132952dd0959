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

const I18nContext = createContext<I18n | null>(null);

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
  const i18n = useMemo(() => createI18n(words, language), [words, language]);
  return <I18nContext value={i18n}>{children}</I18nContext>;
}

export function useI18n(): I18n {
  const i18n = use(I18nContext);
  if (!i18n) throw new Error('useI18n outside I18nProvider');
  return i18n;
}
