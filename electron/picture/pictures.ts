import type { PictureGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import {
  type CallPicture,
  noPictures,
  type pictureCommands,
  type PictureState,
} from '#shared/picture/contract.ts';
import { lookAtPicture } from '#shared/picture/sniff.ts';
import type { SharedThing } from '#shared/sharing/item.ts';
import type { PictureRepository, StoredPicture } from './ports.ts';

type Ask = ParsedInputOf<(typeof pictureCommands)['picture/ask']>;
type Return = ParsedInputOf<(typeof pictureCommands)['picture/return']>;

export interface PicturesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: PictureRepository;
  readonly core: PictureGateway;
  /** From the answer to the end of the wrap-up. */
  readonly call: Source<{ readonly callId: CallId; readonly customerId: string | null } | null>;
  readonly person: () => { readonly personId: string; readonly name: string } | null;
  /** Whether an address that the core made may go out. */
  readonly allowed: (url: string) => boolean;
  readonly share: (
    thing: SharedThing,
    how: { readonly callId: CallId; readonly via: Ask['via']; readonly language: Ask['language'] },
  ) => Result<unknown>;
}

/** The caller's screenshot (C11): a link for it, the picture that comes, and the one with marks that goes back. */
export interface Pictures {
  readonly state: Source<PictureState>;
  ask(input: Ask): Promise<Result<{ pictureId: string }>>;
  open(pictureId: string): Result<{ contentType: string; data: string }>;
  giveBack(input: Return): Promise<Result<Record<string, never>>>;
  /** The address that a thing stands for; null when there is none. */
  linkOf(thing: { readonly kind: 'uploadLink' | 'picture'; readonly pictureId: string }): string | null;
  dispose(): void;
}

/** How often the core is asked whether the caller's picture has come. */
const lookEveryMs = 1_500;

export function createPictures(deps: PicturesDeps): Pictures {
  const { clock, core, repository, log } = deps;
  const state = createPublisher<PictureState>(noPictures);
  let undoLook: Undo = () => undefined;

  const show = (): void => {
    const callId = deps.call.get()?.callId ?? null;
    const pictures = callId === null ? [] : repository.ofCall(callId).map(({ item }) => item);
    state.set({ callId, pictures: pictures.slice(-20) });
  };
  const put = (picture: StoredPicture, change: Partial<CallPicture>): void => {
    repository.save({ ...picture, item: { ...picture.item, ...change } });
    if (picture.item.callId === deps.call.get()?.callId) show();
  };
  const receive = async (picture: StoredPicture): Promise<void> => {
    const { pictureId } = picture.item;
    const came = await core.uploadedPicture(picture.uploadId);
    if (!came.ok) return;
    const bytes = Buffer.from(came.value.data, 'base64');
    const facts = lookAtPicture(bytes);
    if (typeof facts === 'string') {
      log.warn('a caller’s picture was refused', { pictureId, problem: facts });
      return put(picture, { state: 'refused', problem: facts });
    }
    // The type is what its bytes say, whatever the core was told.
    repository.saveBytes(pictureId, 'original', facts.type, bytes);
    const { width, height } = facts;
    put(picture, { state: 'received', at: clock.now(), width, height, bytes: bytes.length });
  };
  const look = async (): Promise<void> => {
    const callId = deps.call.get()?.callId;
    const waiting =
      callId === undefined ? [] : repository.ofCall(callId).filter(({ item }) => item.state === 'asked');
    for (const picture of waiting) {
      const upload = await core.upload(picture.uploadId);
      if (!upload.ok) continue;
      if (upload.value.state === 'received') await receive(picture);
      if (upload.value.state === 'expired') put(picture, { state: 'expired' });
    }
    watch();
  };
  const watch = (): void => {
    undoLook();
    if (!state.get().pictures.some(({ state: is }) => is === 'asked')) return;
    undoLook = clock.after(lookEveryMs, () => {
      void look().catch((error: unknown) => {
        log.error('pictures not looked after', { error: String(error) });
        watch();
      });
    });
  };
  const undoCall = deps.call.subscribe(() => {
    show();
    watch();
  });
  show();
  watch();

  return {
    state,
    async ask({ callId, via, language }) {
      const call = deps.call.get();
      const askedBy = deps.person();
      if (call === null || call.callId !== callId) return fail(appError('sharing/other-call', {}));
      if (askedBy === null) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const pictureId = deps.newId();
      const at = clock.now();
      const { customerId } = call;
      const made = await core.openUpload(pictureId, {
        callId,
        customerId,
        askedAt: new Date(at).toISOString(),
        askedBy,
      });
      if (!made.ok) return made;
      const { uploadId, url } = made.value;
      if (!deps.allowed(url)) return fail(appError('sharing/link-not-allowed', { host: hostOf(url) }));
      repository.save({
        item: {
          ...{ pictureId, callId, at, width: 0, height: 0, bytes: 0, problem: null, marks: 0 },
          state: 'asked',
        },
        uploadId,
        uploadUrl: url,
        returnUrl: '',
      });
      show();
      watch();
      const sent = deps.share({ kind: 'uploadLink', pictureId }, { callId, via, language });
      return sent.ok ? ok({ pictureId }) : sent;
    },
    open(pictureId) {
      const found = repository.bytes(pictureId, 'original');
      if (found === null) return fail(appError('picture/not-there', {}));
      return ok({ contentType: found.contentType, data: Buffer.from(found.bytes).toString('base64') });
    },
    async giveBack({ pictureId, data, marks, via, language }) {
      const picture = repository.find(pictureId);
      const askedBy = deps.person();
      if (picture === null || picture.item.bytes === 0) return fail(appError('picture/not-there', {}));
      if (askedBy === null) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const bytes = Buffer.from(data, 'base64');
      const facts = lookAtPicture(bytes);
      if (typeof facts === 'string') return fail(appError('picture/bad-picture', { problem: facts }));
      if (facts.type !== 'image/png') return fail(appError('picture/bad-picture', { problem: 'notPng' }));
      const { callId } = picture.item;
      repository.saveBytes(pictureId, 'marked', facts.type, bytes);
      // One key for one way back: a picture marked anew is another picture.
      const made = await core.postPicture(`${pictureId}-${deps.newId()}`.slice(0, 100), {
        callId,
        contentType: 'image/png',
        data: bytes.toString('base64'),
        askedAt: new Date(clock.now()).toISOString(),
        askedBy,
      });
      if (!made.ok) return made;
      const { url } = made.value;
      if (!deps.allowed(url)) return fail(appError('sharing/link-not-allowed', { host: hostOf(url) }));
      put({ ...picture, returnUrl: url }, { state: 'returned', marks });
      const sent = deps.share({ kind: 'picture', pictureId }, { callId, via, language });
      return sent.ok ? ok({}) : sent;
    },
    linkOf({ kind, pictureId }) {
      const picture = repository.find(pictureId);
      const url = kind === 'picture' ? picture?.returnUrl : picture?.uploadUrl;
      return url === undefined || url === '' ? null : url;
    },
    dispose() {
      undoCall();
      undoLook();
    },
  };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url).slice(0, 200);
