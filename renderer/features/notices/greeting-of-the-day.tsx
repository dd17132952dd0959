import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';

/** A sentence of the season to add to the first one; never to somebody in distress. */
export function GreetingOfTheDay() {
  const { t, language } = useI18n();
  const greeting = useTopic('notices/state', (state) => state?.greeting ?? null);
  const caller = useDeskState(callerLanguage);
  const heavy = useDeskState((state) => hasFlag(state, 'crisis') || hasFlag(state, 'distress'));
  if (!greeting || heavy) return null;
  const { words, lang } = spokenTo(greeting, caller, language);
  return (
    <p className="greeting-of-day">
      {t('notices.greeting')}
      <span lang={lang}>{words}</span>
    </p>
  );
}
