import { useEffect } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { helpUnanswered } from '#renderer/stores/select/help.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';

/** The window's title, for a desk that lies behind another window: how many wait for the lead. */
export function HelpTitle() {
  const { t } = useI18n();
  const count = useDeskState(helpUnanswered);
  const title = count > 0 ? t('care.help.windowTitle', { count }) : 'Guardline';
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
