import type { SharedThing, SharedWay } from '#shared/sharing/item.ts';
import { talkingCall } from '#renderer/stores/select/call.ts';
import { openPlaybook } from '#renderer/stores/select/guidance.ts';
import { cardToSend, sharingCallId, sharingLanguage, sharingWay } from '#renderer/stores/select/sharing.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

/** Sends something out of the content to the caller, in the caller's language. */
export async function share(
  desk: Desk,
  state: DeskState,
  thing: SharedThing,
  via: SharedWay = sharingWay(state),
): Promise<void> {
  const callId = sharingCallId(state);
  if (callId === null) return;
  const sent = await desk.send('sharing/send', { callId, thing, via, language: sharingLanguage(state) });
  if (sent) desk.notices.done(`sharing.gone.${via}`);
}

/** Alt O: branches by words, pinyin, district and service; Enter sends the one that is marked. */
export const findBranch: DeskCommand = {
  id: 'branches.find',
  group: 'guidance',
  icon: 'building',
  shortcut: 'Alt+O',
  label: () => ({ key: 'branches.find' }),
  isEnabled: (state) => (state.branches?.branches.length ?? 0) > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'branches' } }),
};

/** Alt M: the card of the open playbook, after the talk. */
export const sendCard: DeskCommand = {
  id: 'sharing.card',
  group: 'guidance',
  icon: 'send',
  shortcut: 'Alt+M',
  label: (state) => {
    const card = cardToSend(state);
    return card ? { key: 'sharing.sendCard', text: card.title } : { key: 'sharing.noCard' };
  },
  isEnabled: (state) => sharingCallId(state) !== null && cardToSend(state) !== null,
  run: async (desk, state) => {
    const playbook = openPlaybook(state);
    if (playbook) await share(desk, state, { kind: 'card', playbookId: playbook.id });
  },
};

/** Alt I: the answer of the article that is open. */
export const sendAnswer: DeskCommand = {
  id: 'sharing.answer',
  group: 'guidance',
  icon: 'send',
  shortcut: 'Alt+I',
  label: () => ({ key: 'sharing.sendAnswer' }),
  isEnabled: (state) => sharingCallId(state) !== null && state.view.openArticle !== null,
  whyDisabled: (state) => (sharingCallId(state) === null ? 'sharing.why.noCall' : null),
  run: async (desk, state) => {
    const articleId = state.view.openArticle;
    if (articleId !== null) await share(desk, state, { kind: 'article', articleId });
  },
};

/** Alt Shift M: by SMS instead of text in the call, and back. */
export const switchWay: DeskCommand = {
  id: 'sharing.way',
  group: 'guidance',
  icon: 'text',
  shortcut: 'Alt+Shift+M',
  label: (state) => ({ key: sharingWay(state) === 'sms' ? 'sharing.useText' : 'sharing.useSms' }),
  isEnabled: (state) => talkingCall(state) !== null,
  run: (desk, state) => desk.setView({ otherWay: !state.view.otherWay }),
};

export const sharingCommands: readonly DeskCommand[] = [findBranch, sendCard, sendAnswer, switchWay];
