import type { ReviewCall } from '#shared/review/sheet.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { useAgentName } from '#renderer/stores/use-agent-name.ts';

/** Whose call it was, masked, and what it came to. */
export function CallHead({ call }: { readonly call: ReviewCall }) {
  const { t, maybe, pick, format } = useI18n();
  const nameOf = useAgentName();
  const { playbook, queue } = call;
  const rows: readonly (readonly [string, string | null])[] = [
    [t('review.agent'), nameOf(call.agent)],
    [t('review.when'), `${format.dateTime(call.startedAt)} · ${format.clock(call.talkMs)}`],
    [t('review.queue'), queue === null ? null : (maybe(`queue.${queue}`) ?? queue)],
    [t('review.playbook'), playbook === null ? null : playbook.name ? pick(playbook.name) : playbook.id],
    [t('review.outcome'), call.outcome === null ? null : t(`disposition.${call.outcome}`)],
  ];
  return (
    <header className="stack" data-review={call.callId}>
      <div className="row wrap">
        <h3 className="review-who">
          {call.callerMasked} <span className="ink-2">{call.numberMasked}</span>
        </h3>
        {call.flags.map((flag) => (
          <CareFlagChip key={flag} flag={flag} small />
        ))}
      </div>
      <dl className="pairs review-pairs">
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </header>
  );
}
