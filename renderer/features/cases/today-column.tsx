import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** How fast this desk rang today, and the rules of the inbox in three lines. */
export function TodayColumn() {
  const { t, format } = useI18n();
  const ring = useTopic('cases/state', (state) => state?.firstRing ?? null);
  const itself = useTopic('cases/state', (state) => state?.offersItself ?? false);
  const feed = useTopic('cases/state', (state) => state?.feed ?? null);
  const none = t('cases.noFigure');
  const span = (ms: number | null | undefined): string => (ms == null ? none : format.seconds(ms, true));
  const pairs: readonly (readonly [string, string])[] = [
    [t('cases.ring.within'), ring && ring.count > 0 ? `${ring.within30} / ${ring.count}` : none],
    [t('cases.ring.last'), span(ring?.lastMs)],
    [t('cases.ring.worst'), span(ring?.worstMs)],
  ];
  return (
    <Column place="right" title={t('cases.today')} keys="Ctrl+L">
      <Section title={t('cases.ring.title')} aside={t('cases.ring.aim')}>
        <dl className="card detail-pairs">
          {pairs.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <b>{value}</b>
              </dd>
            </div>
          ))}
        </dl>
        <p className="xs ink-2">{t('cases.ring.how')}</p>
      </Section>
      <Section title={t('cases.rules.title')}>
        <ul className="rules">
          <li>{t(itself ? 'cases.rules.itself' : 'cases.rules.byHand')}</li>
          <li>{t('cases.rules.two')}</li>
          <li>{t('cases.rules.clock')}</li>
        </ul>
      </Section>
      {feed?.state === 'live' && feed.lastHeardAt !== null ? (
        <p className="xs ink-3 to-end">
          {t('cases.feed.live', { time: format.timeExact(feed.lastHeardAt) })}
        </p>
      ) : null}
    </Column>
  );
}
