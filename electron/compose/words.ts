import enUS from '../../assets/locales/en-US/main.json' with { type: 'json' };
import zhCN from '../../assets/locales/zh-CN/main.json' with { type: 'json' };
import type { SettingValues } from '#shared/settings/values.ts';

export type MainWords = typeof zhCN;

/** The few words that main says itself: the system's notification and the question before quitting. */
export function mainWords(language: SettingValues['language'], systemLocale: string): MainWords {
  const chosen = language === 'system' ? systemLocale : language;
  return chosen.toLowerCase().startsWith('zh') ? zhCN : enUS;
}

/** Puts values into `{{name}}` marks; a value that is not there leaves nothing. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '').trim();
