import type { CallManager } from '#electron/call/call-manager.ts';
import type { SharingCall, WordsOf } from '#electron/sharing/ports.ts';
import { localTimeOf } from '#shared/branches/hours.ts';
import type { BranchLibrary } from '#shared/branches/state.ts';
import { branchText } from '#shared/branches/text.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { articleText, cardText } from '#shared/sharing/text.ts';
import type { DeskRooms } from './desk.ts';

/** The answered call that things are sent to, up to the end of its wrap-up. */
export function sharingCall(calls: CallManager): Source<SharingCall | null> {
  const published = createPublisher<SharingCall | null>(null);
  const look = (): void => {
    const call = calls.current.get();
    if (call === null || call.answeredAt === null) return published.set(null);
    if (published.get()?.callId === call.callId) return;
    const { callId, number, customerId, answeredAt } = call;
    published.set({ callId, number, customerId, answeredAt });
  };
  calls.current.subscribe(look);
  look();
  return published;
}

/** Words from the content that is in force now; a window sends ids only. */
export function wordsOfThings(deps: {
  readonly clock: Clock;
  readonly branches: Source<BranchLibrary>;
  readonly rooms: Pick<DeskRooms, 'library' | 'knowledge'>;
  readonly calls: CallManager;
}): WordsOf {
  return (thing, language) => {
    if (thing.kind === 'branch') {
      const { branches, calendar } = deps.branches.get();
      const branch = branches.find(({ id }) => id === thing.branchId);
      if (!branch) return null;
      const text = branchText(branch, calendar, localTimeOf(deps.clock.now()), language);
      return { title: branch.name, text };
    }
    if (thing.kind === 'card') {
      const playbook = deps.rooms.library.library.get().playbooks.find(({ id }) => id === thing.playbookId);
      return playbook
        ? { title: playbook.cardToSend.title, text: cardText(playbook.cardToSend, language) }
        : null;
    }
    const callId = deps.calls.current.get()?.callId;
    const opened = deps.rooms.knowledge.open({
      articleId: thing.articleId,
      ...(callId === undefined ? {} : { callId }),
    });
    const text = opened.ok ? articleText(opened.value, language) : null;
    return opened.ok && text !== null ? { title: opened.value.title, text } : null;
  };
}
