import type { CallSnapshot } from '#shared/call/contract.ts';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import {
  callersTalk,
  currentCall,
  isHandingOver,
  otherCalls,
  otherDialing,
  otherTalk,
  talkingCall,
  waitingCall,
} from '#renderer/stores/select/call.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import { actAsking, askedAgain } from './asked-first.ts';
import type { DeskCommand } from './command.ts';

/** With a second call: transfer, add, swap, and what is done with the call that is not in front. */

const open = (desk: Desk, state: DeskState, kind: 'transfer' | 'addParty'): void =>
  desk.setView({ overlay: state.view.overlay?.kind === kind ? null : { kind } });

/** The call in front, when nothing is under way on it and something can be done with two. */
function settled(state: DeskState): CallSnapshot | null {
  const call = talkingCall(state);
  return call && call.pending === null && !isHandingOver(call) ? call : null;
}

/** F7, as on every telephone: once to say whom to, and with a second call up once more to hand over. */
export const transfer: DeskCommand = {
  id: 'call.transfer',
  group: 'call',
  icon: 'transfer',
  shortcut: 'F7',
  label: (state) => ({ key: otherTalk(state) ? 'call.handOver' : 'call.transfer' }),
  isEnabled: (state) => settled(state) !== null && otherDialing(state) === null,
  whyDisabled: (state) => (otherDialing(state) ? 'call.why.notAnsweredYet' : null),
  run: async (desk, state) => {
    const call = settled(state);
    if (call === null) return;
    if (otherTalk(state) === null) open(desk, state, 'transfer');
    else await desk.send('call/hand-over', { callId: call.id });
  },
};

/** F8: whom to add; with a second call up mix the three; mixed already, part them again. */
export const addParty: DeskCommand = {
  id: 'call.addParty',
  group: 'call',
  icon: 'add',
  shortcut: 'F8',
  label: (state) => {
    const again = askedAgain(state, 'call.addParty');
    if (again) return { key: again };
    if (talkingCall(state)?.conferenced) return { key: 'call.split' };
    return { key: otherTalk(state) ? 'call.merge' : 'call.addParty' };
  },
  isEnabled: (state) => settled(state) !== null && otherDialing(state) === null,
  whyDisabled: (state) => (otherDialing(state) ? 'call.why.notAnsweredYet' : null),
  run: async (desk, state) => {
    const front = talkingCall(state);
    if (front?.conferenced) await actAsking(desk, 'call.addParty', 'call/split', {}, front.id);
    else if (otherTalk(state)) await desk.send('call/conference', {});
    else open(desk, state, 'addParty');
  },
};

/** Shift F5: what is talked on is held, the other is taken back. */
export const swap: DeskCommand = {
  id: 'call.swap',
  group: 'call',
  icon: 'swap',
  shortcut: 'Shift+F5',
  label: (state) => ({ key: askedAgain(state, 'call.swap') ?? 'call.swap' }),
  isEnabled: (state) => {
    const call = settled(state);
    const other = otherTalk(state);
    return call !== null && other !== null && !call.conferenced && other.pending === null;
  },
  whyDisabled: (state) => {
    if (otherTalk(state) === null) return 'call.why.oneCall';
    return talkingCall(state)?.conferenced ? 'call.why.conferenced' : null;
  },
  run: async (desk, state) => {
    const other = otherTalk(state);
    if (other) await actAsking(desk, 'call.swap', 'call/bring-forward', { callId: other.id }, other.id);
  },
};

/** What Shift F12 ends: the call that waits, the one that is being dialled, or the other one. */
const otherToEnd = (state: DeskState): CallSnapshot | null =>
  waitingCall(state) ?? otherDialing(state) ?? otherCalls(state)[0] ?? null;

export const endOther: DeskCommand = {
  id: 'call.endOther',
  group: 'call',
  icon: 'hangUp',
  shortcut: 'Shift+F12',
  label: (state) => ({
    key: askedAgain(state, 'call.endOther') ?? (waitingCall(state) ? 'call.declineOther' : 'call.endOther'),
  }),
  isEnabled: (state) => otherToEnd(state)?.pending === null,
  whyDisabled: () => 'call.why.oneCall',
  run: async (desk, state) => {
    const other = otherToEnd(state);
    if (other?.state === 'ringing') await desk.send('call/decline', { callId: other.id });
    else if (other) await actAsking(desk, 'call.endOther', 'call/hang-up', { callId: other.id }, other.id);
  },
};

const code = (state: DeskState, what: 'park' | 'pickUp'): string =>
  state.settings?.values[`exchange.codes.${what}`] ?? '';

/** Into the exchange's park, where any seat can take the call back. */
export const park: DeskCommand = {
  id: 'call.park',
  group: 'call',
  icon: 'clock',
  shortcut: 'Shift+F7',
  label: () => ({ key: 'call.park' }),
  isEnabled: (state) =>
    settled(state) !== null &&
    otherCalls(state).length === 0 &&
    code(state, 'park') !== '' &&
    !hasFlag(state, 'crisis') &&
    !hasFlag(state, 'distress'),
  whyDisabled: (state) => {
    if (code(state, 'park') === '') return 'call.why.noCode';
    return callersTalk(state) ? 'call.why.notToPark' : null;
  },
  run: async (desk, state) => {
    const call = callersTalk(state);
    if (call) await desk.send('call/park', { callId: call.id });
  },
};

/** Takes a call that rings at another seat. */
export const pickUp: DeskCommand = {
  id: 'call.pickUp',
  group: 'call',
  icon: 'phone',
  shortcut: 'Shift+F2',
  label: () => ({ key: 'call.pickUp' }),
  isEnabled: (state) =>
    code(state, 'pickUp') !== '' &&
    (currentCall(state) === null || currentCall(state)?.state === 'ended') &&
    state.seat?.wrapUp == null &&
    state.line?.state === 'registered',
  whyDisabled: (state) => (code(state, 'pickUp') === '' ? 'call.why.noCode' : null),
  run: async (desk) => void (await desk.send('call/pick-up', {})),
};

export const lineCommands: readonly DeskCommand[] = [swap, endOther, park, pickUp];
