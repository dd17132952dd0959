import { randomUUID } from 'node:crypto';
import { userOfAddress } from '#electron/call/asked-headers.ts';
import type { CallManager } from '#electron/call/call-manager.ts';
import { createCareHandlers } from '#electron/care/care-handlers.ts';
import type { CareDesk } from '#electron/care/care-desk.ts';
import { careCommands } from '#shared/care/contract.ts';
import { composeCare } from './care.ts';
import { peopleHere } from '#electron/access/people-here.ts';
import { createFeedbackHandlers } from '#electron/feedback/feedback-handlers.ts';
import { createFeedback, type Feedback } from '#electron/feedback/feedback.ts';
import { createDocumentLibrary, type Documents } from '#electron/documents/document-library.ts';
import { createBranchLibrary } from '#electron/branches/branch-library.ts';
import type { MessageGateway, PictureGateway } from '#electron/core/ports.ts';
import type { Sharing } from '#electron/sharing/sharing.ts';
import { createPhraseLibrary } from '#electron/text/phrase-library.ts';
import { createTextHandlers } from '#electron/text/text-handlers.ts';
import { createTexts } from '#electron/text/texts.ts';
import { createTextRepository } from '#electron/store/text-repository.ts';
import type { Line } from '#electron/sip/ports.ts';
import { overlayFor } from '#electron/editor/overlay.ts';
import { createNoticeLibrary, type NoticeLibrary } from '#electron/notices/notice-library.ts';
import { createNotices, type Notices } from '#electron/notices/notices.ts';
import { createNoticeRepository } from '#electron/store/notice-repository.ts';
import { localDay } from '#electron/guidance/local-day.ts';
import type { Log } from '#electron/log/log.ts';
import { createQualityHandlers } from '#electron/quality/quality-handlers.ts';
import { createQuality, type Quality } from '#electron/quality/quality.ts';
import { createSheetLibrary } from '#electron/quality/sheet-library.ts';
import type { Db } from '#electron/store/db.ts';
import { saveFile } from '#electron/window/save-file.ts';
import { createFeedbackRepository } from '#electron/store/feedback-repository.ts';
import { createQualityRepository } from '#electron/store/quality-repository.ts';
import { feedbackCommands } from '#shared/feedback/contract.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { noticeCommands } from '#shared/notices/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { qualityCommands } from '#shared/quality/contract.ts';
import { callContext } from './call-context.ts';
import { callersAreTold } from './captions.ts';
import { csvText } from './csv-text.ts';
import { sharingCommands } from '#shared/sharing/contract.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { pictureCommands } from '#shared/picture/contract.ts';
import { textCommands } from '#shared/text/contract.ts';
import { reviewCommands } from '#shared/review/contract.ts';
import { composeReview } from './review.ts';
import { composeSending } from './sending.ts';
import { checkedCall } from './checked-call.ts';
import type { DeskRooms } from './desk.ts';
import type { Places } from './places.ts';
import type { Relays } from './relays.ts';

export interface DeskKitDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
  readonly calls: CallManager;
  readonly person: Source<Person | null>;
  readonly rooms: Pick<
    DeskRooms,
    'caller' | 'control' | 'guidance' | 'flows' | 'library' | 'knowledge' | 'risk' | 'overlay' | 'flagRules'
  >;
  readonly core: MessageGateway & PictureGateway;
  readonly line: Pick<Line, 'onText' | 'sendText' | 'onNote' | 'sendNote'>;
  readonly values: Source<SettingValues>;
  /** What the agent has written in this call so far. */
  readonly note: (callId: string) => string;
}

export type DeskKitHandlers = ReturnType<typeof createQualityHandlers> &
  ReturnType<typeof createCareHandlers> &
  ReturnType<typeof createFeedbackHandlers> &
  ReturnType<typeof composeReview> &
  ReturnType<typeof composeSending>['handlers'] &
  ReturnType<typeof createTextHandlers> &
  Notices['handlers'];

/** What the agent works with beside the prompts: the quality check, feedback, branches, what is sent to the caller, notices. */
export interface DeskKit {
  readonly quality: Quality;
  readonly feedback: Feedback;
  readonly care: CareDesk;
  readonly sharing: Sharing;
  readonly noticeLibrary: NoticeLibrary;
  readonly documents: Documents;
  readonly handlers: DeskKitHandlers;
  /** Shows the topics of these rooms. */
  connect(relays: Relays): void;
  /** Reads their content; after what a person waits for. */
  load(): Promise<void>;
  dispose(): void;
}

