import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** Facts on the account that are known before a word is said. */
export function FactsWarning() {
  const { t, pick } = useI18n();
  const facts = useTopic('caller/state', (caller) => caller?.riskFacts ?? null);
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  if (!facts || facts.length === 0) return null;
  const words = facts.map((fact) => {
    const cue = cues?.find((one) => one.id === fact.cue);
    return cue ? pick(cue.label) : fact.cue;
  });
  return (
    <div className="well warn row top">
      <span className="near">
        <Icon name="warn" />
      </span>
      <div>
        <b>{t('guidance.quiet.facts')}</b>
        <div className="xs ink-2">{words.join(' · ')}</div>
      </div>
    </div>
  );
}
