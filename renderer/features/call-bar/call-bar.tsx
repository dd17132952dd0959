import { barCommands } from '#renderer/commands/call-commands.ts';
import { help } from '#renderer/commands/care-commands.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { recordedCall } from '#renderer/stores/select/recording.ts';
import { deskPhase, talkingCall, waitingCall } from '#renderer/stores/select/call.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Slot } from '#renderer/ui/slot.tsx';
import { BarMeasures } from './bar-measures.tsx';
import { BarRecording } from './bar-recording.tsx';
import { BarQuality } from './bar-quality.tsx';
import { BarState } from './bar-state.tsx';
import { BarWho } from './bar-who.tsx';
import { SeatCell } from './seat-cell.tsx';

const [forward, dialPad, mute, hold, text, transfer, addParty, end] = barCommands;

/** The furniture: who, how well one hears, and what the hands can do. Same place, same key in every state. */
export function CallBar() {
  const { t } = useI18n();
  // The pause is said in large letters: it has the place of the figures meanwhile.
  const paused = useDeskState((state) => recordedCall(state)?.state === 'paused');
  return (
    <header className="bar" aria-label={t('call.bar')}>
      <h1 className="unseen">{t('common.deskName')}</h1>
      <BarState />
      <BarWho />
      <BarRecording />
      {paused ? null : <BarMeasures />}
      <BarQuality />
      <Slots />
      <SeatCell />
    </header>
  );
}

function Slots() {
  const phase = useDeskState(deskPhase);
  const muted = useDeskState((state) => talkingCall(state)?.muted ?? false);
  const textOpen = useDeskState((state) => {
    const call = talkingCall(state);
    return call !== null && state.view.textOpenFor === call.id;
  });
  // Not ready is no task of its own where another workspace has its primary.
  const atDesk = useDeskState((state) => currentWorkspace(state) === 'desk');
  // A dialog has the primary of its own; a ringing call keeps it whatever lies open.
  const free = useDeskState((state) => state.view.overlay === null);
  const goes = phase === 'ringing' || (free && (phase === 'wrapUp' || (phase === 'notReady' && atDesk)));
  const waiting = useDeskState((state) => waitingCall(state) !== null);
  const held = useDeskState((state) => talkingCall(state)?.state === 'held');
  const mixed = useDeskState((state) => talkingCall(state)?.conferenced ?? false);
  const asked = useDeskState((state) => careOfCall(state)?.help?.state ?? null);
  if (!forward || !dialPad || !mute || !hold || !text || !transfer || !addParty || !end) return null;
  return (
    <div className="slots">
      <Slot
        command={forward}
        go
        primary={goes}
        attention={waiting}
        icon={phase === 'ringing' || waiting ? 'phone' : 'check'}
      />
      <Slot command={dialPad} />
      <Slot command={mute} icon={muted ? 'micOff' : 'mic'} attention={muted} />
      <Slot command={hold} icon={held ? 'play' : 'pause'} attention={held} />
      <Slot command={text} pressed={textOpen} />
      <Slot command={transfer} />
      <Slot command={addParty} icon={mixed ? 'people' : 'add'} pressed={mixed} />
      <span className="divide" />
      <Slot command={help} pressed={asked !== null} attention={asked === 'asked'} />
      <Slot command={end} />
    </div>
  );
}
