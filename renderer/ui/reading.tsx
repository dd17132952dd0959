import { romanise } from '#shared/care/romanise.ts';
import type { Spoken } from '#renderer/stores/select/spoken.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

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
      {words}
    </p>
  );
}
