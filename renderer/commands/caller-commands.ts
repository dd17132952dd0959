import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { CallerCard } from '#shared/caller/contract.ts';
import { cardAt, holdOf } from '#renderer/stores/select/caller.ts';
import { callersLive } from '#renderer/stores/select/call.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

const callerOnScreen = (state: DeskState): boolean => (state.caller?.callId ?? null) !== null;
const holderKnown = (state: DeskState): boolean => callerOnScreen(state) && state.caller?.holder != null;

const opens = (
  kind: 'flags' | 'verify' | 'speaker' | 'reveal',
  spec: Pick<DeskCommand, 'id' | 'icon' | 'shortcut' | 'label' | 'isEnabled'>,
): DeskCommand => ({ ...spec, group: 'caller', run: (desk) => desk.setView({ overlay: { kind } }) });

export const editFlags = opens('flags', {
  id: 'caller.flags',
  icon: 'flag',
  shortcut: 'Alt+T',
  label: () => ({ key: 'caller.editFlags' }),
  isEnabled: callerOnScreen,
});

export const verify = opens('verify', {
  id: 'caller.verify',
  icon: 'shield',
  shortcut: 'Alt+V',
  label: () => ({ key: 'caller.verify' }),
  isEnabled: holderKnown,
});

export const whoSpeaks = opens('speaker', {
  id: 'caller.speaker',
  icon: 'thirdParty',
  shortcut: 'Alt+C',
  label: () => ({ key: 'caller.whoSpeaks' }),
  isEnabled: holderKnown,
});

export const reveal = opens('reveal', {
  id: 'caller.reveal',
  icon: 'eye',
  shortcut: 'Alt+E',
  label: () => ({ key: 'caller.reveal' }),
  isEnabled: holderKnown,
});

const somethingFailed = ({ caller }: DeskState): boolean =>
  caller !== null &&
  (caller.match === 'failed' || Object.values(caller.parts).some((part) => part === 'failed'));

export const lookUpAgain: DeskCommand = {
  id: 'caller.lookUpAgain',
  group: 'caller',
  icon: 'again',
  shortcut: 'Alt+R',
  label: () => ({ key: 'caller.lookUpAgain' }),
  isEnabled: (state) => callerOnScreen(state) && somethingFailed(state),
  run: async (desk, state) => {
    const callId = state.caller?.callId;
    if (callId) await desk.send('caller/look-up-again', { callId });
  },
};

/** A failed hold that may be tried again, or an open one that waits for its next try. */
export const mayRetry = (state: DeskState, cardId: string): boolean => {
  const hold = holdOf(state, cardId);
  if (!hold) return false;
  if (hold.state === 'failed') return hold.failure?.retryable ?? false;
  return hold.state !== 'confirmed' && hold.trouble !== null;
};

/** Only where the card can be seen: a key pressed over the floor must not hold a card that nobody looks at. */
const mayHold = (state: DeskState, card: CallerCard): boolean =>
  currentWorkspace(state) === 'desk' && card.holdable && holdOf(state, card.cardId) === null;

/** Alt and the number: hold the card at that place, or try its hold again. One press, one hold: main answers a second press with the first. */
export const holdCard = (place: number): DeskCommand => ({
  id: `control.hold:${place}`,
  group: 'control',
  icon: 'lock',
  shortcut: `Alt+${place}`,
  label: (state) => {
    const card = cardAt(state, place);
    const key = card && mayRetry(state, card.cardId) ? 'control.retryCard' : 'control.holdCard';
    return { key, params: { card: card?.masked ?? '' } };
  },
  isEnabled: (state) => {
    const card = cardAt(state, place);
    return card !== null && (mayHold(state, card) || mayRetry(state, card.cardId));
  },
  run: async (desk, state) => {
    const card = cardAt(state, place);
    if (!card) return;
    const hold = holdOf(state, card.cardId);
    if (hold && mayRetry(state, card.cardId)) await desk.send('control/retry', { requestId: hold.holdId });
    else if (mayHold(state, card)) {
      const callId = state.caller?.callId ?? callersLive(state)?.id;
      await desk.send('control/hold-card', { cardId: card.cardId, ...(callId ? { callId } : {}) });
    }
  },
});

export const holdCommands: readonly DeskCommand[] = Array.from({ length: 9 }, (_, index) =>
  holdCard(index + 1),
);

export const callerCommands: readonly DeskCommand[] = [
  ...holdCommands,
  editFlags,
  verify,
  whoSpeaks,
  reveal,
  lookUpAgain,
];
