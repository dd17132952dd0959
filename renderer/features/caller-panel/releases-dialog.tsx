import { useState } from 'react';
import type { ReleaseAsk } from '#shared/control/contract.ts';
import { openAsks } from '#renderer/commands/control-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { moneyWaits } from '#renderer/stores/select/care-call.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { SafetyFirst } from '#renderer/ui/safety-first.tsx';

/** The team lead's list of holds that agents want taken back. Each needs a reason; a release is two presses, the reason and the button. */
export function ReleasesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const state = useTopic('control/state', (control) => control);
  const asks = state ? openAsks({ ...desk.state(), control: state }) : [];
  return (
    <Dialog
      title={t('control.releasesTitle')}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {asks.length === 0 ? <p className="ink-2">{t('control.noReleases')}</p> : null}
      {asks.map((ask) => (
        <AskRow key={ask.askId} ask={ask} />
      ))}
    </Dialog>
  );
}

function AskRow({ ask }: { readonly ask: ReleaseAsk }) {
  const { t, format } = useI18n();
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const hold = useTopic(
    'control/state',
    (control) => control?.requests.find((one) => one.requestId === ask.requestId) ?? null,
  );
  const releasing = useTopic(
    'control/state',
    (control) =>
      control?.requests.find((one) => one.undoes?.requestId === ask.requestId && one.state !== 'failed') ??
      null,
  );
  const given = reason.trim().length >= 2;
  // Money of whoever is on the line moves again by it: their questions come first.
  const waits = useDeskState((state) =>
    state.caller?.cards.some(({ cardId }) => cardId === ask.target.id) ? moneyWaits(state) : null,
  );
  return (
    <div className="well stack" data-ask={ask.askId}>
      <div className="row">
        <b>{ask.target.masked}</b>
        <span className="fill" />
        <span className="xs ink-2">
          {ask.askedBy.name} · {format.time(ask.askedAt)} · {t(`control.askWhy.${ask.why}`)}
        </span>
      </div>
      <p className="xs ink-2">
        {releasing
          ? t('control.releasing', { state: t(`control.state.${releasing.state}`) })
          : hold?.state === 'confirmed'
            ? t('control.say.receipt', { number: hold.receipt?.number ?? '' })
            : t('control.notYetHeld')}
      </p>
      {waits ? <SafetyFirst /> : null}
      <Field
        label={t('control.dialog.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="row tight">
        <Button
          disabled={!given || hold?.state !== 'confirmed' || releasing !== null || waits?.policy === 'block'}
          onClick={() =>
            void desk.send('control/release', {
              requestId: ask.requestId,
              reason,
              ...(waits ? { anyway: true } : {}),
            })
          }
        >
          {t('control.release')}
        </Button>
        <Button
          kind="quiet"
          disabled={!given || releasing !== null}
          onClick={() => void desk.send('control/decline-release', { askId: ask.askId, reason })}
        >
          {t('control.decline')}
        </Button>
      </div>
    </div>
  );
}
