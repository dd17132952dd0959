import {
  deskPhase,
  liveCall,
  ringingCall,
  talkingCall,
  waitingCall,
  callersTalk,
  type DeskPhase,
} from '#renderer/stores/select/call.ts';
import { callWithoutSound, soundless } from '#renderer/stores/select/sound.ts';
import type { Key } from '#renderer/i18n/key.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { lostReasons } from '#shared/call/lost-call.ts';
import { actAsking, askedAgain } from './asked-first.ts';
import type { DeskCommand } from './command.ts';
import { addParty, transfer } from './line-commands.ts';
import { goReady } from './sound-commands.ts';
import { finishWrapUp } from './finish-wrap-up.ts';

const forwardLabels: Partial<Readonly<Record<DeskPhase, Key>>> = {
  ringing: 'call.forward.answer',
  wrapUp: 'call.forward.finish',
  notReady: 'call.forward.ready',
  ready: 'call.forward.isReady',
  dialing: 'call.forward.dialing',
  connecting: 'call.forward.connecting',
};

/** F2 always goes forward: answer → (talk) → finish → ready. Between those it rests, in its place. */
export const forward: DeskCommand = {
  id: 'call.forward',
  group: 'call',
  icon: 'phone',
  shortcut: 'F2',
  label: (state) => ({
    key:
      askedAgain(state, 'call.forward') ??
      (waitingCall(state)
        ? 'call.forward.answerWaiting'
        : (forwardLabels[deskPhase(state)] ?? 'call.forward.answered')),
  }),
  isEnabled: (state) => {
    const phase = deskPhase(state);
    const waiting = waitingCall(state);
    if (waiting) return waiting.pending === null && phase !== 'conferenced';
    if (phase === 'ringing') return ringingCall(state)?.pending === null;
    if (phase === 'wrapUp') return true;
    return phase === 'notReady' && state.seat !== null;
  },
  whyDisabled: (state) => (waitingCall(state) ? 'call.why.conferenced' : null),
  run: async (desk, state) => {
    const ringing = waitingCall(state) ?? ringingCall(state);
    if (ringing) await actAsking(desk, 'call.forward', 'call/answer', { callId: ringing.id }, ringing.id);
    else if (deskPhase(state) === 'wrapUp') await finishWrapUp(desk, 'ready');
    else await goReady(desk, state);
  },
};

/** For a caller who hears badly: the agent's voice louder and clearer, until the call is over. */
export const speakClearly: DeskCommand = {
  id: 'call.speakClearly',
  group: 'call',
  icon: 'mic',
  shortcut: 'Shift+F3',
  label: (state) => ({ key: state.media?.clear === true ? 'call.speakAsUsual' : 'call.speakClearly' }),
  isEnabled: (state) => talkingCall(state) !== null,
  run: async (desk, state) =>
    void (await desk.send('media/speak-clearly', { on: state.media?.clear !== true })),
};

export const mute: DeskCommand = {
  id: 'call.mute',
  group: 'call',
  icon: 'mic',
  shortcut: 'F4',
  label: (state) => ({ key: liveCall(state)?.muted ? 'call.unmute' : 'call.mute' }),
  isEnabled: (state) => talkingCall(state) !== null,
  run: async (desk, state) => {
    const call = talkingCall(state);
    if (call) await desk.send('call/set-muted', { callId: call.id, muted: !call.muted });
  },
};

export const hold: DeskCommand = {
  id: 'call.hold',
  group: 'call',
  icon: 'pause',
  shortcut: 'F5',
  label: (state) => ({
    key:
      askedAgain(state, 'call.hold') ?? (talkingCall(state)?.state === 'held' ? 'call.resume' : 'call.hold'),
  }),
  isEnabled: (state) => {
    const call = talkingCall(state);
    return call !== null && call.pending === null && !call.conferenced;
  },
  whyDisabled: (state) => (talkingCall(state)?.conferenced ? 'call.why.conferenced' : null),
  // Hold music for somebody in a crisis: asked about first, like every act that holds or ends a call (domain.md).
  run: async (desk, state) => {
    const call = talkingCall(state);
    if (call?.state === 'held') await desk.send('call/resume', { callId: call.id });
    else if (call) await actAsking(desk, 'call.hold', 'call/hold', { callId: call.id }, call.id);
  },
};

export const text: DeskCommand = {
  id: 'call.text',
  group: 'call',
  icon: 'text',
  shortcut: 'F6',
  label: () => ({ key: 'call.text' }),
  isEnabled: (state) => callersTalk(state) !== null,
  run: (desk, state) => {
    const call = callersTalk(state);
    if (!call) return;
    desk.setView({ textOpenFor: call.id });
    desk.focus('text');
  },
};

