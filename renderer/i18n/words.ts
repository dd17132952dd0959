import i18next from 'i18next';
import type { Language } from '#shared/i18n/language.ts';
import type { Key, Params, Translate } from './key.ts';
import { enTree, zhTree } from './resources.ts';

/** The words of the desk, both languages at hand. */
export interface Words {
  in(language: Language): Translate;
  /** More of them, with the part of the window that needs them. The same tree twice changes nothing. */
  add(trees: Readonly<Record<Language, object>>): void;
  /** For keys that come from content or from a newer main: null where there are no words. */
  maybe(language: Language, key: string, params?: Params): string | null;
}

/** Builds the words from the bundled locale files. Nothing is fetched; a missing key is a bug and is seen as its key. */
export function createWords(): Words {
  const instance = i18next.createInstance();
  void instance.init({
    resources: { 'zh-CN': { words: zhTree }, 'en-US': { words: enTree } },
    lng: 'zh-CN',
    fallbackLng: false,
    defaultNS: 'words',
    ns: ['words'],
    nsSeparator: false,
    keySeparator: '.',
    initAsync: false,
    // React escapes; an escaped apostrophe would be read out by a screen reader.
    interpolation: { escapeValue: false },
  });
  const byLanguage = new Map<Language, Translate>();
  const added = new Set<object>();
  return {
    add(trees) {
      if (added.has(trees)) return;
      added.add(trees);
      for (const [language, tree] of Object.entries(trees))
        instance.addResourceBundle(language, 'words', tree, true);
    },
    in(language) {
      const known = byLanguage.get(language);
      if (known) return known;
      const fixed = instance.getFixedT(language);
      const plain = new Map<string, string>();
      // Most words have no blanks to fill; a screen asks for hundreds of them in the frame in which a caller appears.
      const translate: Translate = (key: Key, params?: Params) => {
        if (params !== undefined) return fixed(key as string, { ...params, nest: false }) as string;
        const known = plain.get(key);
        if (known !== undefined) return known;
        const words = fixed(key as string, { nest: false }) as string;
        plain.set(key, words);
        return words;
      };
      byLanguage.set(language, translate);
      return translate;
    },
    maybe(language, key, params) {
      const fixed = instance.getFixedT(language);
      return instance.exists(key, { lng: language, ...params }) ? (fixed(key, params ?? {}) as string) : null;
    },
  };
}
