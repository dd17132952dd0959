import type { CallEnd } from '#shared/call/contract.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import type { DialogRecord } from './dialog-record.ts';

export { type DialogRecord, dialogRecordSchema } from './dialog-record.ts';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface OfferOptions {
  readonly direction: MediaDirection;
  /** Direction of the picture; null: none. */
  readonly video: MediaDirection | null;
  /** Real-time text is wanted, or agreed (RFC 8865). */
  readonly text: boolean;
  readonly sending: boolean;
  readonly iceRestart: boolean;
}

/**
 * Sound and picture as signalling needs them: SDP in, SDP out (RFC 3264). Implemented over the hidden media window.
 * Every method rejects when the window is gone or does not answer in time.
 */
export interface MediaPort {
  offer(sessionId: string, options: OfferOptions): Promise<{ sdp: string }>;
  answer(
    sessionId: string,
    options: { sdp: string; direction: MediaDirection; video: MediaDirection | null; sending: boolean },
  ): Promise<{ sdp: string }>;
  acceptAnswer(sessionId: string, sdp: string): Promise<void>;
  rollback(sessionId: string): Promise<void>;
  /** The next offer is made by a new peer connection: the old one is given up. Muting and mixing are as they were. */
  renew(sessionId: string): Promise<void>;
  close(sessionId: string): void;
}

/** What taking a call over needs of the media side besides: a microphone that is shut from the first description on. */
export interface TakeoverMedia extends MediaPort {
  /** The media window is there. */
  whenReady(): Promise<void>;
  /** The next description of this session is made with the microphone off. */
  startMuted(sessionId: string): void;
  /**
   * Begins an offer that is going to be asked for: the microphone and the addresses take as long as the way to the exchange.
   * Resolves when it is made, or cannot be; never rejects.
   */
  prepareOffer(sessionId: string, options: OfferOptions): Promise<void>;
  setMuted(sessionId: string, muted: boolean): Promise<void>;
  stats(sessionId: string): Promise<{ readonly packetsReceived: number }>;
}

/** How a call is taken over after the death of this program, by what the exchange can do (`exchange.takeover`). */
export interface TakeoverPlan {
  /** `off`: not at all, the caller gets a BYE. `auto`: Replaces where the far end said that it knows it. */
  readonly way: 'auto' | 'replaces' | 'reinvite' | 'off';
  /** Time left until the exchange gives the call up for want of sound. */
  readonly leftMs: number;
  /** The agent had muted themselves. */
  readonly muted: boolean;
  /** Told as the takeover goes on; `over`: it came to nothing. */
  readonly onStep?: (step: TakeoverStep) => void;
}

export type TakeoverStep = 'wire' | 'offered' | 'registered' | 'answered' | 'heard' | 'over';

/** Where the line registers and as whom. `ca`: PEM of the bank's own authority, added to none: it replaces the list. */
export interface LineConfig {
  readonly exchange: 'embedded' | 'configured';
  /** In order of preference: ws:// (loopback only) or wss:// URLs (RFC 7118), or `sips:` domains to be found by DNS (RFC 3263). */
  readonly urls: readonly string[];
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
  readonly ca?: string;
  /** PEM of this seat's own certificate and key, for an exchange that asks for one. */
  readonly client?: { readonly cert: string; readonly key: string };
  /** Stable per installation (RFC 5626 +sip.instance, urn:uuid). */
  readonly instanceId: string;
  readonly expiresSeconds: number;
  /** SIP URI that every request outside a dialog goes through first (RFC 3261 §8.1.2, preloaded Route). */
  readonly outboundProxy?: string;
}

export type SipCallEvent =
  | { readonly kind: 'progress'; readonly status: number }
  /** Sound comes before the answer (RFC 3960). */
  | { readonly kind: 'earlyMedia' }
  | { readonly kind: 'established' }
  /** A request went through the dialog: what is kept of it on disk is no longer all. */
  | { readonly kind: 'dialogMoved' }
  /** Somebody else is at the other end now, by the exchange's own word (RFC 3325 in a re-INVITE or UPDATE, RFC 4916). */
  | { readonly kind: 'identity'; readonly user: string; readonly displayName: string }
  | { readonly kind: 'heldByCaller'; readonly held: boolean }
  /** `lost`: the exchange in use does not know this call (it was set up at another): sound goes on, and nobody can be told anything. */
  | { readonly kind: 'reach'; readonly reach: 'ok' | 'lost' }
  /** `part`: which piece of a longer text it is, where the far end says so (`shared/text/part.ts`). */
  | { readonly kind: 'text'; readonly text: string; readonly part?: string }
  /** `on`: both have agreed to pictures. `asked`: the far end offered its own and was not taken up on it. */
  | { readonly kind: 'video'; readonly on: boolean; readonly asked: boolean }
  /** What became of our offer of real-time text: taken, or refused (port 0, no stream, or the whole description). */
  | { readonly kind: 'textOffer'; readonly taken: boolean }
  | { readonly kind: 'ended'; readonly end: CallEnd };

/** Whom a call is handed to: a number, or the far end of another call of ours (attended, RFC 3891). */
export type TransferTarget = { readonly number: string } | { readonly call: SipCall };

