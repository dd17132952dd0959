import type { RiskFact } from '#shared/caller/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { PartNotHere } from './part-not-here.tsx';

/** Account facts that raise the risk, each with its time. Facts, not a verdict. */
export function RiskFacts() {
  const { t } = useI18n();
  const facts = useTopic('caller/state', (caller) => caller?.riskFacts ?? null);
  const part = useTopic('caller/state', (caller) => caller?.parts.risk ?? 'none');
  if (part === 'none' || !facts) return null;
  return (
    <Section title={t('caller.risk')}>
      {part !== 'ready' ? (
        <PartNotHere part={part} title={t('caller.riskFailed')} />
      ) : facts.length === 0 ? (
        <span className="ink-2">{t('caller.noRisk')}</span>
      ) : (
        <div className="facts">
          {facts.map((fact) => (
            <Fact key={`${fact.cue} ${fact.at ?? ''}`} fact={fact} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Fact({ fact }: { readonly fact: RiskFact }) {
  const { pick, format } = useI18n();
  const now = useNow();
  const cue = useTopic(
    'guidance/library',
    (library) => library?.cues.find((one) => one.id === fact.cue) ?? null,
  );
  return (
    <span className="fact">
      {cue ? pick(cue.label) : fact.cue}
      {fact.at === null ? null : <em>{format.day(fact.at, now)}</em>}
    </span>
  );
}
