import { liveCall } from '#renderer/stores/select/call.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

/** Ctrl F10: is the headset right, before a caller has to say so. */
export const trySound: DeskCommand = {
  id: 'sound.try',
  group: 'seat',
  icon: 'headset',
  shortcut: 'Ctrl+F10',
  label: () => ({ key: 'settings.sound.try' }),
  isEnabled: (state) => state.access?.phase === 'signedIn' && liveCall(state) === null,
  whyDisabled: () => 'settings.sound.inCall',
  run: (desk) => desk.setView({ overlay: { kind: 'sound' } }),
};

/** Ready, or first the sound where the bank wants it tried. */
export async function goReady(desk: Desk, state: DeskState): Promise<void> {
  if (state.soundCheck?.wanted === 'require' && liveCall(state) === null)
    return desk.setView({ overlay: { kind: 'sound' } });
  await desk.send('seat/set-ready', {});
}

export const soundCommands: readonly DeskCommand[] = [trySound];