/**
 * How a transfer ended, by the exchange's own word. `refused`: the REFER was (0: it could not be sent, 408: no answer);
 * `failed`: taken, but the new call came to nothing; `noWord`: taken, and nothing was heard of it in time;
 * `left`: the far end hung up before it said how it went, as some do that were put through.
 */
export type TransferOutcome =
  | { readonly kind: 'done' | 'noWord' | 'left' }
  | { readonly kind: 'refused' | 'failed'; readonly status: number };

/** One INVITE dialog, in the words of a call. All requests answer when the far end has answered. */
export interface SipCall {
  /** Also the id of its media session. */
  readonly id: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly remote: { readonly user: string; readonly displayName: string; readonly uri: string };
  /** performance.now() when the INVITE came off (or went on) the wire. */
  readonly wireAtMs: number;
  header(name: string): string | undefined;
  accept(): Promise<Result<void>>;
  /** Declines an unanswered incoming call: 603 by default, 486 when the line is taken, 480 when nobody answered. */
  reject(status?: number): Promise<void>;
  /** Ends the call in whatever state: CANCEL, 4xx or BYE as the state asks. `why` is kept as the reason of its end. */
  end(why?: CallEnd['reason']): Promise<void>;
  setHold(held: boolean): Promise<Result<void>>;
  /** Adds pictures to the call or drops them by re-INVITE (RFC 3264 §8.1). The value is what was agreed: a far end may say no. */
  setVideo(on: boolean): Promise<Result<boolean>>;
  /** Offers real-time text by re-INVITE (RFC 8865). What comes of it is the event `textOffer`; a refusal leaves the call as it was. */
  offerText(): Promise<Result<void>>;
  /** MESSAGE in the dialog (RFC 3428): the far end's final answer. `part`: the header that says which piece it is. */
  sendText(text: string, part?: string): Promise<Result<void>>;
  /** Telephone keys by INFO (application/dtmf-relay), one after the other; for exchanges that do not hear RFC 4733. */
  sendDigits(digits: string): Promise<Result<void>>;
  /**
   * REFER (RFC 3515), followed to the end of its implicit subscription. `onStep` hears what the far end's new call does
   * (100, 180 …). Never rejects. The dialog stays: ending it is the caller's act.
   */
  transfer(target: TransferTarget, onStep: (status: number) => void): Promise<TransferOutcome>;
  /** Id of the call of ours that this one takes the place of (Replaces, RFC 3891). */
  readonly replaces: string | null;
  /** What to keep of the dialog for the case that this program dies; null while there is none. */
  record(): DialogRecord | null;
  subscribe(listener: (event: SipCallEvent) => void): Undo;
}

/** A text that came outside of any call. */
export interface LooseMessage {
  /** P-Asserted-Identity as the exchange wrote it (RFC 3325); empty: it asserts nothing. */
  readonly asserted: string;
  /** User part of From: what the sender claims. */
  readonly user: string;
  readonly displayName: string;
  readonly text: string;
  readonly part?: string;
}

/** Whether such a text was kept; what was not is answered 480, so that its sender knows. */
export type LooseListener = (message: LooseMessage) => boolean;

export interface Line {
  readonly state: Source<LineSnapshot>;
  start(config: LineConfig): void;
  /** Unregisters where it can, closes the socket. Idempotent. */
  stop(): Promise<void>;
  /**
   * `video`: pictures are offered with the first INVITE; `text`: real-time text is. A far end that refuses the whole INVITE
   * for it is rung once more without, as the same call.
   */
  dial(number: string, options?: { readonly video?: boolean; readonly text?: boolean }): Result<SipCall>;
  /**
   * Offers sound anew in every call that is up: its media was lost, its dialog was not. By re-INVITE with new transport
   * (rtpengine, the embedded exchange), or in a new session that replaces ours where the exchange takes new keys only so.
   */
  renewMedia(way: TakeoverPlan['way']): void;
  /** The path of this call's sound has broken: another is looked for. */
  restartMedia(callId: string): void;
  /**
   * This machine woke up: nothing that was known of the exchange is known any more. After a long sleep the far end has
   * given up the path of the sound, too (RFC 7675): another one is asked for.
   */
  woke(long: boolean): void;
  /** This machine's addresses have changed: the flow is asked at once, and every call offers its sound from where it is now. */
  networkChanged(): void;
  /**
   * A call of the program's predecessor, by the id it had. Before `start`: it is taken over, or its caller freed, as
   * soon as the line of its account stands.
   */
  resume(callId: string, record: DialogRecord, plan: TakeoverPlan): SipCall;
  /** The last messages of these calls and the registrations around them, masked (`trace.ts`); null: of everything. */
  trace(callIds: readonly string[] | null): { readonly text: string; readonly messages: number };
  onIncoming(listener: (call: SipCall) => void): Undo;
  /** Texts outside of calls; one listener keeps them. */
  onText(listener: LooseListener): Undo;
  /** Notes of other desks, outside of calls; true when one was taken. `from` is whom the exchange says it is of. */
  onNote(listener: (note: { readonly from: string; readonly body: string }) => boolean): Undo;
  /** A note to another desk (MESSAGE of a type of our own). Answered by that desk's final answer. */
  sendNote(seat: string, body: string): Promise<Result<void>>;
  /** A text outside of any call (RFC 3428), to a number. Answered by the far end's final answer. */
  sendText(number: string, text: string, part?: string): Promise<Result<void>>;
}
