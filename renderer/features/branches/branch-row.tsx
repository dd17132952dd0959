import type { Found } from '#shared/branches/find.ts';
import { dayAfter, holidayOf, hoursOn, localTimeOf, openState } from '#shared/branches/hours.ts';
import { noBranches } from '#shared/branches/none.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';

/** One branch: name, place, open until or opens when; the marked one with everything a caller asks for. */
export function BranchRow({ found, active }: { readonly found: Found; readonly active: boolean }) {
  const { pick } = useI18n();
  const { branch, metres } = found;
  return (
    <div className="branch">
      <div className="row">
        <Icon name="building" />
        <b className="nowrap">{pick(branch.name)}</b>
        <span className="fill clip xs ink-2">
          {pick(branch.city)} · {pick(branch.district)}
        </span>
        {metres === null ? null : <Distance metres={metres} />}
        <Open found={found} />
      </div>
      {active ? <More found={found} /> : null}
    </div>
  );
}

function Distance({ metres }: { readonly metres: number }) {
  const { t, format } = useI18n();
  return (
    <span className="xs ink-2 nowrap">
      {t('branches.distance', { km: format.number(metres / 1000, metres < 10_000 ? 1 : 0) })}
    </span>
  );
}

function useToday() {
  const now = useNow();
  const calendar = useTopic('branches/library', (state) => state?.calendar) ?? noBranches.calendar;
  return { calendar, now: localTimeOf(now) };
}

function Open({ found: { branch } }: { readonly found: Found }) {
  const { t } = useI18n();
  const { calendar, now } = useToday();
  const state = openState(branch.hours, calendar, now);
  if (state.open)
    return <span className="xs good nowrap">{t('branches.openUntil', { time: state.until })}</span>;
  const { next } = state;
  if (next === null) return <span className="xs ink-2 nowrap">{t('branches.closed')}</span>;
  const key =
    next.days === 0 ? 'branches.opensToday' : next.days === 1 ? 'branches.opensTomorrow' : 'branches.opensOn';
  return <span className="xs ink-2 nowrap">{t(key, { time: next.from, day: next.day.slice(5) })}</span>;
}

const aheadDays = 3;

/** Address, telephone, what it offers, and the hours of the next days with holidays by name. */
function More({ found: { branch } }: { readonly found: Found }) {
  const { t, pick } = useI18n();
  const { calendar, now } = useToday();
  const days = Array.from({ length: aheadDays }, (_, ahead) => {
    const day = dayAfter(now.day, ahead);
    const holiday = calendar.worked.includes(day) ? null : holidayOf(day, calendar);
    const hours = hoursOn(day, branch.hours, calendar)?.replaceAll('-', '–') ?? t('branches.closed');
    return { day, label: holiday ? pick(holiday) : day.slice(5), hours };
  });
  return (
    <div className="branch-more xs ink-2">
      <p>
        {pick(branch.address)} · {branch.phone}
      </p>
      <p>
        {days.map(({ day, label, hours }) => (
          <span key={day} className="nowrap branch-day">
            {label} {hours}
          </span>
        ))}
      </p>
      <p>{branch.services.map((service) => t(`branches.service.${service}`)).join(' · ')}</p>
    </div>
  );
}
