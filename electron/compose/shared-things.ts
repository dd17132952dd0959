import type { CallManager } from '#electron/call/call-manager.ts';
import type { SharingCall, ThingWords, WordsOf } from '#electron/sharing/ports.ts';
import { localTimeOf } from '#shared/branches/hours.ts';
import type { BranchLibrary } from '#shared/branches/state.ts';
import { branchText } from '#shared/branches/text.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { ControlState } from '#shared/control/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { keyOfThing } from '#shared/sharing/item.ts';
import { fillGaps, type GapValues, type MessagesFile } from '#shared/sharing/template.ts';
import { articleText, cardText, pictureText } from '#shared/sharing/text.ts';
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

export interface ThingDeps {
  readonly clock: Clock;
  readonly branches: Source<BranchLibrary>;
  readonly messages: Source<MessagesFile>;
  readonly rooms: Pick<DeskRooms, 'library' | 'knowledge' | 'caller' | 'control'>;
  readonly calls: CallManager;
  readonly linkOf: (thing: {
    readonly kind: 'uploadLink' | 'picture';
    readonly pictureId: string;
  }) => string | null;
  readonly seat: () => string;
}

/** Words from the content that is in force now; a window sends ids only. */
export function wordsOfThings(deps: ThingDeps): WordsOf {
  return (thing, language) => {
    const unknown = (): Result<ThingWords> =>
      fail(appError('sharing/unknown-thing', { thing: keyOfThing(thing) }));
    // Articles, cards and branches are written in two languages.
    const written = language === 'zh' ? 'zh' : 'en';
    switch (thing.kind) {
      case 'branch': {
        const { branches, calendar } = deps.branches.get();
        const branch = branches.find(({ id }) => id === thing.branchId);
        if (!branch) return unknown();
        const text = branchText(branch, calendar, localTimeOf(deps.clock.now()), written);
        return ok({ title: branch.name, text });
      }
      case 'card': {
        const playbook = deps.rooms.library.library.get().playbooks.find(({ id }) => id === thing.playbookId);
        if (!playbook) return unknown();
        return ok({ title: playbook.cardToSend.title, text: cardText(playbook.cardToSend, written) });
      }
      case 'article': {
        const callId = deps.calls.current.get()?.callId;
        const opened = deps.rooms.knowledge.open({
          articleId: thing.articleId,
          ...(callId === undefined ? {} : { callId }),
        });
        const text = opened.ok ? articleText(opened.value, written) : null;
        return opened.ok && text !== null ? ok({ title: opened.value.title, text }) : unknown();
      }
      case 'template': {
        const { templates, links } = deps.messages.get();
        const template = templates.find(({ id }) => id === thing.templateId);
        if (!template) return unknown();
        const filled = fillGaps(template.text[language], gapValues(deps, written), links);
        if ('gap' in filled) return fail(appError('sharing/gap', { gap: filled.gap }));
        return ok({ title: template.label, text: filled.text });
      }
      case 'link': {
        const link = deps.messages.get().links.find(({ id }) => id === thing.linkId);
        if (!link) return unknown();
        return ok({ title: link.label, text: `${link.label[written]} ${link.url}` });
      }
      case 'uploadLink':
      case 'picture': {
        const url = deps.linkOf(thing);
        return url === null
          ? unknown()
          : ok({ title: pictureTitle[thing.kind], text: pictureText(thing.kind, url, language) });
      }
    }
  };
}

const pictureTitle = {
  uploadLink: { zh: '截图上传链接', en: 'Link for a screenshot' },
  picture: { zh: '标好的截图', en: 'Screenshot with marks' },
} as const;

/** What is known of the call, masked as on the screen. */
function gapValues({ rooms, seat }: ThingDeps, language: 'zh' | 'en'): GapValues {
  const caller: CallerState = rooms.caller.state.get();
  const control: ControlState = rooms.control.state.get();
  const name = caller.caller?.name?.[language];
  const held = control.holds.find(({ state, receipt }) => state === 'confirmed' && receipt !== null);
  const card = caller.cards.find(({ cardId }) => cardId === held?.cardId)?.masked;
  const receipt = held?.receipt?.number;
  return {
    ...(name === undefined ? {} : { caller: name }),
    ...(card === undefined ? {} : { card }),
    ...(receipt === undefined ? {} : { receipt }),
    seat: seat(),
  };
}