/** The caller whose call was lost, as long as nobody else is on the line. */
export const lostCall = (state: DeskState): CallSnapshot | null => {
  const calls = state.calls?.calls ?? [];
  if (calls.some((call) => call.state !== 'ended')) return null;
  const call = calls.findLast(({ answeredAt }) => answeredAt !== null);
  return call?.end && lostReasons.includes(call.end.reason) && call.numberMasked !== '' ? call : null;
};

/** Calls back whom the line lost, or ends a call without sound and rings anew. The number stays masked: main knows it. */
export const callBack: DeskCommand = {
  id: 'call.callBack',
  group: 'call',
  icon: 'phone',
  shortcut: 'Ctrl+F3',
  label: (state) => ({ key: callWithoutSound(state) ? 'call.sound.ringBack' : 'call.callBack' }),
  isEnabled: (state) => rungAgain(state) !== null && state.line?.state === 'registered',
  whyDisabled: (state) => (rungAgain(state) ? 'call.why.noLine' : null),
  run: async (desk, state) => {
    const call = rungAgain(state);
    if (call) await desk.send('call/call-back', { callId: call.id });
  },
};

const rungAgain = (state: DeskState): CallSnapshot | null => lostCall(state) ?? callWithoutSound(state);

/** Ctrl F4, beside F4 the microphone: the caller says so, and the desk cannot measure it. Once more: they hear again. */
export const notHeard: DeskCommand = {
  id: 'call.notHeard',
  group: 'call',
  icon: 'warn',
  shortcut: 'Ctrl+F4',
  label: (state) => ({ key: soundless(state) === 'saidNotHeard' ? 'call.heardAgain' : 'call.notHeard' }),
  isEnabled: (state) => liveCall(state)?.state === 'active',
  run: (desk, state) => {
    const call = liveCall(state);
    if (call) desk.setView({ notHeardFor: state.view.notHeardFor === call.id ? null : call.id });
  },
};

/** F12: decline while it rings, end afterwards. Not red: ending a call is no danger. */
export const end: DeskCommand = {
  id: 'call.end',
  group: 'call',
  icon: 'hangUp',
  shortcut: 'F12',
  label: (state) => ({ key: endLabel(state) }),
  isEnabled: (state) => {
    const call = callToEnd(state);
    return call !== null && call.pending !== 'hangUp';
  },
  run: async (desk, state) => endCall(desk, state),
};

/** With three on the line whoever was added goes first: the caller is never dropped by one press too many. */
function callToEnd(state: DeskState): CallSnapshot | null {
  const front = liveCall(state);
  if (!front?.conferenced) return front;
  const added = state.calls?.calls.find(({ conferenced, consultFor }) => conferenced && consultFor !== null);
  return added ?? front;
}

function endLabel(state: DeskState): Key {
  const live = liveCall(state);
  const again = askedAgain(state, 'call.end');
  if (again) return again;
  if (live?.conferenced && callToEnd(state)?.consultFor != null) return 'call.dropThird';
  if (live?.state === 'ringing') return 'call.decline';
  if (live?.state === 'dialing') return 'call.cancel';
  return live?.consultFor == null ? 'call.end' : 'call.endConsult';
}

/** While the crisis flag stands nobody hangs up by one press: main asks first (case 2.10). */
async function endCall(desk: Desk, state: DeskState): Promise<void> {
  const call = callToEnd(state);
  if (!call) return;
  // What was typed goes to disk first: the wrap-up begins with it.
  await desk.draft.flush();
  if (call.state === 'ringing') await desk.send('call/decline', { callId: call.id });
  else await actAsking(desk, 'call.end', 'call/hang-up', { callId: call.id }, call.id);
}

/** F3: dial when the line is free, tones while talking. */
export const dialPad: DeskCommand = {
  id: 'call.dialPad',
  group: 'call',
  icon: 'keypad',
  shortcut: 'F3',
  label: (state) => ({ key: talkingCall(state) ? 'call.tones' : 'call.dial' }),
  isEnabled: (state) => {
    const phase = deskPhase(state);
    if (talkingCall(state) !== null) return phase !== 'handingOver';
    return (phase === 'ready' || phase === 'notReady') && state.line?.state === 'registered';
  },
  whyDisabled: (state) => (state.line?.state === 'registered' ? null : 'call.why.noLine'),
  run: (desk, state) =>
    desk.setView({ overlay: state.view.overlay?.kind === 'dialPad' ? null : { kind: 'dialPad' } }),
};

/** In the order of the bar; F9 help stands beside the end (`care-commands.ts`). */
export const barCommands: readonly DeskCommand[] = [
  forward,
  dialPad,
  mute,
  hold,
  text,
  transfer,
  addParty,
  end,
  speakClearly,
];
