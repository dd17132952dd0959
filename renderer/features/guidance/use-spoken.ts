import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { spokenTo, type Spoken, type SpokenText } from '#renderer/stores/select/spoken.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';

/** Turns content into what is said to this caller. */
export function useSpoken(): (text: SpokenText) => Spoken {
  const { language } = useI18n();
  const caller = useDeskState(callerLanguage);
  return (text) => spokenTo(text, caller, language);
}
