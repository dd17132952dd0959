import type { ControlRequest } from '#shared/control/contract.ts';
import { isHold } from '#shared/control/state.ts';
import { openControls, recommendedNow } from '#renderer/commands/control-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';

/** The recommended control and the way to all others; below it, what was asked for in this call and how far each is. */
export function Controls() {
  const { t } = useI18n();
  const desk = useDesk();
  const recommended = useDeskState(recommendedNow);
  const known = useTopic('caller/state', (caller) => (caller?.holder ?? null) !== null);
  if (!known) return null;
  return (
    <>
      <div className="row wrap" data-part="controls">
        {recommended !== null && recommended !== 'cardHold' ? (
          <Button
            icon="shield"
            onClick={() => desk.setView({ overlay: { kind: 'control', control: recommended } })}
          >
            {t('control.recommended', { control: t(`control.id.${recommended}`) })}
          </Button>
        ) : null}
        <CommandButton command={openControls} withIcon />
      </div>
      <Asked />
    </>
  );
}

const stateIcon: Readonly<Record<ControlRequest['state'], IconName>> = {
  asked: 'asked',
  sent: 'flight',
  confirmed: 'lock',
  failed: 'warn',
  withdrawn: 'back',
};

function Asked() {
  const callId = useTopic('caller/state', (caller) => caller?.callId ?? null);
  const requests = useTopic('control/state', (control) => control?.requests ?? null);
  const own = requests?.filter((one) => one.callId === callId && callId !== null && !isHold(one)) ?? [];
  if (own.length === 0) return null;
  return (
    <ul className="card">
      {own.map((one) => (
        <AskedRow key={one.requestId} request={one} />
      ))}
    </ul>
  );
}

function AskedRow({ request }: { readonly request: ControlRequest }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { requestId, control, action, target, state, receipt, failure, trouble } = request;
  const name = t(`control.id.${control}`);
  const retry = failure?.retryable || (trouble !== null && state !== 'confirmed');
  return (
    <li className="account" data-control={control} data-state={state}>
      <div className="account-line">
        <div className="fill">
          <div>{action === 'undo' ? t('control.takingBack', { control: name }) : name}</div>
          <div className="kind">
            {target.masked}
            {receipt ? ` · ${t('control.say.receipt', { number: receipt.number })}` : null}
            {failure ? ` · ${t(`control.failure.${failure.code}`)}` : null}
            {trouble && !failure ? ` · ${t(`control.trouble.${trouble.code}`)}` : null}
          </div>
        </div>
        <span className={`control-state ${state === 'withdrawn' ? 'asked' : state}`} role="status">
          <Icon name={stateIcon[state]} size="s" turning={state === 'sent'} />
          {t(`control.state.${state}`)}
        </span>
        {retry ? (
          <Button kind="quiet" onClick={() => void desk.send('control/retry', { requestId })}>
            {t('control.retry')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
