import type { Language } from '#shared/i18n/language.ts';

/** Dates, numbers and spans as a language writes them. Intl objects are dear: each is built once, when it is first needed. */
export interface Format {
  /** 14:32 */
  time(at: number): string;
  /** 14:31:58 */
  timeExact(at: number): string;
  /** 今天 14:32, 10-28, or 2025-03-01: as short as it can be understood. */
  day(at: number, now: number): string;
  /** 11/29 10:00, Nov 29, 10:00: an instant that was agreed. */
  dateTime(at: number): string;
  /** 02:41, from an hour on 1:02:41. For clocks that run. */
  clock(ms: number): string;
  /** 9 秒 / 9 s. `fine`: one decimal under ten seconds, milliseconds under one. */
  seconds(ms: number, fine?: boolean): string;
  /** 12 秒前 / 12 s ago */
  ago(ms: number): string;
  number(value: number, digits?: number): string;
  percent(fraction: number, digits?: number): string;
  /** From the smallest unit of the currency; whole amounts without decimals. */
  money(money: { readonly amountMinor: number; readonly currency: string }): string;
  /** 3 ms */
  milliseconds(ms: number): string;
  compare(a: string, b: string): number;
}

/** A space stands between a figure and its unit, in both languages and everywhere on the desk; Intl sets none. */
const spaced = (text: string): string => text.replace(/(\d)(\p{Script=Han}|[a-z])/gu, '$1 $2');

const two = (value: number): string => String(value).padStart(2, '0');

function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = `${two(minutes)}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function once<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}

export function createFormat(language: Language): Format {
  const date = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options }));
  const time = date({ hour: '2-digit', minute: '2-digit' });
  const timeExact = date({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const monthDay = date(
    language === 'zh-CN' ? { month: 'numeric', day: 'numeric' } : { month: 'short', day: 'numeric' },
  );
  const fullDay = date({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const units = (unit: string, options: Intl.NumberFormatOptions = {}) =>
    once(() => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow', ...options }));
  const wholeSeconds = units('second', { maximumFractionDigits: 0 });
  const fineSeconds = units('second', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const millis = once(() => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { style: 'narrow' }));
  const collator = once(() => new Intl.Collator(language, { numeric: true }));
  const sameDay = (a: number, b: number): boolean => fullDay().format(a) === fullDay().format(b);

  return {
    time: (at) => time().format(at),
    timeExact: (at) => timeExact().format(at),
    day(at, now) {
      if (sameDay(at, now)) return time().format(at);
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return sameYear ? monthDay().format(at) : fullDay().format(at);
    },
    dateTime: (at) => `${monthDay().format(at)}${language === 'zh-CN' ? ' ' : ', '}${time().format(at)}`,
    clock,
    seconds(ms, fine = false) {
      if (fine && ms < 950) return `${millis().format(ms)} ms`;
      return spaced((fine && ms < 10_000 ? fineSeconds : wholeSeconds)().format(ms / 1000));
    },
    ago(ms) {
      const seconds = Math.max(0, Math.round(ms / 1000));
      if (seconds < 90) return spaced(relative().format(-seconds, 'second'));
      if (seconds < 5400) return spaced(relative().format(-Math.round(seconds / 60), 'minute'));
      return spaced(relative().format(-Math.round(seconds / 3600), 'hour'));
    },
    number: (value, digits = 0) =>
      value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    percent: (fraction, digits = 0) =>
      fraction.toLocaleString(language, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
    money: (money) => formatMoney(language, money),
    milliseconds: (ms) => `${millis().format(ms)} ms`,
    compare: (a, b) => collator().compare(a, b),
  };
}

function formatMoney(
  language: Language,
  money: { readonly amountMinor: number; readonly currency: string },
): string {
  const base = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = base.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = money.amountMinor / 10 ** digits;
  if (!Number.isInteger(amount)) return base.format(amount);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount);
}
