import type { ReactNode } from 'react';
import type { FloorState } from '#shared/floor/contract.ts';
import { serviceLevelMs } from '#shared/floor/metrics.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useFloorNow } from './floor-now.tsx';
import { figuresOf } from './figures.ts';
import { rateText, spanText } from './words.ts';

type FigureName = 'seats' | 'answerRate' | 'serviceLevel' | 'waiting' | 'asa' | 'occupancy' | 'handling';

interface FigureProps {
  readonly name: FigureName;
  readonly value: ReactNode;
  /** Where the number comes from: its parts, or the number beside it. */
  readonly under: ReactNode;
  readonly near?: boolean;
  readonly empty?: boolean;
}

function Figure({ name, value, under, near = false, empty = false }: FigureProps) {
  const { t } = useI18n();
  return (
    <div className="figure" title={t(`floor.definition.${name}`)} data-figure={name}>
      <dt>{t(`floor.figure.${name}`)}</dt>
      <dd className={near ? 'value near' : 'value'}>
        {empty ? <span className="unseen">{t('floor.noDataWords')}</span> : null}
        <span aria-hidden={empty}>{value}</span>
      </dd>
      <dd className="under">{under}</dd>
    </div>
  );
}

/** The indicators, each with its parts under it and its definition on it. Without data: a dash, never 0 %. */
export function FiguresRow({ floor }: { readonly floor: FloorState }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const figures = figuresOf(floor);
  const { counters } = figures;
  return (
    <dl className="figures" aria-label={t('floor.figures')}>
      <Figure
        name="seats"
        value={format.number(figures.seats)}
        under={t('floor.under.seats', {
          ready: figures.byState.ready,
          talking: figures.byState.talking + figures.byState.help,
        })}
      />
      <Figure
        name="answerRate"
        value={rateText(i18n, figures.answerRate)}
        empty={figures.answerRate === null}
        under={t('floor.under.answerRate', { answered: counters.answered, offered: counters.offered })}
      />
      <Figure
        name="serviceLevel"
        value={rateText(i18n, figures.serviceLevel)}
        empty={figures.serviceLevel === null}
        under={t('floor.under.serviceLevel', { count: counters.answeredWithin20s })}
      />
      <Waiting waiting={figures.waiting} since={figures.longestSinceAt} />
      <Figure
        name="asa"
        value={spanText(i18n, figures.asaMs)}
        empty={figures.asaMs === null}
        under={t('floor.under.asa', { count: counters.answered })}
      />
      <Figure
        name="occupancy"
        value={rateText(i18n, figures.occupancy)}
        empty={figures.occupancy === null}
        under={t('floor.under.readyRate', { rate: rateText(i18n, figures.readyRate) })}
      />
      <Figure
        name="handling"
        value={spanText(i18n, figures.handlingMs)}
        empty={figures.handlingMs === null}
        under={t('floor.under.handling', { count: figures.handled })}
      />
    </dl>
  );
}

/** Amber once the longest wait is over T of the service level: that one can no longer be kept. */
function Waiting({ waiting, since }: { readonly waiting: number; readonly since: number | null }) {
  const { t, format } = useI18n();
  const late = useFloorNow() - (since ?? Number.POSITIVE_INFINITY) > serviceLevelMs;
  return (
    <Figure
      name="waiting"
      value={format.number(waiting)}
      near={late}
      under={since === null ? t('floor.under.nobodyWaits') : <Longest since={since} />}
    />
  );
}

function Longest({ since }: { readonly since: number }) {
  const { t, format } = useI18n();
  return <>{t('floor.under.longest', { time: format.clock(useFloorNow() - since) })}</>;
}
