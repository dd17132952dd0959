import type { ReactNode } from 'react';
import type { Incident } from '#shared/incident/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

/** The numbers that matter in this phase; a number that nobody knows is a dash. */
export function Figures({ incident }: { readonly incident: Incident }) {
  const { t, format } = useI18n();
  const { counts, phase, atRiskMinor, perSecond, leftMs, startedAt, endedAt } = incident;
  const begun = startedAt !== null;
  const toHold = counts.open + counts.confirmed + counts.failed + counts.left;
  // Once it is over, the mean of the whole run.
  const answered = counts.confirmed + counts.failed;
  const mean =
    startedAt !== null && endedAt !== null && endedAt > startedAt ? answered / (endedAt - startedAt) : null;
  const rate = incident.trouble ? null : (perSecond ?? (mean === null ? null : mean * 1000));
  const dash = <span className="ink-3">—</span>;
  return (
    <dl className="incident-figures">
      <One name={t('incident.figure.rows')}>{format.number(counts.rows)}</One>
      <One name={t('incident.figure.bad')}>{format.number(counts.bad)}</One>
      <One name={t('incident.figure.toHold')}>{format.number(toHold)}</One>
      <One name={t('incident.figure.atRisk')}>
        {atRiskMinor === null ? dash : format.money({ amountMinor: atRiskMinor, currency: 'CNY' })}
      </One>
      {begun ? (
        <>
          <One
            name={t('incident.figure.confirmed')}
            under={
              counts.already > 0 ? t('incident.already', { count: format.number(counts.already) }) : null
            }
          >
            {format.number(counts.confirmed)}
          </One>
          <One name={t('incident.figure.failed')} danger={counts.failed > 0}>
            {format.number(counts.failed)}
          </One>
          <One name={t('incident.figure.perSecond')}>
            {rate === null ? dash : format.number(rate, rate < 10 ? 1 : 0)}
          </One>
          {phase === 'running' || phase === 'paused' ? (
            <One name={t('incident.figure.left')}>{leftMs === null ? dash : format.clock(leftMs)}</One>
          ) : (
            <One name={t('incident.figure.took')}>
              {endedAt === null ? dash : format.clock(endedAt - startedAt)}
            </One>
          )}
        </>
      ) : null}
    </dl>
  );
}

interface OneProps {
  readonly name: string;
  readonly under?: string | null;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

const One = ({ name, under = null, danger = false, children }: OneProps) => (
  <div>
    <dt>{name}</dt>
    <dd className={danger ? 'danger-text' : undefined}>{children}</dd>
    {under ? <dd className="under">{under}</dd> : null}
  </div>
);
