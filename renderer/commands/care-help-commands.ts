import { callersTalk, otherDialing, otherTalk } from '#renderer/stores/select/call.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { helpForLead } from '#renderer/stores/select/help.ts';
import type { DeskCommand } from './command.ts';

/** Ctrl F9, beside F9: whoever leads looks at the most urgent call for help and answers it. */
export const answerHelp: DeskCommand = {
  id: 'care.answerHelp',
  group: 'call',
  icon: 'bell',
  shortcut: 'Ctrl+F9',
  label: () => ({ key: 'care.help.answer' }),
  isEnabled: (state) => helpForLead(state).length > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'help' } }),
};

/** Whoever answered is brought in: they hear the caller at once, and nobody is held (C15). */
export const bringLeadIn: DeskCommand = {
  id: 'care.bringLeadIn',
  group: 'call',
  icon: 'add',
  shortcut: 'Ctrl+Shift+B',
  label: (state) => ({
    key: 'care.help.bringIn',
    params: { name: careOfCall(state)?.help?.seenBy?.name ?? '' },
  }),
  isEnabled: (state) =>
    callersTalk(state)?.state === 'active' &&
    (careOfCall(state)?.help?.seenSeat ?? '') !== '' &&
    otherTalk(state) === null &&
    otherDialing(state) === null,
  run: async (desk, state) => {
    const call = callersTalk(state);
    const number = careOfCall(state)?.help?.seenSeat;
    if (call && number) await desk.send('call/consult', { callId: call.id, number, join: true });
  },
};
