import type { VerificationCase } from '#shared/cases/contract.ts';
import { dialCase, giveBackCase, noValidAnswer, outcomeCommands } from '#renderer/commands/case-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caseAtHand, caseInCall, comingCase, mayDecide } from '#renderer/stores/select/cases.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { AskedControls } from './asked-controls.tsx';
import { CaseCues, CaseTier, Deadline, Holder, Money } from './case-facts.tsx';

/** Above the prompts: the case that comes, or the one whose call is up. Nothing at all otherwise. */
export function CaseTop() {
  const coming = useDeskState(comingCase);
  const up = useDeskState(caseInCall);
  if (coming) return <Coming one={coming} />;
  return up ? <InCall one={up} /> : null;
}

/** Seen coming: who, how much, why, and when it rings. */
function Coming({ one }: { readonly one: VerificationCase }) {
  const { t, format } = useI18n();
  const dialAt = useDeskState((state) => caseAtHand(state)?.dialAt ?? null);
  const now = useNow();
  return (
    <section className="case-card coming" aria-label={t('cases.coming')} data-coming={one.caseId}>
      <div className="label">
        {t('cases.coming')}
        {dialAt === null ? null : (
          <span className="aside">
            {t('cases.ringsIn', { time: format.seconds(Math.max(0, dialAt - now + 999)) })}
          </span>
        )}
      </div>
      <Money one={one} />
      <Holder one={one} />
      <CaseTier one={one} />
      <div className="row wrap">
        <CommandButton command={dialCase} kind="primary" withIcon />
        <CommandButton command={giveBackCase} />
      </div>
    </section>
  );
}

/** In the call: the transaction, the clock, and how it may end. The question below stays the largest text. */
function InCall({ one }: { readonly one: VerificationCase }) {
  const { t, pick } = useI18n();
  const decides = useDeskState(mayDecide);
  const attempt = one.attempts.length + 1;
  return (
    <section className="case-card" aria-label={t('cases.sheet')} data-in-call={one.caseId}>
      <div className="row">
        <Money one={one} />
        <span className="fill" />
        <Deadline one={one} />
      </div>
      <p className="xs ink-2 clip">
        {[
          t('cases.attemptNo', { count: attempt }),
          t(`cases.channel.${one.channel}`),
          one.purpose ? t('cases.saidPurpose', { purpose: pick(one.purpose) }) : t('cases.noPurpose'),
          one.refusedBefore.length > 0 ? t('cases.secondTry') : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <CaseCues one={one} />
      <AskedControls asked={one.asked} />
      {decides ? <Outcomes /> : null}
    </section>
  );
}

function Outcomes() {
  return (
    <div className="row wrap case-outcomes">
      {outcomeCommands.map((command) => (
        <CommandButton key={command.id} command={command} />
      ))}
      <span className="fill" />
      <CommandButton command={noValidAnswer} kind="quiet" flush />
    </div>
  );
}
