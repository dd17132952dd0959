import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { currentCall, deskPhase, waitingCall } from '#renderer/stores/select/call.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { callerName } from './caller-name.ts';

/**
 * Says to a screen reader what sighted people see: who rings, that it is connected, held, over; what has become of a hold and of a call
 * for help; that the caller has begun to write. The regions are there from the start, as one that comes with its words is not read; and
 * nothing in them counts seconds, as each would be read out.
 */
export function Announcer() {
  const i18n = useI18n();
  const call = useDeskState((state) => callWords(i18n, state));
  const hold = useDeskState((state) => holdWords(i18n, state));
  const help = useDeskState((state) => helpWords(i18n, state));
  const text = useDeskState((state) => textWords(i18n, state));
  return (
    <div className="unseen">
      <div role="status" aria-live="assertive" data-announce="call">
        {call}
      </div>
      <div role="status" data-announce="hold">
        {hold}
      </div>
      <div role="status" data-announce="help">
        {help}
      </div>
      <div role="status" data-announce="text">
        {text}
      </div>
    </div>
  );
}

function callWords(i18n: I18n, state: DeskState): string {
  const waiting = waitingCall(state);
  if (waiting)
    return i18n.t('call.announce.waiting', {
      who: waiting.displayName || waiting.numberMasked || i18n.t('call.anonymous'),
    });
  const phase = deskPhase(state);
  if (phase === 'consulting' || phase === 'conferenced' || phase === 'handingOver')
    return i18n.t(`call.announce.${phase}`);
  const call = currentCall(state);
  if (call?.state === 'ringing') return i18n.t('call.announce.ringing', { who: whoRings(i18n, state, call) });
  if (call?.state === 'active' || call?.state === 'held' || call?.state === 'ended')
    return i18n.t(`call.announce.${call.state}`);
  return '';
}

/** Name, flags and queue, as they stand in the bar. */
function whoRings(i18n: I18n, state: DeskState, call: NonNullable<ReturnType<typeof currentCall>>): string {
  const own = state.caller?.callId === call.id ? state.caller : null;
  const flags = own?.flags.filter(({ lifted }) => lifted === null) ?? [];
  const queue = call.queue ? [i18n.maybe(`queue.${call.queue}`) ?? call.queue] : [];
  const parts = [
    callerName(i18n, call, own),
    ...flags.map(({ flag }) => i18n.t(`care.flag.${flag}`)),
    ...queue,
  ];
  return parts.join(i18n.t('common.and'));
}

/** The newest hold of this call: asked, sent, confirmed or failed. Holds come newest first. */
function holdWords({ t }: I18n, state: DeskState): string {
  const callId = state.caller?.callId ?? null;
  const hold = callId === null ? undefined : state.control?.holds.find((one) => one.callId === callId);
  if (hold === undefined) return '';
  return t('call.announce.hold', { card: hold.cardMasked, state: t(`control.state.${hold.state}`) });
}

function helpWords({ t }: I18n, state: DeskState): string {
  const help = careOfCall(state)?.help ?? null;
  if (help === null) return '';
  if (help.advice.length > 0) return t('call.announce.advice', { number: help.advice.length });
  return t(help.state === 'seen' ? 'call.announce.helpSeen' : 'call.announce.helpAsked');
}

/** The first that the caller writes opens the pane; from then on its list says each by itself. */
const textWords = ({ t }: I18n, state: DeskState): string =>
  currentCall(state)?.messages.some(({ from }) => from === 'caller') ? t('call.announce.text') : '';
