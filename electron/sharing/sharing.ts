import type { MessageGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { nothingShared, type sharingCommands, type SharingState } from '#shared/sharing/contract.ts';
import { keyOfThing, type SharedItem } from '#shared/sharing/item.ts';
import { sendSms, type Progress } from './courier.ts';
import type { SentLanguage, SharedErrand, SharingCall, SharingRepository, WordsOf } from './ports.ts';

export interface SharingDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: SharingRepository;
  /** From the answer to the end of the wrap-up. */
  readonly call: Source<SharingCall | null>;
  readonly person: () => SharedErrand['by'] | null;
  readonly wordsOf: WordsOf;
  /** For an SMS only: whose text it is. */
  readonly signed: (text: string, language: SentLanguage) => string;
  readonly sendText: (callId: CallId, text: string) => Promise<Result<unknown>>;
  readonly core: MessageGateway;
}

type PreviewInput = ParsedInputOf<(typeof sharingCommands)['sharing/preview']>;
type SendInput = ParsedInputOf<(typeof sharingCommands)['sharing/send']>;

export interface Sharing {
  readonly state: Source<SharingState>;
  send(input: SendInput): Result<{ sendId: string }>;
  /** The words as they would go out now. */
  preview(input: PreviewInput): Result<{ text: string }>;
  /** Goes on with SMS that were on their way when the program ended. */
  resume(): void;
  itemsOf(callId: CallId): readonly SharedItem[];
  dispose(): void;
}

/** A second press within this time sends nothing again. */
const sameForMs = 10_000;
const resumeWithinMs = 86_400_000;
const maxShown = 100;

export function createSharing(deps: SharingDeps): Sharing {
  const { clock, repository } = deps;
  const state = createPublisher<SharingState>(nothingShared);
  const couriers = new Map<string, Undo>();
  let call = deps.call.get();

  const show = (): void => {
    if (call === null) return state.set(nothingShared);
    try {
      state.set({ callId: call.callId, items: repository.ofCall(call.callId).slice(-maxShown) });
    } catch {
      deps.log.error('sendings unreadable', { callId: call.callId });
      state.set({ callId: call.callId, items: [] });
    }
  };
  const undo = deps.call.subscribe((next) => {
    const same = next?.callId === call?.callId;
    call = next;
    if (!same) show();
  });
  show();

  const settle = (item: SharedItem, progress: Progress): void => {
    repository.update({ ...item, ...progress });
    if (item.callId === call?.callId) show();
  };
  const bySms = (errand: SharedErrand): void => {
    const { sendId } = errand.item;
    couriers.get(sendId)?.();
    couriers.set(
      sendId,
      sendSms(deps, errand, (progress) => settle(errand.item, progress)),
    );
  };
  const byText = async (item: SharedItem): Promise<void> => {
    const result = await deps.sendText(item.callId, item.text);
    settle(
      item,
      result.ok ? { state: 'sent', problem: null } : { state: 'failed', problem: result.error.code },
    );
  };
  const standing = ({ thing, via }: SendInput): SharedItem | undefined =>
    state
      .get()
      .items.findLast(
        (item) =>
          item.via === via &&
          keyOfThing(item.thing) === keyOfThing(thing) &&
          item.state !== 'failed' &&
          (item.state === 'sending' || clock.now() - item.at < sameForMs),
      );

  return {
    state,
    send(input) {
      const { callId, thing, via, language } = input;
      if (call === null || call.callId !== callId) return fail(appError('sharing/other-call', {}));
      const by = deps.person();
      if (by === null) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const before = standing(input);
      if (before) return ok({ sendId: before.sendId });
      const found = deps.wordsOf(thing, language);
      if (!found.ok) return found;
      const words = found.value;
      if (via !== 'text' && !/\d{3}/.test(call.number)) return fail(appError('sharing/no-number', {}));
      const at = clock.now();
      const item: SharedItem = {
        sendId: deps.newId(),
        callId,
        thing,
        title: words.title,
        via,
        text: via === 'text' ? words.text : deps.signed(words.text, language),
        state: 'sending',
        at,
        callOffsetMs: Math.max(0, Math.round(at - call.answeredAt)),
        problem: null,
      };
      const errand: SharedErrand = { item, number: call.number, customerId: call.customerId, by };
      repository.add(errand);
      show();
      if (via === 'text') void byText(item);
      else bySms(errand);
      return ok({ sendId: item.sendId });
    },
    preview({ callId, thing, language }) {
      if (call === null || call.callId !== callId) return fail(appError('sharing/other-call', {}));
      const words = deps.wordsOf(thing, language);
      return words.ok ? ok({ text: words.value.text }) : words;
    },
    resume() {
      for (const errand of repository.unfinished(clock.now() - resumeWithinMs))
        if (errand.item.via !== 'text') bySms(errand);
        // A text belongs to a call that is gone with the program: whether it arrived cannot be known any more.
        else settle(errand.item, { state: 'failed', problem: 'call-gone' });
    },
    itemsOf: (callId) => repository.ofCall(callId),
    dispose() {
      undo();
      for (const stop of couriers.values()) stop();
    },
  };
}
