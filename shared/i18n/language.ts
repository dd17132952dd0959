/** The languages of the desk itself. Prompts to callers know more (shared/lib/bilingual.ts). */
export const languages = ['zh-CN', 'en-US'] as const;
export type Language = (typeof languages)[number];

/**
 * The language to show: the one chosen, otherwise the first of the system's that the desk speaks, otherwise Chinese.
 * `systemLanguages` are BCP 47 tags in the order of preference.
 */
export function resolveLanguage(chosen: 'system' | Language, systemLanguages: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  for (const tag of systemLanguages) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en-US';
  }
  return 'zh-CN';
}

/** Content keeps its texts under the primary subtag. */
export const contentLanguage = (language: Language): 'zh' | 'en' => (language === 'zh-CN' ? 'zh' : 'en');

/** The text in the agent's language; content whose English is not written yet shows its Chinese. */
export function pickText(
  text: { readonly zh: string; readonly en?: string | undefined },
  language: Language,
): string {
  return language === 'en-US' && text.en ? text.en : text.zh;
}
