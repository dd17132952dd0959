import type { FloorQueue, FloorSeat, FloorState, SeatTimes } from '#shared/floor/contract.ts';
import {
  averageHandlingMs,
  averageSpeedOfAnswerMs,
  occupancy,
  readyRate,
  type QueueCounters,
} from '#shared/floor/metrics.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ChosenRow } from './chosen.ts';
import { figuresOf, ratesOf } from './figures.ts';
import { SeatFlags } from './seat-table.tsx';
import { useSeatName } from './use-seat-name.ts';
import { lineWords, queueName, rateText, seatDots, spanText, stateWords } from './words.ts';

interface DetailProps {
  readonly floor: FloorState;
  readonly row: ChosenRow;
  readonly onWhole: () => void;
}

/** The row that was chosen, or the whole floor: its counters, and how the rates come about. */
export function Detail({ floor, row, onWhole }: DetailProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const nameOf = useSeatName();
  const back = (
    <Button kind="quiet" flush onClick={onWhole}>
      {t('floor.detail.back')}
    </Button>
  );
  if (row?.kind === 'seat')
    return (
      <Section title={`${row.seat.seatNumber} ${nameOf(row.seat)}`} aside={back}>
        <SeatDetail seat={row.seat} />
      </Section>
    );
  if (row?.kind === 'queue')
    return (
      <Section title={queueName(i18n, row.queue)} aside={back}>
        <QueueDetail queue={row.queue} />
      </Section>
    );
  return <Whole floor={floor} />;
}

function Whole({ floor }: { readonly floor: FloorState }) {
  const { t } = useI18n();
  const figures = figuresOf(floor);
  return (
    <>
      <Section title={t('floor.detail.whole')}>
        <Counters counters={figures.counters} />
        <p className="field-note">{t('floor.detail.choose')}</p>
      </Section>
      <Section title={t('floor.detail.times')} aside={<Rates times={figures.times} />}>
        <Times times={figures.times} />
      </Section>
    </>
  );
}

function SeatDetail({ seat }: { readonly seat: FloorSeat }) {
  const i18n = useI18n();
  const now = useNow();
  const { t, format } = i18n;
  return (
    <div className="stack">
      <div className="row wrap">
        <span className="seat-state">
          <i className={seat.line.up ? seatDots[seat.state] : 'dot dot-down'} />
          {stateWords(i18n, seat)}
        </span>
        {seat.callId === null ? null : <SeatFlags flags={seat.flags} />}
      </div>
      <Times times={seat.timesToday} />
      <dl className="card pairs detail-pairs">
        <Pair name={t('floor.detail.line')} how={t('floor.definition.line')}>
          {lineWords(i18n, seat, now)}
        </Pair>
        <Pair name={t('floor.detail.handled')}>{format.number(seat.handledToday)}</Pair>
        <Pair name={t('floor.detail.handling')}>
          {spanText(i18n, averageHandlingMs(seat.timesToday, seat.handledToday))}
        </Pair>
        <Pair name={t('floor.detail.occupancy')}>{rateText(i18n, occupancy(seat.timesToday))}</Pair>
        <Pair name={t('floor.detail.readyRate')}>{rateText(i18n, readyRate(seat.timesToday))}</Pair>
      </dl>
    </div>
  );
}

const QueueDetail = ({ queue }: { readonly queue: FloorQueue }) => <Counters counters={queue} />;

function Counters({ counters }: { readonly counters: QueueCounters }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const rates = ratesOf(counters);
  return (
    <dl className="card pairs detail-pairs">
      <Pair name={t('floor.detail.offered')}>{format.number(counters.offered)}</Pair>
      <Pair name={t('floor.detail.answered')}>{format.number(counters.answered)}</Pair>
      <Pair name={t('floor.detail.within')}>{format.number(counters.answeredWithin20s)}</Pair>
      <Pair name={t('floor.detail.abandoned')}>
        {t('floor.detail.ofThemShort', { count: counters.abandoned, short: counters.shortAbandons })}
      </Pair>
      <Pair name={t('floor.figure.answerRate')} how={t('floor.definition.answerRate')}>
        {rateText(i18n, rates.answerRate)}
      </Pair>
      <Pair name={t('floor.figure.serviceLevel')} how={t('floor.definition.serviceLevel')}>
        {rateText(i18n, rates.serviceLevel)}
      </Pair>
      <Pair name={t('floor.figure.asa')} how={t('floor.definition.asa')}>
        {spanText(i18n, averageSpeedOfAnswerMs(counters))}
      </Pair>
    </dl>
  );
}

interface PairProps {
  readonly name: string;
  readonly how?: string;
  readonly children: string;
}

const Pair = ({ name, how, children }: PairProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
    {how ? <dd className="how">{how}</dd> : null}
  </div>
);

const parts = ['talk', 'hold', 'wrapUp', 'ready', 'notReady'] as const;

function Rates({ times }: { readonly times: SeatTimes }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      {t('floor.detail.occupancy')} {rateText(i18n, occupancy(times))} · {t('floor.detail.readyRate')}{' '}
      {rateText(i18n, readyRate(times))}
    </>
  );
}

/** How the signed-in time was spent: a bar with its number beside it for each part. */
function Times({ times }: { readonly times: SeatTimes }) {
  const { t, format } = useI18n();
  const total = parts.reduce((sum, part) => sum + times[`${part}Ms`], 0);
  if (total === 0) return <p className="field-note">{t('floor.detail.timesNone')}</p>;
  return (
    <dl className="card times">
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`floor.detail.${part}`)}</dt>
          <dd>
            <progress
              className={part === 'notReady' ? 'meter' : 'meter good'}
              max={total}
              value={times[`${part}Ms`]}
              aria-label={t(`floor.detail.${part}`)}
            />
          </dd>
          <dd className="figure-cell">
            {format.clock(times[`${part}Ms`])}
            <span className="share">{format.percent(times[`${part}Ms`] / total)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
