import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { currentCall, deskPhase, liveCall, type DeskPhase } from '#renderer/stores/select/call.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Elapsed } from '#renderer/ui/clock.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';

const looks: Readonly<Record<DeskPhase, { readonly className: string; readonly icon: IconName }>> = {
  notReady: { className: '', icon: 'pause' },
  ready: { className: '', icon: 'headset' },
  ringing: { className: 'ringing', icon: 'bell' },
  dialing: { className: 'ringing', icon: 'phone' },
  connecting: { className: 'live', icon: 'phone' },
  active: { className: 'live', icon: 'phone' },
  held: { className: 'held', icon: 'pause' },
  consulting: { className: 'live', icon: 'ask' },
  conferenced: { className: 'live', icon: 'people' },
  handingOver: { className: 'ringing', icon: 'transfer' },
  ended: { className: '', icon: 'hangUp' },
  wrapUp: { className: 'wrap-up', icon: 'note' },
};

/** Since when the clock of this phase runs. */
function clockStart(state: DeskState): number | null {
  const call = currentCall(state);
  switch (deskPhase(state)) {
    case 'ringing':
    case 'dialing':
    case 'connecting':
      return call?.startedAt ?? null;
    case 'active':
    case 'consulting':
    case 'conferenced':
    case 'handingOver':
      return call?.answeredAt ?? call?.startedAt ?? null;
    case 'held':
      return call?.heldSince ?? call?.answeredAt ?? null;
    case 'wrapUp':
      return state.seat?.wrapUp?.startedAt ?? null;
    default:
      return state.seat?.since ?? null;
  }
}

/** The state in a word, and its clock. */
export function BarState() {
  const { t } = useI18n();
  const phase = useDeskState(deskPhase);
  const since = useDeskState(clockStart);
  const resuming = useDeskState((state) => currentCall(state)?.resuming ?? false);
  const clear = useDeskState((state) => state.media?.clear === true && liveCall(state) !== null);
  const look = looks[phase];
  return (
    <div className={`bar-state ${look.className}`} data-phase={phase}>
      <span className="word">
        <Icon name={look.icon} size="s" />
        {t(resuming ? 'call.state.resuming' : `call.state.${phase}`)}
        {clear ? ` · ${t('call.clear')}` : null}
      </span>
      <span className="time" role="timer">
        {since === null ? '00:00' : <Elapsed since={since} />}
      </span>
    </div>
  );
}
