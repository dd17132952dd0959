import { romanise } from '#shared/care/romanise.ts';
import type { Spoken } from '#renderer/stores/select/spoken.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

const latin: Readonly<Record<string, string>> = {
  '，': ',',
  '、': ',',
  '。': '.',
  '？': '?',
  '！': '!',
  '：': ':',
  '；': ';',
};

/** Latin letters have Latin marks, and none stands alone at the start of a line. */
export const latinMarks = (words: string): string =>
  words.replace(/\s*([，、。？！：；])\s*/gu, (_, mark: string) => `${latin[mark] ?? mark} `).trim();

/** How a line is read aloud by an agent who does not know its script: kana, Latin letters for Korean, pinyin for Chinese. */
export function Reading({ spoken }: { readonly spoken: Spoken }) {
  const { t, language } = useI18n();
  // An agent who works in Chinese reads it without help.
  if (spoken.lang === 'zh' && language === 'zh-CN') return null;
  const words = spoken.lang === 'ko' ? romanise(spoken.words) : spoken.reading;
  if (words === null) return null;
  return (
    <p className="reading" lang={spoken.lang === 'ja' ? 'ja-Hira' : `${spoken.lang}-Latn`}>
      <span className="unseen">{t('care.reading')}</span>
      {spoken.lang === 'ja' ? words : latinMarks(words)}
    </p>
  );
}
