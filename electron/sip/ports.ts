import type { CallEnd } from '#shared/call/contract.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/**
 * Sound and picture as signalling needs them: SDP in, SDP out (RFC 3264). Implemented over the hidden media window.
 * Every method rejects when the window is gone or does not answer in time.
 */
export interface MediaPort {
  offer(
    sessionId: string,
    options: { direction: MediaDirection; sending: boolean; iceRestart: boolean },
  ): Promise<{ sdp: string }>;
  answer(
    sessionId: string,
    options: { sdp: string; direction: MediaDirection; sending: boolean },
  ): Promise<{ sdp: string }>;
  acceptAnswer(sessionId: string, sdp: string): Promise<void>;
  rollback(sessionId: string): Promise<void>;
  close(sessionId: string): void;
}

/** Where the line registers and as whom. `ca`: PEM of the bank's own authority, added to none: it replaces the list. */
export interface LineConfig {
  readonly exchange: 'embedded' | 'configured';
  /** ws:// (loopback only) or wss:// URL of the exchange (RFC 7118). */
  readonly url: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
  readonly ca?: string;
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
  | { readonly kind: 'heldByCaller'; readonly held: boolean }
  | { readonly kind: 'text'; readonly text: string }
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
  sendText(text: string): Promise<Result<void>>;
  /** Telephone keys by INFO (application/dtmf-relay), one after the other; for exchanges that do not hear RFC 4733. */
  sendDigits(digits: string): Promise<Result<void>>;
  /**
   * REFER (RFC 3515), followed to the end of its implicit subscription. `onStep` hears what the far end's new call does
   * (100, 180 …). Never rejects. The dialog stays: ending it is the caller's act.
   */
  transfer(target: TransferTarget, onStep: (status: number) => void): Promise<TransferOutcome>;
  /** Id of the call of ours that this one takes the place of (Replaces, RFC 3891). */
  readonly replaces: string | null;
  subscribe(listener: (event: SipCallEvent) => void): Undo;
}

export interface Line {
  readonly state: Source<LineSnapshot>;
  start(config: LineConfig): void;
  /** Unregisters where it can, closes the socket. Idempotent. */
  stop(): Promise<void>;
  dial(number: string): Result<SipCall>;
  /**
   * Offers sound anew in every call that is up (re-INVITE with new transport): its media was lost, its dialog was not.
   * Right for an exchange that takes a new DTLS association in a re-INVITE (rtpengine, the embedded one).
   */
  renewMedia(): void;
  onIncoming(listener: (call: SipCall) => void): Undo;
}
