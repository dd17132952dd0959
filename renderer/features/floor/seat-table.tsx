import type { FloorSeat } from '#shared/floor/contract.ts';
import { careFlagIds, type CareFlag } from '#shared/care/care-flag.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { Since } from './floor-now.tsx';
import { seatsInOrder } from './figures.ts';
import { useSeatName } from './use-seat-name.ts';
import { place, queueOfSeat, seatDots, stateWords } from './words.ts';

interface SeatTableProps {
  readonly seats: readonly FloorSeat[];
  readonly chosen: string | null;
  readonly onChoose: (seatNumber: string) => void;
}

/** One row a seat: state as shape and word, how long, whose call. Who asks for help stands first. */
export function SeatTable({ seats, chosen, onChoose }: SeatTableProps) {
  const { t, format } = useI18n();
  const nameOf = useSeatName();
  const rows = seatsInOrder(seats, format.compare);
  const active = rows.findIndex((seat) => seat.seatNumber === chosen);
  const keys = useRowKeys(rows.length, active, (index) => {
    const seat = rows[index];
    if (seat) onChoose(seat.seatNumber);
  });
  if (rows.length === 0)
    return (
      <Empty icon="headset" title={t('floor.seats.none')}>
        {t('floor.seats.noneHint')}
      </Empty>
    );
  return (
    <div className="table-frame">
      <table aria-label={t('floor.seats.title')}>
        <thead>
          <tr>
            <th scope="col">{t('floor.seats.number')}</th>
            <th scope="col">{t('floor.seats.name')}</th>
            <th scope="col">{t('floor.seats.state')}</th>
            <th scope="col" className="figure-cell">
              {t('floor.seats.since')}
            </th>
            <th scope="col">{t('floor.seats.queue')}</th>
            <th scope="col">{t('floor.seats.flags')}</th>
            <th scope="col" className="figure-cell">
              {t('floor.seats.handled')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((seat, index) => (
            <tr
              key={seat.seatNumber}
              className={rowClass(seat, index === active)}
              data-seat={seat.seatNumber}
              data-state={seat.state}
            >
              <td className="ink-3">{seat.seatNumber}</td>
              <th scope="row">
                <button
                  className="row-button"
                  {...place(index === Math.max(0, active), 'middle')}
                  {...keys.rowProps(index)}
                >
                  {nameOf(seat)}
                </button>
                <Own seat={seat} />
              </th>
              <SeatCells seat={seat} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rowClass = (seat: FloorSeat, chosen: boolean): string | undefined =>
  chosen ? 'chosen' : seat.state === 'help' ? 'asks' : undefined;

/** Which of them is the one the lead sits at. */
function Own({ seat }: { readonly seat: FloorSeat }) {
  const { t } = useI18n();
  const own = useTopic('access/state', (access) => access?.person?.seatNumber === seat.seatNumber);
  return own ? <span className="own">{t('floor.seats.own')}</span> : null;
}

function SeatCells({ seat }: { readonly seat: FloorSeat }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const wrapUpMs = useTopic(
    'settings/state',
    (settings) => (settings?.values['seat.wrapUpSeconds'] ?? 0) * 1000,
  );
  const queue = queueOfSeat(i18n, seat);
  return (
    <>
      <td>
        <span className="seat-state">
          <i className={seat.line.up ? seatDots[seat.state] : 'dot dot-down'} />
          {stateWords(i18n, seat)}
        </span>
      </td>
      <td className="figure-cell">
        <Since since={seat.since} {...(seat.state === 'wrapUp' ? { limitMs: wrapUpMs } : {})} />
      </td>
      <td className={queue === null ? 'ink-3' : undefined}>{queue ?? t('floor.noData')}</td>
      <td>
        <SeatFlags flags={seat.flags} />
      </td>
      <td className="figure-cell">{format.number(seat.handledToday)}</td>
    </>
  );
}

const isCareFlag = (id: string): id is CareFlag => (careFlagIds as readonly string[]).includes(id);

/** Care flags of the caller on the line, the most demanding first. */
export function SeatFlags({ flags }: { readonly flags: readonly string[] }) {
  const { t } = useI18n();
  const known = careFlagIds.filter((id) => flags.includes(id) && isCareFlag(id));
  if (known.length === 0) return <span className="ink-3">{t('floor.noData')}</span>;
  return (
    <span className="seat-flags">
      {known.map((flag) => (
        <CareFlagChip key={flag} flag={flag} small />
      ))}
    </span>
  );
}
