import type { CareFlag } from '#shared/care/care-flag.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { careOfCall, dialectSeats, languageSeats } from '#renderer/stores/select/care-call.ts';
import { activeFlags, callerLanguage, flagToKeep, hasFlag } from '#renderer/stores/select/caller.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { SpecialistSeat } from '#shared/seat/directory.ts';
import { answerHelp, bringLeadIn } from './care-help-commands.ts';
import { careStepCommands } from './care-step-commands.ts';
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

/** F9: where the call stands goes to whoever leads this floor; what has become of it stands on the slot. */
export const help: DeskCommand = {
  id: 'care.help',
  group: 'call',
  icon: 'bell',
  shortcut: 'F9',
  label: (state) => {
    const asked = careOfCall(state)?.help;
    return { key: asked ? (asked.state === 'seen' ? 'care.help.seen' : 'care.help.asked') : 'care.help.ask' };
  },
  isEnabled: (state) => careOfCall(state) !== null && careOfCall(state)?.help == null,
  run: async (desk, state) => {
    const callId = careOfCall(state)?.callId;
    if (callId) await desk.send('care/ask-help', { callId });
  },
};

/** Help is no longer needed. */
export const withdrawHelp: DeskCommand = {
  id: 'care.withdrawHelp',
  group: 'call',
  icon: 'x',
  shortcut: 'Shift+F9',
  label: () => ({ key: 'care.help.withdraw' }),
  isEnabled: (state) => careOfCall(state)?.help != null,
  run: async (desk, state) => {
    const callId = careOfCall(state)?.callId;
    if (callId) await desk.send('care/withdraw-help', { callId });
  },
};

/** The first that can be called: free, or of whom nobody tells. */
const mayCome = (seats: readonly SpecialistSeat[]): SpecialistSeat | null =>
  seats.find(({ state }) => state !== 'busy') ?? null;

/** Brings a seat in beside the agent: the caller hears both at once, and nobody is put on hold. */
const bringIn = (
  what: 'languageSeat' | 'dialectSeat',
  shortcut: string,
  seats: (state: DeskState) => readonly SpecialistSeat[],
  needed: (state: DeskState) => boolean,
): DeskCommand => ({
  id: `care.${what}`,
  group: 'call',
  icon: 'people',
  shortcut,
  label: (state) => {
    const seat = mayCome(seats(state));
    return seat
      ? { key: `care.seat.${what}`, params: { number: seat.number, state: '' }, text: seat.name }
      : { key: needed(state) ? `care.seat.noneFree.${what}` : `care.seat.${what}None` };
  },
  isEnabled: (state) => callersTalk(state)?.state === 'active' && needed(state),
  // Nobody can come now: a time is agreed instead, while the caller is still there.
  run: async (desk, state) => {
    const call = callersTalk(state);
    const seat = mayCome(seats(state));
    if (call && seat) await desk.send('call/consult', { callId: call.id, number: seat.number, join: true });
    else desk.setView({ overlay: { kind: 'followUp' } });
  },
});

export const languageSeat = bringIn(
  'languageSeat',
  'Alt+Shift+L',
  languageSeats,
  (state) => callerLanguage(state) !== 'zh',
);
export const dialectSeat = bringIn(
  'dialectSeat',
  'Alt+Shift+O',
  dialectSeats,
  // Without any such seat nothing is promised: a dialect is a help, a foreign language is a need.
  (state) => dialectSeats(state).length > 0,
);

/** Somebody calls again: a care call-back, or the follow-up of a crisis. */
export const bookCallBack: DeskCommand = {
  id: 'care.callBack',
  group: 'caller',
  icon: 'clock',
  shortcut: 'Alt+Shift+V',
  label: () => ({ key: 'care.followUp.book' }),
  isEnabled: (state) => careOfCall(state) !== null,
  run: (desk) => desk.setView({ overlay: { kind: 'followUp' } }),
};

export const careCommands: readonly DeskCommand[] = [
  markCrisis,
  markDistress,
  confirmFlags,
  keepFlag,
  help,
  withdrawHelp,
  answerHelp,
  bringLeadIn,
  languageSeat,
  dialectSeat,
  bookCallBack,
  ...careStepCommands,
];