/** Their commands, complete before the store is open. */
export const deskKitCommands = {
  ...qualityCommands,
  ...careCommands,
  ...feedbackCommands,
  ...reviewCommands,
  ...sharingCommands,
  ...textCommands,
  ...pictureCommands,
  ...noticeCommands,
};

export function composeDeskKit(deps: DeskKitDeps): DeskKit {
  const { db, clock, log, places, calls, rooms } = deps;
  const person = () => {
    const who = deps.person.get();
    return who === null ? null : { personId: who.id, name: who.name.zh };
  };
  const qualityRepository = createQualityRepository(db);
  const sheets = createSheetLibrary({ folder: places.quality, repository: qualityRepository, log });
  const quality = createQuality({
    clock,
    log,
    repository: qualityRepository,
    content: sheets.content,
    call: checkedCall(calls, () => callersAreTold(deps.values.get())),
    caller: rooms.caller.state,
    control: rooms.control.state,
    guidance: rooms.guidance.state,
    flows: rooms.flows.state,
    today: () => localDay(clock.now()),
  });
  const feedback = createFeedback({
    clock,
    log,
    newId: randomUUID,
    repository: createFeedbackRepository(db),
    person,
    context: () => callContext(clock, calls, rooms),
    saveFile,
    csvText,
  });
  const care = composeCare({
    db,
    clock,
    log,
    calls,
    person: deps.person.get,
    people: () => peopleHere(deps.values.get()),
    rooms,
    values: deps.values,
    note: deps.note,
    line: deps.line,
  });
  const reviewing = composeReview({
    ...{ db, clock, log, values: deps.values, person },
    sheets: () => sheets.content.get().sheets,
  });
  const branches = createBranchLibrary({ folder: places.branches, log });
  const documents = createDocumentLibrary({
    folder: places.documents,
    log,
    overlay: overlayFor(rooms.overlay, 'document'),
  });
  const sending = composeSending({
    ...{ db, clock, log, places, calls, rooms, person, core: deps.core, values: deps.values },
    branches: branches.library,
    seat: () => deps.person.get()?.seatNumber ?? '',
  });
  const { sharing } = sending;
  const writing = composeTexts(deps);
  const noticeLibrary = createNoticeLibrary({
    folder: places.notices,
    overlay: overlayFor(rooms.overlay, 'notice'),
    log,
  });
  const notices = createNotices({
    clock,
    log,
    repository: createNoticeRepository(db),
    content: noticeLibrary.content,
    person: deps.person,
    today: () => localDay(clock.now()),
  });
  return {
    quality,
    feedback,
    care,
    sharing,
    noticeLibrary,
    documents,
    handlers: {
      ...createQualityHandlers(quality),
      ...createCareHandlers(care),
      ...createFeedbackHandlers(feedback),
      ...reviewing,
      ...sending.handlers,
      ...createTextHandlers(writing.texts),
      ...notices.handlers,
    },
    connect(relays) {
      relays['quality/state'].connect(quality.state);
      relays['care/state'].connect(care.state);
      relays['care/list'].connect(care.list);
      relays['feedback/state'].connect(feedback.state);
      relays['sharing/state'].connect(sharing.state);
      relays['sharing/library'].connect(sending.messages.library);
      relays['picture/state'].connect(sending.pictures.state);
      relays['text/state'].connect(writing.texts.state);
      relays['notices/state'].connect(notices.state);
      relays['branches/library'].connect(branches.library);
      relays['documents/library'].connect(documents.library);
    },
    async load() {
      sharing.resume();
      await writing.phrases.load();
      await sending.messages.load();
      await sheets.load();
      await branches.load();
      await documents.load();
      await noticeLibrary.load();
    },
    dispose() {
      quality.dispose();
      sending.dispose();
      care.dispose();
      writing.dispose();
      notices.dispose();
    },
  };
}

/** Drafts, phrases, and texts outside of calls: one whose sender is in a call here belongs to that call. */
function composeTexts({ db, clock, log, places, calls, line, values }: DeskKitDeps) {
  const phrases = createPhraseLibrary({ file: places.phrases, log });
  const texts = createTexts({
    clock,
    log,
    newId: randomUUID,
    repository: createTextRepository(db),
    call: calls.current,
    phrases: phrases.phrases,
    maskNumber: (number) => maskPhone(number),
    numberOf: userOfAddress,
    textBytes: () => values.get()['exchange.textBytes'],
    sendText: line.sendText,
  });
  const undo = line.onText((message) => calls.heardLoose(message) || texts.heard(message));
  return {
    texts,
    phrases,
    dispose() {
      undo();
      texts.dispose();
    },
  };
}
