import { otherDialing, otherTalk } from '#renderer/stores/select/call.ts';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { picturedCall, signSeat, videoShown } from '#renderer/stores/select/video.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { actAsking, askedAgain } from './asked-first.ts';
import type { DeskCommand } from './command.ts';

/** Pictures may be changed while the caller is talked to: not on hold, not while a request is under way. */
const open = (state: DeskState): boolean => {
  const call = picturedCall(state);
  return call?.state === 'active' && call.pending === null && !call.video.pending;
};

/** Ctrl F6: adds pictures, takes up the caller on an offer, drops them again. */
export const videoToggle: DeskCommand = {
  id: 'video.toggle',
  group: 'call',
  icon: 'video',
  shortcut: 'Ctrl+F6',
  label: (state) => ({ key: videoLabel(state) }),
  isEnabled: open,
  run: async (desk, state) => {
    const call = picturedCall(state);
    if (call) await desk.send('call/set-video', { callId: call.id, on: call.video.state !== 'on' });
  },
};

function videoLabel(state: DeskState): Key {
  const video = picturedCall(state)?.video.state;
  if (video === 'on') return 'video.drop';
  return video === 'asked' ? 'video.take' : 'video.add';
}

/** Shift F6, beside F6 the text: the slate's panel and the cursor in it; once more puts the panel away. What stands on the slate stays there. */
export const slateOpen: DeskCommand = {
  id: 'video.slate',
  group: 'call',
  icon: 'slate',
  shortcut: 'Shift+F6',
  label: (state) => ({ key: videoShown(state) ? 'video.close' : 'video.open' }),
  isEnabled: (state) => picturedCall(state) !== null,
  run: (desk, state) => {
    const call = picturedCall(state);
    if (!call) return;
    const shown = videoShown(state);
    desk.setView({ slateFor: { callId: call.id, open: !shown } });
    if (!shown) desk.focus('slate');
  },
};

/** Shift F4, beside F4 the microphone: the agent's own camera. */
export const cameraToggle: DeskCommand = {
  id: 'video.camera',
  group: 'call',
  icon: 'camera',
  shortcut: 'Shift+F4',
  label: (state) => ({
    key: picturedCall(state)?.video.camera === 'ok' ? 'video.cameraOff' : 'video.cameraOn',
  }),
  isEnabled: open,
  run: async (desk, state) => {
    const call = picturedCall(state);
    if (call) await desk.send('call/set-camera', { callId: call.id, on: call.video.camera !== 'ok' });
  },
};

/** Ctrl Shift F4, beside Shift F4: what is behind the agent is blurred, or shown. It is the setting, so that it holds for the next call too. */
export const blurToggle: DeskCommand = {
  id: 'video.blur',
  group: 'call',
  icon: 'camera',
  shortcut: 'Ctrl+Shift+F4',
  label: (state) => ({ key: isBlurred(state) ? 'video.blurOff' : 'video.blurOn' }),
  isEnabled: (state) =>
    picturedCall(state) !== null && state.settings?.sources['video.background'] !== 'policy',
  whyDisabled: (state) =>
    state.settings?.sources['video.background'] === 'policy' ? 'video.why.locked' : null,
  run: async (desk, state) => {
    const value = isBlurred(state) ? 'off' : 'blur';
    await desk.send('settings/set', { key: 'video.background', value });
  },
};
const isBlurred = (state: DeskState): boolean => state.settings?.values['video.background'] === 'blur';

/** With no sign seat free a time is agreed instead, for a caller who needs one. */
const mayCall = (state: DeskState): boolean =>
  open(state) &&
  (signSeat(state) !== null || hasFlag(state, 'hearingImpaired')) &&
  otherTalk(state) === null &&
  otherDialing(state) === null;
const signLabel = (state: DeskState, key: Key): { readonly key: Key } => ({
  key: signSeat(state) === null && hasFlag(state, 'hearingImpaired') ? 'care.seat.noneFree.sign' : key,
});
const whyNot = (state: DeskState): Key | null =>
  picturedCall(state) !== null && signSeat(state) === null ? 'video.why.noSign' : null;

/** Shift F8, beside F8 who is added: a sign seat joins at once with picture, nobody is held meanwhile. */
export const signJoin: DeskCommand = {
  id: 'video.signJoin',
  group: 'call',
  icon: 'sign',
  shortcut: 'Shift+F8',
  label: (state) => signLabel(state, 'video.signJoin'),
  isEnabled: mayCall,
  whyDisabled: whyNot,
  run: async (desk, state) => {
    const [call, seat] = [picturedCall(state), signSeat(state)];
    if (call && seat)
      await desk.send('call/consult', { callId: call.id, number: seat.number, join: true, video: true });
    else if (call) desk.setView({ overlay: { kind: 'followUp' } });
  },
};

/** Ctrl F8, beside Shift F8: the caller goes to a sign seat altogether. A caller in a crisis is not handed on without a word. */
export const signTransfer: DeskCommand = {
  id: 'video.signTransfer',
  group: 'call',
  icon: 'transfer',
  shortcut: 'Ctrl+F8',
  label: (state) => signLabel(state, askedAgain(state, 'video.signTransfer') ?? 'video.signTransfer'),
  isEnabled: mayCall,
  whyDisabled: whyNot,
  run: async (desk, state) => {
    const [call, seat] = [picturedCall(state), signSeat(state)];
    if (!call) return;
    if (!seat) return desk.setView({ overlay: { kind: 'followUp' } });
    // To hand a deaf caller to a sign seat is what they need; for any other flag main asks first.
    const asks = (['crisis', 'distress', 'elderly'] as const).some((flag) => hasFlag(state, flag));
    const input = { callId: call.id, number: seat.number, confirmed: !asks };
    await actAsking(desk, 'video.signTransfer', 'call/transfer', input, call.id);
  },
};

export const videoCommands: readonly DeskCommand[] = [
  videoToggle,
  slateOpen,
  cameraToggle,
  blurToggle,
  signJoin,
  signTransfer,
];
