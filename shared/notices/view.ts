import type { Role } from '#shared/seat/role.ts';
import type { NoticesState, ShownNotice } from './contract.ts';
import type { Notice, ReadNotice } from './notice.ts';

const inForce = ({ from, to }: Notice, day: string): boolean => from <= day && day <= to;

const isFor = (notice: ReadNotice, role: Role): boolean =>
  notice.roles === undefined || notice.roles.includes(role);

/** To be confirmed first, then those that came last. */
const order = (a: ShownNotice, b: ShownNotice): number => {
  const waits = (one: ShownNotice): number => (one.mustConfirm && one.confirmedAt === null ? 0 : 1);
  return (
    waits(a) - waits(b) || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.noticeId < b.noticeId ? -1 : 1)
  );
};

/** What is shown to a person of this role on this day. `confirmedAt` answers for a notice in a version. */
export function noticesOf(
  notices: readonly Notice[],
  day: string,
  role: Role,
  confirmedAt: (noticeId: string, version: string) => number | null,
): Omit<NoticesState, 'refused'> {
  const today = notices.filter((notice) => inForce(notice, day));
  const shown = today
    .filter((notice): notice is ReadNotice => notice.kind === 'notice')
    .filter((notice) => isFor(notice, role))
    .map(({ id, version, from, to, sample, title, body, mustConfirm }): ShownNotice => ({
      noticeId: id,
      version,
      from,
      to,
      sample,
      title,
      body,
      mustConfirm,
      confirmedAt: confirmedAt(id, version),
    }));
  // Two greetings on one day: the one that began last is the more particular.
  const greeting = today
    .filter((notice) => notice.kind === 'greeting')
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  return {
    notices: shown.toSorted(order).slice(0, 100),
    greeting: greeting?.kind === 'greeting' ? greeting.say : null,
  };
}
