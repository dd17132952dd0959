import type { FollowUp } from '#shared/care/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';

const shownAtOnce = 5;

/** Between calls: whom this floor promised to call again, the earliest first; what is over its time says so. */
export function DueList() {
  const { t } = useI18n();
  const followUps = useTopic('care/list', (list) => list?.followUps ?? null) ?? [];
  if (followUps.length === 0) return null;
  return (
    <Section
      title={t('care.followUp.list')}
      aside={
        followUps.length > shownAtOnce
          ? t('care.followUp.more', { count: followUps.length - shownAtOnce })
          : null
      }
    >
      <ul className="card list due-list">
        {followUps.slice(0, shownAtOnce).map((one) => (
          <Due key={one.followUpId} one={one} />
        ))}
      </ul>
    </Section>
  );
}

function Due({ one }: { readonly one: FollowUp }) {
  const { t, pick, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const { followUpId, dueAt, kind, owner, tries, flags } = one;
  const over = now > dueAt;
  const name = pick(one.callerName) || one.phoneMasked;
  return (
    <li data-follow-up={followUpId}>
      <span className="fill">
        <b>{name}</b> {flags[0] ? <CareFlagChip flag={flags[0]} small /> : null}
        <span className="under">
          {t(`care.followUp.kind.${kind}`)} ·{' '}
          {owner ? (
            <>
              {pick(owner.name)} ·{' '}
              <span className={over ? 'near' : undefined}>
                {t(over ? 'care.followUp.over' : 'care.followUp.due', { time: format.dateTime(dueAt) })}
              </span>
            </>
          ) : (
            <span className="near">{t('care.followUp.nobody', { reason: one.reason })}</span>
          )}
          {one.step
            ? ` · ${t('care.followUp.step', { number: Math.min(one.step.at + 1, one.step.count), count: one.step.count })}`
            : null}
          {tries > 0 ? ` · ${t('care.followUp.tries', { count: tries })}` : null}
        </span>
      </span>
      {owner ? null : (
        <Button
          aria-label={t('care.followUp.takeOnNamed', { name })}
          onClick={() => void desk.send('care/take-on', { followUpId })}
        >
          {t('care.followUp.takeOn')}
        </Button>
      )}
      <Button
        icon="phone"
        aria-label={t('care.followUp.callNamed', { name })}
        onClick={() => void desk.send('care/call-again', { followUpId })}
      >
        {t('care.followUp.call')}
      </Button>
      <Button
        kind="quiet"
        aria-label={t('care.followUp.keptNamed', { name })}
        onClick={() => void desk.send('care/close-follow-up', { followUpId, state: 'kept' })}
      >
        {t('care.followUp.kept')}
      </Button>
    </li>
  );
}
