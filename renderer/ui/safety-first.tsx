import { safetyAsked } from '#renderer/commands/care-step-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { moneyWaits } from '#renderer/stores/select/care-call.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from './command-button.tsx';
import { Icon } from './icon.tsx';

/** In the dialog that lets money move: the question that has to be asked first, and how many are left. Main decides it, and refuses without. */
export function SafetyFirst() {
  const { t, language } = useI18n();
  const waits = useDeskState(moneyWaits);
  const spoken = useDeskState(callerLanguage);
  if (!waits) return null;
  const { question, left, policy } = waits;
  return (
    <div className="safety-first" role="group" aria-label={t('care.safety.title')} data-safety={question.id}>
      <div className="row">
        <Icon name="shield" size="s" />
        <b className="fill">{t(`care.safety.first.${policy}`, { count: left })}</b>
      </div>
      <p className="safety-words">{spokenTo(question.text, spoken, language).words}</p>
      <CommandButton command={safetyAsked} />
    </div>
  );
}
