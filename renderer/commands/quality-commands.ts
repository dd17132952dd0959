import { hasFlag } from '#renderer/stores/select/caller.ts';
import { currentCall, talkingCall } from '#renderer/stores/select/call.ts';
import { nextRequired, qualityUp } from '#renderer/stores/select/quality.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { QualityLine } from '#shared/quality/state.ts';
import type { DeskCommand } from './command.ts';
import { inCallerWords, textFirst } from './guidance-commands.ts';

/** A caller who cannot hear gets the sentence as text; what cannot be sent is not ticked. */
const sends = (state: DeskState, line: QualityLine): boolean => textFirst(state) && line.say !== undefined;

async function tickNext(desk: Desk, state: DeskState): Promise<void> {
  const call = talkingCall(state);
  const line = nextRequired(state);
  if (!call || !line) return;
  if (sends(state, line) && line.say) {
    const text = inCallerWords(state, line.say);
    if ((await desk.send('call/send-text', { callId: call.id, text })) === null) return;
  }
  await desk.send('quality/tick', { callId: call.id, itemId: line.id, done: true });
}

/** Alt Y: the next required sentence was said, the next step done. */
export const tickRequired: DeskCommand = {
  id: 'quality.tick',
  group: 'guidance',
  icon: 'check',
  shortcut: 'Alt+Y',
  label: (state) => {
    const line = nextRequired(state);
    if (!line) return { key: 'quality.allDone' };
    if (sends(state, line)) return { key: 'quality.send', text: line.label };
    return { key: line.kind === 'say' ? 'quality.said' : 'quality.done', text: line.label };
  },
  isEnabled: (state) => nextRequired(state) !== null,
  run: tickNext,
};

/** The whole list: over the foot of the middle while a playbook or a flow leads. */
export const showRequired: DeskCommand = {
  id: 'quality.list',
  group: 'guidance',
  icon: 'list',
  shortcut: 'Alt+Shift+Y',
  label: (state) => ({ key: state.view.qualityOpen ? 'quality.hide' : 'quality.show' }),
  isEnabled: (state) => qualityUp(state) !== null && talkingCall(state) !== null,
  run: (desk, state) => {
    desk.setView({ qualityOpen: !state.view.qualityOpen });
    if (!state.view.qualityOpen) desk.focus('quality');
  },
};

/** Ticks or takes back one line of the list. */
export function toggleRequired(desk: Desk, itemId: string): void {
  const state = desk.state();
  const callId = currentCall(state)?.id;
  const line = qualityUp(state)?.lines.find(({ id }) => id === itemId);
  if (callId && line) void desk.send('quality/tick', { callId, itemId, done: line.done === null });
}

/** The wording for this caller: the elderly one where there is one. */
export const requiredWords = (state: DeskState, line: QualityLine) =>
  hasFlag(state, 'elderly') && line.elderly ? line.elderly : (line.say ?? null);

export const qualityCommands: readonly DeskCommand[] = [tickRequired, showRequired];
