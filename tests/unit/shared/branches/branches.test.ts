import { describe, expect, it } from 'vitest';
import { createBranchLibrary } from '#electron/branches/branch-library.ts';
import { silentLog } from '#electron/log/log.ts';
import type { Branch, Calendar } from '#shared/branches/branch.ts';
import { findBranches, metresBetween } from '#shared/branches/find.ts';
import { holidayOf, hoursOn, openState, type LocalTime } from '#shared/branches/hours.ts';
import { branchLibrarySchema } from '#shared/branches/state.ts';
import { branchText } from '#shared/branches/text.ts';

const library = await createBranchLibrary({ folder: 'assets/branches', log: silentLog }).load();
const { branches, calendar } = library;
const named = (id: string): Branch => {
  const branch = branches.find((one) => one.id === id);
  if (!branch) throw new Error(`no ${id}`);
  return branch;
};
const jingan = named('shanghai-jingansi');
const fangshan = named('beijing-fangshan');
const at = (day: string, time: string): LocalTime => ({
  day,
  minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
});

describe('the sample branches', () => {
  it('are all good, about thirty in several cities, each service somewhere', () => {
    expect(library.refused).toEqual([]);
    expect(branchLibrarySchema.safeParse(library).success).toBe(true);
    expect(branches.length).toBeGreaterThanOrEqual(30);
    expect(new Set(branches.map(({ cityId }) => cityId)).size).toBeGreaterThanOrEqual(6);
    for (const service of ['wheelchair', 'signLanguage', 'foreignCash', 'coinExchange', 'korean'] as const)
      expect(
        branches.some(({ services }) => services.includes(service)),
        service,
      ).toBe(true);
    expect(branches.every(({ sample, phone }) => sample && phone.startsWith('000-'))).toBe(true);
  });
});

describe('open now', () => {
  const cases: readonly (readonly [string, Branch, LocalTime, unknown])[] = [
    ['on a Monday', jingan, at('2026-11-30', '10:00'), { open: true, until: '17:30' }],
    [
      'not at the closing minute',
      jingan,
      at('2026-11-30', '17:30'),
      { open: false, next: { day: '2026-12-01', days: 1, from: '09:00' } },
    ],
    [
      'before it opens',
      jingan,
      at('2026-11-30', '08:59'),
      { open: false, next: { day: '2026-11-30', days: 0, from: '09:00' } },
    ],
    ['on National Day by holiday hours', jingan, at('2026-10-01', '11:00'), { open: true, until: '16:00' }],
    [
      'a small one is closed all Golden Week',
      fangshan,
      at('2026-10-01', '11:00'),
      { open: false, next: { day: '2026-10-08', days: 7, from: '09:00' } },
    ],
    ['a worked Saturday is a weekday', fangshan, at('2026-10-10', '11:00'), { open: true, until: '16:30' }],
    [
      'a plain Saturday is not',
      fangshan,
      at('2026-10-17', '11:00'),
      { open: false, next: { day: '2026-10-19', days: 2, from: '09:00' } },
    ],
    [
      'Spring Festival 2027',
      fangshan,
      at('2027-02-05', '10:00'),
      { open: false, next: { day: '2027-02-09', days: 4, from: '09:00' } },
    ],
  ];
  it.each(cases)('%s', (_, branch, now, expected) => {
    expect(openState(branch.hours, calendar, now)).toEqual(expected);
  });

  it('one that never opens says so', () => {
    const never = { weekday: null, saturday: null, sunday: null, holiday: null };
    expect(openState(never, calendar, at('2026-11-30', '10:00'))).toEqual({ open: false, next: null });
  });

  it('holidays have names, worked days none of their hours', () => {
    expect(holidayOf('2026-02-17', calendar)?.zh).toBe('春节');
    expect(hoursOn('2026-02-14', fangshan.hours, calendar)).toBe(fangshan.hours.weekday);
  });
});

describe('finding', () => {
  const services: Readonly<Record<string, string>> = { coinExchange: '零钱硬币兑换', japanese: '日语' };
  const find = (words: string, more: Partial<Parameters<typeof findBranches>[1]> = {}) =>
    findBranches(branches, {
      words,
      from: null,
      openOnly: false,
      isOpen: () => true,
      servicesOf: (branch) => branch.services.map((one) => services[one] ?? one),
      ...more,
    }).map(({ branch }) => branch.id);

  it.each(['静安', 'jingansi', 'jas', "jing'an", '上海 静安', 'ＪＡＳ', '南京西路'])(
    '%s finds it',
    (words) => {
      expect(find(words)).toContain('shanghai-jingansi');
    },
  );

  it('every word has to be there: city and service', () => {
    expect(find('上海 日语').every((id) => id.startsWith('shanghai'))).toBe(true);
    expect(find('上海 日语').length).toBeGreaterThan(0);
    expect(find('上海 月球')).toEqual([]);
  });

  it('nearest first from a place, and the distance is right', () => {
    const square = library.places.find(({ id }) => id === 'sh-people-square');
    if (!square) throw new Error('no place');
    expect(find('上海', { from: square.at })[0]).toMatch(/jingansi|lujiazui/);
    // Beijing Tiananmen to Shanghai People's Square: about 1,068 km.
    const far = metresBetween({ lat: 39.9087, lon: 116.3975 }, { lat: 31.2317, lon: 121.4726 });
    expect(Math.round(far / 10_000)).toBe(107);
  });

  it('without a place those open now come first; or they alone', () => {
    const isOpen = ({ id }: Branch): boolean => id === 'qingdao-jiaozhou';
    expect(find('', { isOpen })[0]).toBe('qingdao-jiaozhou');
    expect(find('', { isOpen, openOnly: true })).toEqual(['qingdao-jiaozhou']);
  });

  it('any string may be typed', () => {
    for (const words of ['*', '"', '(', '\\', '%', '😀', '\u0000', 'a'.repeat(10_000), '. .* [a-'])
      expect(() => find(words)).not.toThrow();
  });
});

describe('what the caller gets', () => {
  it('has name, address, today and tomorrow with a holiday by name, telephone', () => {
    const text = branchText(fangshan, calendar, at('2026-09-30', '10:00'), 'zh');
    expect(text).toBe(
      '房山支行：北京房山区良乡西路示例 12 号。今天 09:00-16:30，明天（国庆） 不营业。电话 000-0000-0106。',
    );
    expect(branchText(fangshan, calendar, at('2026-09-30', '10:00'), 'en')).toContain(
      'tomorrow (National Day) closed',
    );
  });

  it('is short enough for an SMS', () => {
    const empty: Calendar = { holidays: [], worked: [] };
    for (const branch of branches)
      expect(branchText(branch, empty, at('2026-11-30', '10:00'), 'zh').length).toBeLessThanOrEqual(134);
  });
});
