import type { CallEnd, CallSnapshot, TextMessage } from '#shared/call/contract.ts';
import { type CallState, callStep } from '#shared/call/call-state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { SipCall } from '#electron/sip/ports.ts';
import { divertedOf, userOfAddress } from './asked-headers.ts';
import { noVideo } from './no-video.ts';
import type { CurrentCall, HeaderNames } from './ports.ts';

/** One call as the manager holds it: the dialog, what windows see, and what other rooms see. */
export interface CallEntry {
  readonly sip: SipCall;
  snapshot: CallSnapshot;
  current: CurrentCall;
  /** It was answered and is a caller's own: a wrap-up is due. */
  owesWrapUp: boolean;
  /** Why it will have ended, when that is known before the dialog says so: handed over, replaced. */
  endAs: CallEnd | null;
  /** A third party that is mixed in as soon as they answer. */
  joinOnAnswer: boolean;
  /** The far end says that it rings. */
  remoteRings: boolean;
}

const bounded = (text: string | undefined, most: number): string | null =>
  text === undefined || text === '' ? null : text.slice(0, most);

/** RFC 3325: what the exchange itself asserts beats what the caller's From claims. */
function assertedNumber(sip: SipCall): string {
  return userOfAddress(sip.header('P-Asserted-Identity') ?? '') || userOfAddress(`sip:${sip.remote.user}`);
}

export function openEntry(
  sip: SipCall,
  headers: HeaderNames,
  now: number,
  mask: (number: string) => string,
): CallEntry {
  const id = sip.id as CallId;
  const number = assertedNumber(sip).slice(0, 100);
  const queue = bounded(sip.header(headers.queue), 100);
  const waited = Number.parseInt(sip.header('X-Waited-Ms') ?? '', 10);
  return {
    sip,
    owesWrapUp: false,
    endAs: null,
    joinOnAnswer: false,
    remoteRings: false,
    current: {
      callId: id,
      direction: sip.direction,
      number,
      displayName: sip.remote.displayName.slice(0, 200),
      customerId: bounded(sip.header(headers.customerId), 100),
      queue,
      ivrVerified: bounded(sip.header(headers.ivrVerified), 100),
      care: bounded(sip.header(headers.care), 100),
      startedAt: now,
      answeredAt: null,
      wireAtMs: sip.wireAtMs,
    },
    snapshot: {
      id,
      direction: sip.direction,
      state: sip.direction === 'incoming' ? 'ringing' : 'dialing',
      displayName: sip.remote.displayName.slice(0, 200),
      numberMasked: mask(number),
      queue,
      waitedMs: Number.isFinite(waited) ? waited : null,
      startedAt: now,
      answeredAt: null,
      heldSince: null,
      endedAt: null,
      muted: false,
      heldByCaller: false,
      pending: null,
      microphone: null,
      dtmfSent: '',
      messages: [],
      realTimeText: false,
      quality: null,
      end: null,
      front: false,
      consultFor: null,
      conferenced: false,
      transfer: null,
      diverted: divertedOf(sip, mask),
      autoAnswerAt: null,
      earlyMedia: false,
      resuming: false,
      reach: 'ok',
      sound: 'ok',
      video: noVideo,
    },
  };
}

/** The snapshot after one step of the state machine, with the instants that the step sets. */
export function stepped(snapshot: CallSnapshot, to: CallState, now: number): CallSnapshot {
  const state = callStep(snapshot.state, to);
  return {
    ...snapshot,
    state,
    pending: null,
    answeredAt: state === 'active' && snapshot.answeredAt === null ? now : snapshot.answeredAt,
    heldSince: state === 'held' ? now : null,
    endedAt: state === 'ended' ? now : null,
  };
}

export const ended = (snapshot: CallSnapshot, end: CallEnd, now: number): CallSnapshot => ({
  ...stepped(snapshot, 'ended', now),
  end,
  conferenced: false,
  autoAnswerAt: null,
  resuming: false,
  reach: 'ok',
  sound: 'ok',
  video: noVideo,
});

export const withMessage = (snapshot: CallSnapshot, message: TextMessage): CallSnapshot => ({
  ...snapshot,
  messages: [...snapshot.messages.filter(({ id }) => id !== message.id), message].slice(-2000),
});
