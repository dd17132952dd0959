import type { Key } from '#renderer/i18n/key.ts';
import { useI18n, useWords } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';

/** The first sentence to this caller, in the caller's language: slower for elderly callers, in writing for those who cannot hear. */
export function Greeting() {
  const { t, language } = useI18n();
  const both = useWords();
  const caller = useDeskState(callerLanguage);
  const elderly = useDeskState((state) => hasFlag(state, 'elderly'));
  const written = useDeskState((state) => hasFlag(state, 'hearingImpaired'));
  const person = useTopic('access/state', (access) => access?.person?.name ?? null);
  const name = useTopic('caller/state', (state) => state?.caller?.name ?? null);
  const key: Key = written
    ? 'guidance.greeting.written'
    : elderly && name
      ? 'guidance.greeting.elderly'
      : 'guidance.greeting.plain';
  const inLanguage = (wanted: 'zh' | 'en'): string => {
    const words = both.find((one) => one.language === (wanted === 'zh' ? 'zh-CN' : 'en-US'));
    return words?.t(key, { agent: person?.[wanted] ?? '', caller: name?.[wanted] ?? '' }) ?? '';
  };
  const agent = person?.en ?? '';
  const text = {
    zh: inLanguage('zh'),
    en: inLanguage('en'),
    ja: t('guidance.greeting.ja', { agent }),
    ko: t('guidance.greeting.ko', { agent }),
    kana: t('guidance.greeting.kana', { agent }),
  };
  return <SpokenWords spoken={spokenTo(text, caller, language)} />;
}
