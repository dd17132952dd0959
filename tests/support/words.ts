import { readFileSync } from 'node:fs';

export type Words = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/**
 * The desk's own words, so that a test looks for what a person reads: `words('zh-CN')('call.forward.answer')`.
 * A key that is not there is a fault of the test and throws.
 */
export function words(language: 'zh-CN' | 'en-US'): Words {
  const files = new Map<string, unknown>();
  return (key, params = {}) => {
    const [space = '', ...path] = key.split('.');
    const file = space.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (!files.has(file)) {
      const url = new URL(`../../assets/locales/${language}/${file}.json`, import.meta.url);
      files.set(file, JSON.parse(readFileSync(url, 'utf8')));
    }
    const found = path.reduce<unknown>(
      (at, part) => (at as Record<string, unknown>)?.[part],
      files.get(file),
    );
    if (typeof found !== 'string') throw new Error(`there are no words for ${key} in ${language}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
  };
}
