import type { FloorQueue, FloorSeat, FloorSeatState } from '#shared/floor/contract.ts';
import type { Place } from '#renderer/stores/desk.ts';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';

/** Shape before colour, the same six everywhere: ● ready ◯ ringing ■ talking ◐ wrap-up ○ not ready ◆ help. */
export const seatDots: Readonly<Record<FloorSeatState, string>> = {
  ready: 'dot',
  ringing: 'dot dot-ring',
  talking: 'dot dot-square',
  wrapUp: 'dot dot-half',
  notReady: 'dot dot-hollow',
  help: 'dot dot-diamond',
};

/** A seat that its exchange cannot reach says so in the place of its state: what it was is no longer true. */
export const stateWords = ({ t }: I18n, seat: Pick<FloorSeat, 'state' | 'line'>): string =>
  seat.line.up || seat.state === 'talking' || seat.state === 'wrapUp'
    ? t(`floor.state.${seat.state}`)
    : t('floor.state.lineDown');

/** How old the exchange's word for this seat is, and until when it holds. */
export function lineWords({ t, format }: I18n, { line }: Pick<FloorSeat, 'line'>, now: number): string {
  if (line.confirmedAt === null) return t('floor.noData');
  const ago = format.ago(now - line.confirmedAt);
  if (!line.up) return t('floor.detail.lineLost', { ago });
  const left = format.clock(Math.max(0, (line.validUntil ?? now) - now));
  return t('floor.detail.lineUp', { ago, left });
}

/** The queue's name in words; a real exchange's own name is shown as it is. */
export const queueName = ({ maybe }: I18n, queue: Pick<FloorQueue, 'id' | 'name'>): string =>
  maybe(queue.name) ?? queue.id;

/** The queue of the call at a seat; a call past all queues is said to be direct. */
export function queueOfSeat({ t, maybe }: I18n, seat: FloorSeat): string | null {
  if (seat.queue !== null) return maybe(`queue.${seat.queue}`) ?? seat.queue;
  return seat.callId === null ? null : t('floor.seats.direct');
}

/** A rate as a percentage with one decimal; null is a dash, never 0 %. */
export const rateText = ({ t, format }: I18n, rate: number | null): string =>
  rate === null ? t('floor.noData') : format.percent(rate, 1);

/** A span: seconds under a minute, else minutes and seconds. */
export function spanText({ t, format }: I18n, ms: number | null): string {
  if (ms === null) return t('floor.noData');
  return ms < 60_000 ? format.seconds(ms) : format.clock(ms);
}

/** The row that Ctrl J or Ctrl K goes to. */
export const place = (here: boolean, name: Place): { readonly 'data-place'?: Place } =>
  here ? { 'data-place': name } : {};
