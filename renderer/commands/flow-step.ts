import type { CareFlag } from '#shared/care/care-flag.ts';
import { flowCommandOf } from '#shared/flows/flow-command.ts';
import type { PlainFlowCommand } from '#shared/flows/flow-command.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { flowUp } from '#renderer/stores/select/flows.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { text } from './call-commands.ts';
import { editFlags, holdCommands, lookUpAgain, verify, whoSpeaks } from './caller-commands.ts';
import type { DeskCommand } from './command.ts';

/** The desk's own command behind each id that a flow may name; `call.sendText` is the primary of its step itself. */
const plain: Readonly<Record<Exclude<PlainFlowCommand, 'control.hold' | 'call.sendText'>, DeskCommand>> = {
  'caller.verify': verify,
  'caller.speaker': whoSpeaks,
  'caller.flags': editFlags,
  'caller.lookUpAgain': lookUpAgain,
  'call.text': text,
};

const setFlag = (flag: CareFlag): DeskCommand => ({
  id: `flows.setFlag:${flag}`,
  group: 'caller',
  icon: flag,
  shortcut: null,
  hidden: true,
  label: () => ({ key: `flows.setFlag.${flag}` }),
  isEnabled: (state) => state.caller?.callId != null,
  run: async (desk, state) => {
    const callId = state.caller?.callId;
    if (callId) await desk.send('caller/set-flag', { callId, flag });
  },
});

const openPlaybook = (playbookId: string): DeskCommand => ({
  id: `flows.playbook:${playbookId}`,
  group: 'guidance',
  icon: 'book',
  shortcut: null,
  hidden: true,
  label: (state) => {
    const playbook = state.library?.playbooks.find(({ id }) => id === playbookId);
    return { key: 'guidance.choose', text: playbook?.name ?? { zh: playbookId, en: playbookId } };
  },
  isEnabled: (state) => state.library?.playbooks.some(({ id }) => id === playbookId) ?? false,
  run: async (desk, state) => {
    const call = callersTalk(state);
    if (call) await desk.send('guidance/choose-playbook', { callId: call.id, playbookId });
  },
});

/** The hold of the card the flow is about, with its own key; without a chosen card the agent holds at the card. */
function holdOfRun(state: DeskState): DeskCommand | null {
  const place = state.caller?.cards.findIndex(({ cardId }) => cardId === flowUp(state)?.cardId) ?? -1;
  return holdCommands[place] ?? null;
}

const made = new Map<string, DeskCommand | null>();

/** The command beside the present step; null where the step has none. The same object for the same words. */
export function stepCommand(state: DeskState): DeskCommand | null {
  const step = flowUp(state)?.step;
  const written = step?.kind === 'do' ? step.command : null;
  if (!written) return null;
  if (written === 'control.hold') return holdOfRun(state);
  const known = made.get(written);
  if (known !== undefined) return known;
  const command = make(written);
  made.set(written, command);
  return command;
}

function make(written: string): DeskCommand | null {
  const parsed = flowCommandOf(written);
  switch (parsed?.kind) {
    case 'setFlag':
      return setFlag(parsed.flag);
    case 'playbook':
      return openPlaybook(parsed.playbookId);
    case 'plain':
      return parsed.id === 'control.hold' || parsed.id === 'call.sendText' ? null : plain[parsed.id];
    case undefined:
      return null;
  }
}
