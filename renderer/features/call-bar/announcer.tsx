import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { currentCall, deskPhase, waitingCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { callerName } from './caller-name.ts';

/** Says to a screen reader what sighted people see in the bar: who rings, that it is connected, held, over. */
export function Announcer() {
  const i18n = useI18n();
  const call = useDeskState(currentCall);
  const caller = useTopic('caller/state', (state) => state);
  const own = call && caller?.callId === call.id ? caller : null;
  const flags =
    own?.flags.filter((flag) => flag.lifted === null).map((flag) => i18n.t(`care.flag.${flag.flag}`)) ?? [];
  let words = '';
  if (call?.state === 'ringing')
    words = i18n.t('call.announce.ringing', {
      who: [callerName(i18n, call, own), ...flags].join(i18n.t('common.and')),
    });
  else if (call?.state === 'active' || call?.state === 'held' || call?.state === 'ended')
    words = i18n.t(`call.announce.${call.state}`);
  const phase = useDeskState(deskPhase);
  const waiting = useDeskState(waitingCall);
  if (waiting)
    words = i18n.t('call.announce.waiting', {
      who: waiting.displayName || waiting.numberMasked || i18n.t('call.anonymous'),
    });
  else if (phase === 'consulting' || phase === 'conferenced' || phase === 'handingOver')
    words = i18n.t(`call.announce.${phase}`);
  return (
    <div className="unseen" role="status" aria-live="assertive">
      {words}
    </div>
  );
}
