import { wrongIn } from '#shared/care/wrong-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caring } from '#renderer/stores/select/care.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Icon } from './icon.tsx';

/**
 * Under a sentence that is said or written to this caller: which words are wrong for them, and what to say instead. Nothing where the
 * sentence is right, and nothing in languages the care cards do not know.
 */
export function WrongWords({ words, lang }: { readonly words: string; readonly lang: string }) {
  const { t, pick } = useI18n();
  const rules = useDeskState((state) => caring(state).wrong);
  if ((lang !== 'zh' && lang !== 'en') || rules.length === 0) return null;
  const found = wrongIn(words, lang, rules);
  if (found.length === 0) return null;
  return (
    <ul className="wrong-words" role="note" aria-label={t('care.wrong.title')}>
      {found.map(({ id, words: said, instead }) => (
        <li key={id} data-wrong={id}>
          <Icon name="warn" size="s" />
          <span>
            {t('care.wrong.said', { words: said })} <b>{pick(instead)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}
