import { useState, type KeyboardEvent } from 'react';
import { delayChoices, reasonsOf, type Outcome } from '#shared/cases/outcome-choices.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caseInCall, ownCase } from '#renderer/stores/select/cases.ts';
import { SafetyFirst } from '#renderer/ui/safety-first.tsx';
import { moneyWaits } from '#renderer/stores/select/care-call.ts';
import { useDesk, useDeskState, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { CaseCues, CaseTier, Money } from './case-facts.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** How the case ends and why. A digit chooses the reason, ↵ decides; what stands on the screen is kept with it. */
export function OutcomeDialog({ onClose }: { readonly onClose: () => void }) {
  const outcome = useView((view) => (view.overlay?.kind === 'caseOutcome' ? view.overlay.outcome : null));
  const one = useDeskState((state) => caseInCall(state) ?? ownCase(state));
  if (!one || !outcome) return null;
  return <Deciding outcome={outcome} one={one} onClose={onClose} />;
}

/** What is kept is the tier of the call while one is up; the account's own before. */
function TierNow({ one }: { readonly one: DecidingProps['one'] }) {
  const { pick } = useI18n();
  const risk = useTopic('risk/state', (state) => (state?.callId ? state : null));
  if (!risk || risk.tier === 'unknown' || risk.tier === 'none') return <CaseTier one={one} />;
  const reasons = risk.rows.map(({ reason }) => pick(reason)).filter((words) => words !== '');
  return (
    <div className="row wrap">
      <Tier tier={risk.tier} />
      <span className="xs ink-2">{reasons.join(' · ')}</span>
    </div>
  );
}

interface DecidingProps {
  readonly outcome: Outcome;
  readonly one: NonNullable<ReturnType<typeof ownCase>>;
  readonly onClose: () => void;
}

function Deciding({ outcome, one, onClose }: DecidingProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const desk = useDesk();
  const reasons: readonly string[] = reasonsOf[outcome];
  // Letting money go has no reason ready: one is to be chosen.
  const [reason, setReason] = useState<string | null>(outcome === 'release' ? null : (reasons[0] ?? null));
  const [note, setNote] = useState('');
  const [choices] = useState(() => delayChoices(Date.now()));
  const [until, setUntil] = useState(
    () => choices.find(({ id }) => id === 'evening')?.until ?? choices[0]?.until ?? 0,
  );
  const [wrong, setWrong] = useState<string | null>(null);
  const waits = useDeskState(moneyWaits);
  const asksFirst = outcome === 'release' && waits !== null;
  const decide = async (): Promise<void> => {
    if (reason === null) return;
    const result = await desk.bridge.send('cases/decide', {
      caseId: one.caseId,
      outcome,
      reason: reason as never,
      note: note.trim(),
      ...(outcome === 'delay' ? { until } : {}),
      ...(asksFirst && waits.policy === 'warn' ? { anyway: true } : {}),
    });
    if (result.ok) onClose();
    else setWrong(errorWords(i18n, result.error));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const chosen = /^[1-9]$/.test(event.key) && !typing ? reasons[Number(event.key) - 1] : undefined;
    if (chosen) {
      event.preventDefault();
      setReason(chosen);
    }
    if (
      event.key === 'Enter' &&
      !event.nativeEvent.isComposing &&
      !(event.target instanceof HTMLButtonElement)
    ) {
      event.preventDefault();
      void decide();
    }
  };
  return (
    <Dialog
      title={t(`cases.dialog.${outcome}`)}
      onClose={onClose}
      foot={
        <>
          <Button
            kind={outcome === 'release' ? 'danger-fill' : 'primary'}
            keys="Enter"
            disabled={reason === null || (asksFirst && waits.policy === 'block')}
            onClick={() => void decide()}
          >
            {asksFirst && waits.policy === 'warn' ? t('care.safety.anyway') : t(`cases.outcome.${outcome}`)}
          </Button>
          <span className="fill" />
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <div className="case-dialog" role="presentation" onKeyDown={onKeyDown} data-outcome={outcome}>
        <Money one={one} />
        <p className="ink-2">{t(`cases.effect.${outcome}`)}</p>
        {outcome === 'release' ? <SafetyFirst /> : null}
        {outcome === 'delay' ? (
          <Segmented
            label={t('cases.until')}
            value={String(until)}
            options={choices.map((choice) => ({
              value: String(choice.until),
              label: t(`cases.delay.${choice.id}`, { time: format.time(choice.until) }),
            }))}
            onChange={(value) => setUntil(Number(value))}
          />
        ) : null}
        <ul className="cues" aria-label={t('cases.reasonTitle')}>
          {reasons.map((id, index) => (
            <li key={id}>
              <label className="cue">
                <input
                  type="radio"
                  name="case-reason"
                  className="check"
                  checked={reason === id}
                  {...(index === 0 ? { 'data-autofocus': true } : {})}
                  onChange={() => setReason(id)}
                />
                {t(`cases.reasons.${id}` as never)}
                <KeyCap keys={String(index + 1)} bare />
              </label>
            </li>
          ))}
        </ul>
        <div className="field">
          <input
            type="text"
            aria-label={t('cases.note')}
            placeholder={t('cases.note')}
            maxLength={300}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <div className="case-kept">
          <span className="xs ink-2">{t('cases.kept')}</span>
          <TierNow one={one} />
          <CaseCues one={one} />
        </div>
        {wrong ? <p className="field-note wrong">{wrong}</p> : null}
      </div>
    </Dialog>
  );
}
