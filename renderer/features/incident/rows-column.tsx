import { useEffect, useRef, useState } from 'react';
import { pageLength, type Incident, type IncidentRow, type RowList } from '#shared/incident/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty } from '#renderer/ui/states.tsx';

/** What there is to look at in this phase, the most useful first. */
const firstList = ({ phase, counts }: Incident): RowList => {
  if (phase === 'checking' || phase === 'ready' || phase === 'awaitingSecond') return 'bad';
  return counts.failed > 0 ? 'failed' : 'calls';
};

/** The rows themselves: what cannot be used and why, whom to ring, what was not done. */
export function RowsColumn({ incident }: { readonly incident: Incident | null }) {
  const { t, format } = useI18n();
  const [chosen, setChosen] = useState<RowList | null>(null);
  if (incident === null)
    return (
      <Column place="right" title={t('incident.rows.title')} keys="Ctrl+L">
        <Empty icon="list" title={t('incident.rows.before')} />
      </Column>
    );
  const list = chosen ?? firstList(incident);
  const { bad, failed, left } = incident.counts;
  const options = [
    { value: 'bad', label: t('incident.rows.bad', { count: format.number(bad) }) },
    { value: 'calls', label: t('incident.rows.calls') },
    { value: 'failed', label: t('incident.rows.failed', { count: format.number(failed + left) }) },
  ] as const;
  return (
    <Column place="right" title={t('incident.rows.title')} keys="Ctrl+L">
      <div className="row">
        <Segmented label={t('incident.rows.choose')} value={list} options={options} onChange={setChosen} />
      </div>
      <Rows key={list} incident={incident} list={list} />
    </Column>
  );
}

/** Asked for anew when the counts have changed, at most once a second: a running incident changes four times that often. */
function Rows({ incident, list }: { readonly incident: Incident; readonly list: RowList }) {
  const { t, format } = useI18n();
  const desk = useDesk();
  const [pages, setPages] = useState(1);
  const [shown, setShown] = useState<{ rows: readonly IncidentRow[]; total: number } | null>(null);
  const asked = useRef<string | null>(null);
  const { incidentId, phase, counts } = incident;
  const version = `${phase} ${list === 'calls' ? counts.rows - counts.unchecked : counts[list] + counts.left}`;
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const rows: IncidentRow[] = [];
      let total = 0;
      for (let page = 0; page < pages; page += 1) {
        const answer = await desk.send('incident/rows', { incidentId, list, from: page * pageLength });
        if (answer === null || !current) return;
        rows.push(...answer.rows);
        total = answer.total;
      }
      setShown({ rows, total });
    };
    // The first answer at once, later ones at the pace of reading.
    const timer = setTimeout(() => void ask(), asked.current === null ? 0 : 1000);
    asked.current = version;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, incidentId, list, pages, version]);
  if (shown === null) return null;
  const none = { bad: 'noneBad', calls: 'noneCalls', failed: 'noneFailed' } as const;
  if (shown.rows.length === 0) return <Empty icon="check" title={t(`incident.rows.${none[list]}`)} />;
  const left = shown.total - shown.rows.length;
  return (
    <>
      <ul className="card incident-rows">
        {shown.rows.map((row, index) => (
          <Row key={row.line} row={row} order={list === 'calls' ? index + 1 : null} />
        ))}
      </ul>
      {left > 0 ? (
        <div className="row">
          <span className="xs ink-3 fill">
            {t('incident.rows.range', {
              total: format.number(shown.total),
              shown: format.number(shown.rows.length),
            })}
          </span>
          <Button kind="quiet" flush onClick={() => setPages(pages + 1)}>
            {t('incident.rows.more', { count: Math.min(left, pageLength) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Row({ row, order }: { readonly row: IncidentRow; readonly order: number | null }) {
  const { t, format } = useI18n();
  const why = row.problem ?? row.failure ?? stillOf(row.state);
  const people = [row.holderMasked, row.phoneMasked].filter((one) => one !== '').join(' · ');
  return (
    <li className="list-line">
      <span className="order">{order ?? t('incident.rows.line', { line: row.line })}</span>
      <span className="fill">
        <b>{row.masked || '—'}</b>
        {people ? <span className="under">{people}</span> : null}
      </span>
      <span className="why">
        {row.amountMinor === null ? null : (
          <b>{format.money({ amountMinor: row.amountMinor, currency: 'CNY' })}</b>
        )}
        <span className={row.state === 'failed' ? 'danger-text' : 'ink-2'}>
          {t(`incident.result.${why}`)}
        </span>
      </span>
    </li>
  );
}

/** A row whose reason is its state: `bad` and `failed` always bring their own. */
const stillOf = (state: IncidentRow['state']) => (state === 'bad' || state === 'failed' ? 'refused' : state);
