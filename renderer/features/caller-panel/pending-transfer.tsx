import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Countdown } from '#renderer/ui/clock.tsx';

/** A transfer that waits for a decision, with its clock: nobody acting means it is refused. */
export function PendingTransfer() {
  const { t, format } = useI18n();
  const pending = useTopic('caller/state', (caller) => caller?.pendingTransaction ?? null);
  const more = useTopic('caller/state', (caller) => caller?.pendingMore ?? 0);
  if (!pending) return null;
  const payee = t(pending.payeeIsNew ? 'caller.pending.newPayee' : 'caller.pending.payee', {
    payee: pending.payeeMasked,
  });
  return (
    <div className="pending-transfer">
      <div className="row">
        <b>{t('caller.pending.title')}</b>
        {more > 0 ? <span className="xs">{t('caller.pending.more', { count: more })}</span> : null}
        <span className="fill" />
        <span className="xs ink-2">{t('caller.pending.ifNobody')}</span>
      </div>
      <div className="row">
        <span className="amount">{format.money(pending.money)}</span>
        <span className="ink-2 clip">→ {payee}</span>
        <span className="fill" />
        <span className="countdown bad">
          <Deadline until={pending.deadlineAt} />
        </span>
      </div>
      <TimeGone from={pending.submittedAt} until={pending.deadlineAt} />
    </div>
  );
}

function Deadline({ until }: { readonly until: number }) {
  const { t } = useI18n();
  const over = useNow() >= until;
  return over ? <>{t('caller.pending.over')}</> : <Countdown until={until} />;
}

function TimeGone({ from, until }: { readonly from: number; readonly until: number }) {
  const now = useNow();
  const span = Math.max(1, until - from);
  return (
    <progress
      className="meter danger"
      max={span}
      value={Math.min(span, Math.max(0, now - from))}
      aria-hidden="true"
    />
  );
}
