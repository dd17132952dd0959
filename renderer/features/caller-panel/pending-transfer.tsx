import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import type { ControlRequest } from '#shared/control/contract.ts';
import { delayCase, refuseCase } from '#renderer/commands/case-commands.ts';
import { verificationUp } from '#renderer/stores/select/cases.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Countdown } from '#renderer/ui/clock.tsx';

/** A transfer that waits for a decision, with its clock: nobody acting means it is refused. */
export function PendingTransfer() {
  const { t, format } = useI18n();
  const pending = useTopic('caller/state', (caller) => caller?.pendingTransaction ?? null);
  const more = useTopic('caller/state', (caller) => caller?.pendingMore ?? 0);
  const decision = useDecision(pending?.transactionId ?? null);
  if (!pending) return null;
  const payee = t(pending.payeeIsNew ? 'caller.pending.newPayee' : 'caller.pending.payee', {
    payee: pending.payeeMasked,
  });
  return (
    <div className={decision?.state === 'confirmed' ? 'pending-transfer decided' : 'pending-transfer'}>
      <div className="row">
        <b>{t('caller.pending.title')}</b>
        {more > 0 ? <span className="xs">{t('caller.pending.more', { count: more })}</span> : null}
        <span className="fill" />
        {decision ? (
          <Decided decision={decision} />
        ) : (
          <span className="xs ink-2">{t('caller.pending.ifNobody')}</span>
        )}
      </div>
      <div className="row">
        <span className="amount">{format.money(pending.money)}</span>
        <span className="ink-2 clip">→ {payee}</span>
        <span className="fill" />
        {decision ? null : (
          <span className="countdown bad">
            <Deadline until={pending.deadlineAt} />
          </span>
        )}
      </div>
      {decision ? null : <TimeGone from={pending.submittedAt} until={pending.deadlineAt} />}
      {decision ? null : <Decide />}
    </div>
  );
}

/** The newest decision about a transaction that stands or is on its way; a failed one decides nothing. */
function useDecision(transactionId: string | null): ControlRequest | null {
  return useTopic(
    'control/state',
    (control) =>
      control?.requests.find(
        ({ target, state }) =>
          target.kind === 'transaction' &&
          target.id === transactionId &&
          (state === 'asked' || state === 'sent' || state === 'confirmed'),
      ) ?? null,
  );
}

/** Delay and refuse, with their keys, where this call may decide it. Letting it go has no button here: it wants a reason and a look. */
function Decide() {
  // An outbound case has them beside the case, in the middle.
  const shown = useDeskState(
    (state) => verificationUp(state) === null && (delayCase.isEnabled(state) || refuseCase.isEnabled(state)),
  );
  if (!shown) return null;
  return (
    <div className="row pending-decide">
      <CommandButton command={delayCase} withIcon />
      <CommandButton command={refuseCase} withIcon />
    </div>
  );
}

/** What was decided and how far it has come: never 'refused' before the core has said so. */
function Decided({ decision }: { readonly decision: ControlRequest }) {
  const { t } = useI18n();
  return (
    <span className={`control-state ${decision.state}`} role="status" data-decided={decision.control}>
      {t('caller.pending.decided', {
        control: t(`control.id.${decision.control}`),
        state: t(`control.state.${decision.state}`),
      })}
    </span>
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
