import { asksFirst } from '#shared/care/asks-first.ts';
import { createCallManager, type CallManager } from '#electron/call/call-manager.ts';
import type { CallRecords, CallTexts, WrapUpDraft } from '#electron/call/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createSeatManager, type SeatManager } from '#electron/seat/seat-manager.ts';
import type { SipCall, SipCallEvent, TransferOutcome, TransferTarget } from '#electron/sip/ports.ts';
import type { TextMessage } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import { createPublisher, type Publisher } from '#shared/lib/publisher.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';

export interface WireCall extends SipCall {
  /** What the far end does. */
  hear(event: SipCallEvent): void;
  readonly asked: string[];
  /** The transfer that was asked for: the test says how it goes on and how it ends. */
  readonly refer: {
    readonly target: TransferTarget;
    step(status: number): void;
    end(outcome: TransferOutcome): void;
  } | null;
  /** The next hold or resume is refused. */
  refuseHold(): void;
  /** Headers that said which piece each text was. */
  readonly parts: readonly (string | null)[];
  /** So many texts are taken from now on, the others refused; `after` lets every answer wait. */
  takeTexts(count: number, after?: Promise<void>): void;
}

/** A dialog whose far end is the test. Everything above it is the real thing. */
export function createWireCall(
  id: string,
  headers: Readonly<Record<string, string>> = {},
  own: { readonly direction?: SipCall['direction']; readonly replaces?: string; readonly user?: string } = {},
): WireCall {
  const listeners = new Set<(event: SipCallEvent) => void>();
  const asked: string[] = [];
  const hear = (event: SipCallEvent): void => [...listeners].forEach((listener) => listener(event));
  const note = async (what: string) => (asked.push(what), ok(undefined));
  const { direction = 'incoming', replaces = null, user = '13800002207' } = own;
  let refer: WireCall['refer'] = null;
  let refused = false;
  const parts: (string | null)[] = [];
  let textsTaken = Number.POSITIVE_INFINITY;
  let textAnswer: Promise<void> = Promise.resolve();
  return {
    id,
    asked,
    hear,
    direction,
    replaces,
    get refer() {
      return refer;
    },
    refuseHold: () => (refused = true),
    parts,
    takeTexts(count, after = Promise.resolve()) {
      textsTaken = count;
      textAnswer = after;
    },
    sendDigits: (digits) => note(`info ${digits}`),
    transfer: (target, onStep) =>
      new Promise((settle) => {
        asked.push('number' in target ? `refer ${target.number}` : `refer to ${target.call.id}`);
        refer = { target, step: onStep, end: settle };
      }),
    remote: { user, displayName: '贾女士', uri: `sip:${user}@desk.test` },
    wireAtMs: 0,
    header: (name) => headers[name],
    record: () => null,
    accept: async () => {
      asked.push('accept');
      hear({ kind: 'established' });
      return ok(undefined);
    },
    reject: async (status = 603) => {
      asked.push(`reject ${status}`);
      hear({ kind: 'ended', end: { by: 'agent', reason: 'declined', status } });
    },
    end: async (why = 'hungUp') => {
      asked.push(why === 'hungUp' ? 'end' : `end ${why}`);
      hear({ kind: 'ended', end: { by: 'agent', reason: why, status: null } });
    },
    setHold: async (held) => {
      await note(held ? 'hold' : 'resume');
      if (!refused) return ok(undefined);
      refused = false;
      return fail(appError('call/refused-by-exchange', { status: 488, phrase: 'no' }, 'now'));
    },
    setVideo: async (on) => {
      await note(on ? 'video' : 'no video');
      hear({ kind: 'video', on, asked: false });
      return ok(on);
    },
    offerText: async () => note('offer text'),
    sendText: async (text, part) => {
      asked.push(`text ${text}`);
      parts.push(part ?? null);
      await textAnswer;
      return textsTaken-- > 0
        ? ok(undefined)
        : fail(appError('call/refused-by-exchange', { status: 488, phrase: 'no' }, 'now'));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface DeskRig {
  readonly clock: ManualClock;
  readonly calls: CallManager;
  readonly seat: SeatManager;
  /** Whether the exchange has the seat registered. */
  readonly reachable: Publisher<boolean>;
  readonly tones: string[];
  /** What the media window was told to mix, newest last. */
  readonly mixes: (readonly string[])[];
  /** Calls that this desk has dialled, newest last. */
  readonly dialed: WireCall[];
  /** Settings and flags, to be changed by the test. */
  readonly bank: { maxLines: number; dtmf: 'rfc4733' | 'info'; autoAnswer: boolean; flags: string[] };
  readonly events: { readonly kind: string; readonly detail: string }[];
  readonly drafts: WrapUpDraft[];
  readonly finished: string[];
  readonly texts: CallTexts;
  /** The far end's data channel, in the test's hand. */
  readonly realTime: {
    readonly sent: readonly string[];
    open(id: string, open: boolean, cps: number): void;
    hear(id: string, text: string): void;
    /** Nothing goes any more. */
    fail(): void;
  };
  ring(call: WireCall): void;
}

/** Call manager and seat together, as main wires them; records in memory, the far end in the test's hand. */
export function createDeskRig(unfinished: WrapUpDraft | null = null): DeskRig {
  const clock = createManualClock();
  const tones: string[] = [];
  const mixes: (readonly string[])[] = [];
  const dialed: WireCall[] = [];
  const events: { kind: string; detail: string }[] = [];
  const bank: DeskRig['bank'] = { maxLines: 3, dtmf: 'rfc4733', autoAnswer: false, flags: [] };
  const drafts: WrapUpDraft[] = [];
  const finished: string[] = [];
  let incoming: (call: SipCall) => void = () => undefined;
  const realTimeSent: string[] = [];
  let hearText: (id: string, text: string) => void = () => undefined;
  let openText: (id: string, open: boolean, cps: number) => void = () => undefined;
  let textGoes = true;
  const kept = new Map<string, TextMessage[]>();
  const texts: CallTexts = {
    save(callId, message) {
      const all = kept.get(callId) ?? [];
      kept.set(callId, [...all.filter(({ id }) => id !== message.id), message]);
    },
    of: (callId) => kept.get(callId) ?? [],
  };
  const records: CallRecords = {
    started: () => undefined,
    answered: () => undefined,
    ended: () => undefined,
    event: (_callId, _at, kind, detail) => void events.push({ kind, detail }),
    saveWrapUp: (draft) => void drafts.push(draft),
    finishWrapUp: (callId) => void finished.push(callId),
    unfinishedWrapUp: () => unfinished,
    handledSince: () => 0,
  };
  const calls = createCallManager({
    line: {
      dial(number) {
        const call = createWireCall(
          `dialed${dialed.length + 1}`,
          {},
          { direction: 'outgoing', user: number },
        );
        dialed.push(call);
        return ok(call);
      },
      onIncoming: (listener) => ((incoming = listener), () => undefined),
    },
    kept: () => null,
    texts: () => texts,
    media: {
      tone: (tone) => void tones.push(tone),
      setConference: async (ids) => void mixes.push(ids),
      setMuted: async () => undefined,
      sendDtmf: async () => undefined,
      stats: async () => Promise.reject(new Error('no media in this test')),
      setPicture: async (_id, { camera }) => (camera ? 'ok' : 'off'),
      onFirstPicture: () => () => undefined,
      sendText: async (_, text) => {
        if (!textGoes) return false;
        realTimeSent.push(text);
        return true;
      },
      onText: (listener) => ((hearText = listener), () => undefined),
      onTextChannel: (listener) => ((openText = listener), () => undefined),
      onMicrophone: () => () => undefined,
    },
    records: () => records,
    personId: () => 'lin',
    policy: () => ({ ...bank, textBytes: 60, offersText: true, codes: { park: '700', pickUp: '*8' } }),
    asksFirst: (_callId, act) => asksFirst(act, bank.flags, []),
    isFree: () => seat.state.get().work !== 'wrapUp',
    ringTimeoutMs: () => 30_000,
    headers: () => ({
      customerId: 'X-Customer-Id',
      queue: 'X-Queue',
      ivrVerified: 'X-Ivr-Verified',
      callId: 'X-Call-Id',
      care: 'X-Care',
    }),
    maskNumber: (number) => `${number.slice(0, 3)}****${number.slice(-4)}`,
    clock,
    log: silentLog,
  });
  const reachable = createPublisher(true);
  const seat = createSeatManager({
    mayFinish: () => ok(undefined),
    clock,
    log: silentLog,
    calls,
    records: () => records,
    wrapUpMs: () => 90_000,
    reachable,
  });
  seat.signIn('lin');
  return {
    clock,
    calls,
    seat,
    reachable,
    tones,
    mixes,
    dialed,
    bank,
    events,
    drafts,
    finished,
    texts,
    realTime: {
      sent: realTimeSent,
      open: (id, isOpen, cps) => openText(id, isOpen, cps),
      hear: (id, text) => hearText(id, text),
      fail: () => void (textGoes = false),
    },
    ring: (call) => incoming(call),
  };
}
