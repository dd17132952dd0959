import type { CareFlag } from '#shared/care/care-flag.ts';
import { activeFlags, flagToKeep, hasFlag } from '#renderer/stores/select/caller.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

const callOf = (state: DeskState) => state.caller?.callId ?? null;

/** Heard in the call and marked at once: seconds count, and no dialog stands between (cases 2.10, 2.13). */
const mark = (flag: CareFlag & ('crisis' | 'distress'), shortcut: string): DeskCommand => ({
  id: `care.mark:${flag}`,
  group: 'caller',
  icon: flag,
  shortcut,
  label: () => ({ key: `care.mark.${flag}` }),
  isEnabled: (state) => callOf(state) !== null && !hasFlag(state, flag),
  run: async (desk, state) => {
    const callId = callOf(state);
    if (callId) await desk.send('caller/set-flag', { callId, flag, source: 'heardByAgent' });
  },
});

export const markCrisis = mark('crisis', 'Alt+Shift+C');
export const markDistress = mark('distress', 'Alt+Shift+D');

const unconfirmed = (state: DeskState): readonly CareFlag[] =>
  activeFlags(state).flatMap(({ flag, confirmed }) => (confirmed ? [] : [flag]));

/** What the rules set is true of this caller: confirmed by whoever spoke with them. */
export const confirmFlags: DeskCommand = {
  id: 'care.confirm',
  group: 'caller',
  icon: 'check',
  shortcut: 'Alt+Shift+F',
  label: () => ({ key: 'care.confirmAll' }),
  isEnabled: (state) => callOf(state) !== null && unconfirmed(state).length > 0,
  run: async (desk, state) => {
    const callId = callOf(state);
    if (!callId) return;
    for (const flag of unconfirmed(state)) await desk.send('caller/confirm-flag', { callId, flag });
  },
};

/** The caller was asked whether the next call may know it, and agreed. */
export const keepFlag: DeskCommand = {
  id: 'care.keep',
  group: 'caller',
  icon: 'flag',
  shortcut: 'Alt+Shift+A',
  label: () => ({ key: 'care.keepAgreed' }),
  isEnabled: (state) => callOf(state) !== null && flagToKeep(state) !== null,
  run: async (desk, state) => {
    const callId = callOf(state);
    const flag = flagToKeep(state);
    if (callId && flag) await desk.send('caller/keep-flag', { callId, flag, agreed: true });
  },
};

export const careCommands: readonly DeskCommand[] = [markCrisis, markDistress, confirmFlags, keepFlag];
