import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { Calendar, Hours } from './branch.ts';

/** A day and a minute on the bank's calendar, whatever zone the machine that computes is in. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Since midnight. */
  readonly minute: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

export function localTimeOf(atMs: number): LocalTime {
  const date = new Date(atMs);
  return {
    day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    minute: date.getHours() * 60 + date.getMinutes(),
  };
}

/** Noon in UTC: no summer time can move it to another day. */
const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);
export const dayAfter = (day: string, days: number): string =>
  new Date(noonOf(day) + days * 86_400_000).toISOString().slice(0, 10);
/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: string): number => new Date(noonOf(day)).getUTCDay();

/** The holiday of a day; null on any other. */
export const holidayOf = (day: string, calendar: Calendar): Bilingual | null =>
  calendar.holidays.find(({ from, to }) => from <= day && day <= to)?.name ?? null;

/** Opening hours of a day, `HH:MM-HH:MM`, or null: closed. A worked weekend has the hours of a weekday. */
export function hoursOn(day: string, hours: Hours, calendar: Calendar): string | null {
  if (calendar.worked.includes(day)) return hours.weekday;
  if (holidayOf(day, calendar) !== null) return hours.holiday;
  const weekday = weekdayOf(day);
  return weekday === 6 ? hours.saturday : weekday === 0 ? hours.sunday : hours.weekday;
}

export type OpenState =
  | { readonly open: true; readonly until: string }
  /** `days` from today: 0 later today, 1 tomorrow. null: not within three weeks. */
  | {
      readonly open: false;
      readonly next: { readonly day: string; readonly days: number; readonly from: string } | null;
    };

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const lookAheadDays = 21;

/** Open now and until when, or when next. The closing minute itself is closed. */
export function openState(hours: Hours, calendar: Calendar, { day, minute }: LocalTime): OpenState {
  for (let days = 0; days <= lookAheadDays; days += 1) {
    const on = dayAfter(day, days);
    const span = hoursOn(on, hours, calendar);
    if (span === null) continue;
    const [from = '', until = ''] = span.split('-');
    if (days > 0 || minute < minuteOf(from)) return { open: false, next: { day: on, days, from } };
    if (minute < minuteOf(until)) return { open: true, until };
  }
  return { open: false, next: null };
}
