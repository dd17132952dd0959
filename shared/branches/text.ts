import type { Branch, Calendar } from './branch.ts';
import { dayAfter, holidayOf, hoursOn, type LocalTime } from './hours.ts';

type Language = 'zh' | 'en';

const closed = { zh: '不营业', en: 'closed' } as const;

/** 今天 9:00-17:00; on a holiday with its name. */
function dayLine(branch: Branch, calendar: Calendar, day: string, label: string, language: Language): string {
  const hours = hoursOn(day, branch.hours, calendar) ?? closed[language];
  const holiday = calendar.worked.includes(day) ? null : holidayOf(day, calendar);
  const named = holiday ? (language === 'zh' ? `（${holiday.zh}）` : ` (${holiday.en})`) : '';
  return `${label}${named} ${hours}`;
}

/** What the caller gets: name, address, hours of today and tomorrow, telephone. Plain text, short enough for one SMS part or two. */
export function branchText(branch: Branch, calendar: Calendar, now: LocalTime, language: Language): string {
  const tomorrow = dayAfter(now.day, 1);
  if (language === 'zh')
    return [
      `${branch.name.zh}：${branch.city.zh}${branch.district.zh}${branch.address.zh}。`,
      `${dayLine(branch, calendar, now.day, '今天', 'zh')}，${dayLine(branch, calendar, tomorrow, '明天', 'zh')}。`,
      `电话 ${branch.phone}。`,
    ].join('');
  return [
    `${branch.name.en} branch: ${branch.address.en}, ${branch.district.en}, ${branch.city.en}.`,
    `${dayLine(branch, calendar, now.day, 'Today', 'en')}, ${dayLine(branch, calendar, tomorrow, 'tomorrow', 'en')}.`,
    `Phone ${branch.phone}.`,
  ].join(' ');
}
