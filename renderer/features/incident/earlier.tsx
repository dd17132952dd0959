import type { IncidentState } from '#shared/incident/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** What was done before, newest first. */
export function Earlier({ state }: { readonly state: IncidentState }) {
  const { t, format } = useI18n();
  const now = useNow();
  const all = [...(state.current ? [state.current] : []), ...state.earlier];
  if (all.length === 0) return <p className="ink-2">{t('incident.earlier.none')}</p>;
  return (
    <Section title={t('incident.earlier.title')}>
      <ul className="card list earlier">
        {all.map((one) => (
          <li key={one.incidentId}>
            <span className="fill">
              <b>{one.name}</b>
              <span className="under">
                {t(`incident.phase.${one.phase}`)} · {format.day(one.createdAt, now)}
              </span>
            </span>
            <span className="xs ink-2 nowrap">
              {t('incident.earlier.row', {
                confirmed: format.number(one.counts.confirmed),
                failed: format.number(one.counts.failed + one.counts.left),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
