import { randomUUID } from 'node:crypto';
import type { CallManager } from '#electron/call/call-manager.ts';
import type { MessageGateway, PictureGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import { createPictureHandlers } from '#electron/picture/picture-handlers.ts';
import { createPictures } from '#electron/picture/pictures.ts';
import { createMessageLibrary } from '#electron/sharing/message-library.ts';
import { createSharingHandlers } from '#electron/sharing/sharing-handlers.ts';
import { createSharing } from '#electron/sharing/sharing.ts';
import type { Db } from '#electron/store/db.ts';
import { createPictureRepository } from '#electron/store/picture-repository.ts';
import { createSharingRepository } from '#electron/store/sharing-repository.ts';
import type { BranchLibrary } from '#shared/branches/state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { linkProblem } from '#shared/sharing/link.ts';
import { signed } from '#shared/sharing/text.ts';
import type { DeskRooms } from './desk.ts';
import { sharingCall, wordsOfThings } from './shared-things.ts';

/** In front of an SMS: a bank puts its registered signature here. */
const sender = { zh: '示例银行', en: 'Sample Bank' };

export interface SendingDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: { readonly messages: string };
  readonly calls: CallManager;
  readonly person: () => { readonly personId: string; readonly name: string } | null;
  readonly seat: () => string;
  readonly rooms: Pick<DeskRooms, 'library' | 'knowledge' | 'caller' | 'control'>;
  readonly branches: Source<BranchLibrary>;
  readonly core: MessageGateway & PictureGateway;
  readonly values: Source<SettingValues>;
}

/** What goes to the caller, and the screenshot that comes back: sharing and pictures know each other only here. */
export function composeSending(deps: SendingDeps) {
  const { db, clock, log, calls, person, rooms, values } = deps;
  const call = sharingCall(calls);
  const messages = createMessageLibrary({
    file: deps.places.messages,
    log,
    linkHosts: () => values.get()['core.linkHosts'],
  });
  const sharing = createSharing({
    clock,
    log,
    newId: randomUUID,
    repository: createSharingRepository(db),
    call,
    person,
    wordsOf: wordsOfThings({
      clock,
      rooms,
      calls,
      branches: deps.branches,
      messages: messages.content,
      seat: deps.seat,
      linkOf: (thing) => pictures.linkOf(thing),
    }),
    signed: (text, language) => signed(text, sender, language),
    sendText: calls.sendText,
    core: deps.core,
  });
  const pictures = createPictures({
    clock,
    log,
    newId: randomUUID,
    repository: createPictureRepository(db),
    core: deps.core,
    call,
    person,
    allowed: (url) => mayGoOut(url, values.get()),
    share: (thing, how) => sharing.send({ thing, ...how }),
  });
  return {
    sharing,
    pictures,
    messages,
    handlers: { ...createSharingHandlers(sharing), ...createPictureHandlers(pictures) },
    dispose() {
      sharing.dispose();
      pictures.dispose();
    },
  };
}

/** Under a host of the policy, or made by the core itself: the one that is configured, or the sandbox on this machine. */
function mayGoOut(url: string, values: SettingValues): boolean {
  if (linkProblem(url, values['core.linkHosts']) === null) return true;
  if (!URL.canParse(url)) return false;
  const { origin, hostname } = new URL(url);
  if (values['core.mode'] === 'sandbox') return hostname === '127.0.0.1' || hostname === '[::1]';
  return URL.canParse(values['core.url']) && new URL(values['core.url']).origin === origin;
}
