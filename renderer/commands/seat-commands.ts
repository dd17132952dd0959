import type { NotReadyReason } from '#shared/seat/contract.ts';
import { deskPhase, liveCall } from '#renderer/stores/select/call.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';
import { goReady } from './sound-commands.ts';
import { finishWrapUp } from './finish-wrap-up.ts';

/** The pause codes a person can choose, in the order of the menu. */
export const pauseReasons = [
  'break',
  'meal',
  'training',
  'meeting',
  'coaching',
  'outboundTask',
  'systemTrouble',
] as const satisfies readonly NotReadyReason[];

const signedIn = (state: DeskState): boolean => state.access?.phase === 'signedIn' && state.seat !== null;

export const seatMenu: DeskCommand = {
  id: 'seat.menu',
  group: 'seat',
  icon: 'user',
  shortcut: 'F10',
  label: () => ({ key: 'seat.menu' }),
  isEnabled: signedIn,
  hidden: true,
  run: (desk, state) =>
    desk.setView({ overlay: state.view.overlay?.kind === 'seatMenu' ? null : { kind: 'seatMenu' } }),
};

/** Ready at once, or after the call that is up. */
export const setReady: DeskCommand = {
  id: 'seat.ready',
  group: 'seat',
  icon: 'check',
  shortcut: null,
  label: (state) => ({ key: liveCall(state) ? 'seat.readyAfterCall' : 'seat.goReady' }),
  isEnabled: (state) => {
    if (!signedIn(state)) return false;
    if (liveCall(state)) return state.seat?.afterCall !== 'ready';
    return deskPhase(state) === 'notReady';
  },
  run: goReady,
};

export const pauseCommands: readonly DeskCommand[] = pauseReasons.map((reason) => ({
  id: `seat.pause.${reason}`,
  group: 'seat',
  icon: 'pause',
  shortcut: null,
  label: () => ({ key: `seat.reason.${reason}` }),
  isEnabled: (state) => signedIn(state) && deskPhase(state) !== 'wrapUp' && state.seat?.reason !== reason,
  run: async (desk) => void (await desk.send('seat/set-not-ready', { reason })),
}));

/** After the wrap-up to a break instead of the next call. */
export const finishToBreak: DeskCommand = {
  id: 'seat.finishToBreak',
  group: 'seat',
  icon: 'pause',
  shortcut: 'Alt+G',
  label: () => ({ key: 'wrapUp.finishToBreak' }),
  isEnabled: (state) => deskPhase(state) === 'wrapUp',
  run: async (desk) => finishWrapUp(desk, 'notReady'),
};

export const signOut: DeskCommand = {
  id: 'seat.signOut',
  group: 'seat',
  icon: 'leave',
  shortcut: null,
  label: () => ({ key: 'access.signOut' }),
  isEnabled: (state) => signedIn(state) && liveCall(state) === null && state.seat?.wrapUp == null,
  whyDisabled: () => 'access.signOutInCall',
  run: async (desk) => {
    await desk.send('access/sign-out', {});
    desk.setView({ workspace: null, overlay: null });
  },
};

export const seatCommands: readonly DeskCommand[] = [
  seatMenu,
  setReady,
  ...pauseCommands,
  finishToBreak,
  signOut,
];
