import type { Clock } from '#shared/lib/clock.ts';
import type { Header } from '../sip/message.ts';
import type { RandomToken } from '../sip/random.ts';
import type { AudioReport } from './ear.ts';
import type { Media, MediaDeps } from './media.ts';
import type { Mouth } from './mouth.ts';
import type { Pacer } from './pacer.ts';
import type { Film, SeenPicture } from './picture.ts';
import type { UserAgent } from './user-agent.ts';

/**
 * One call of a simulated caller.
 *
 *   calling ─(180, 182)→ ringing ─(2xx)→ up ─→ ended        incoming: ringing ─(accept)→ up ─→ ended
 *   calling or ringing ─(3xx–6xx, cancel)→ ended
 */
export type CallPhase = 'calling' | 'ringing' | 'up' | 'ended';

export interface CallEnded {
  readonly by: 'self' | 'peer' | 'line';
  /** Final status when the call never came up. */
  readonly status: number | null;
}

/** A REFER (RFC 3515) as a caller follows it: whom to call, and with which headers. */
export interface Refer {
  readonly to: string;
  /** Replaces (RFC 3891) for an attended transfer, and who asked (RFC 3892). */
  readonly headers: readonly Header[];
}

export interface CallListener {
  onPhase?(phase: CallPhase): void;
  onEnded?(ended: CallEnded): void;
  /** The agent wrote. */
  onText?(text: string): void;
  /** Real-time text is spoken in this call, and the agent types: T.140 as it came. Left out: neither offered nor taken. */
  readonly onTyped?: (text: string) => void;
  /** False: it is taken where the desk offers it, and not offered. */
  readonly offersTyped?: boolean;
  /** Pictures are offered and taken in this call: what is shown, null: nothing, only looked at. Left out: refused. */
  readonly film?: Film | null;
  /** The agent spoke and then was quiet. */
  onSpoke?(spokenMs: number): void;
  onHeld?(held: boolean): void;
  /** The far end hands us on (REFER): call whom it names and say how that goes. Left out: refused with 603. */
  onRefer?(refer: Refer, progress: (status: number) => void): void;
}

export interface SimCall {
  readonly sipCallId: string;
  readonly phase: CallPhase;
  readonly mouth: Mouth;
  readonly held: boolean;
  /** Digits received by INFO (application/dtmf-relay), besides those of RFC 4733 in `audio()`. */
  readonly infoDigits: string;
  audio(): AudioReport;
  markAudio(): void;
  /** What has come of the desk's picture; null: none is taken in this call. */
  picture(): SeenPicture | null;
  /** In-dialog MESSAGE (RFC 3428); true when the far end took it. */
  sendText(text: string): Promise<boolean>;
  /** Real-time text (T.140); false while its channel does not stand. */
  type(text: string): boolean;
  /** Re-INVITE: hold, resume, or a new transport altogether, as a desk sends that came back after a crash. True on 2xx. */
  reInvite(how: 'hold' | 'resume' | 'renew'): Promise<boolean>;
  /** Ends the call in whatever phase it is: CANCEL, BYE or 486. */
  hangUp(): void;
  /** Incoming calls only. */
  ring(): void;
  accept(): Promise<void>;
  reject(status: number): void;
}

export interface CallDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly pacer: Pacer;
  readonly agent: UserAgent;
  /** Silence after which a turn counts as finished, ms. */
  readonly pauseMs: number;
  /** No RTP for so long in a call that is not on hold: the caller gives up, as an exchange's RTP timeout would. */
  readonly rtpTimeoutMs: number;
  /** Another WebRTC leg than the house's own: tests put a whole browser here. */
  readonly media?: (deps: MediaDeps) => Media;
}

export interface OutgoingCall {
  /** User part: a queue, a seat. */
  readonly to: string;
  readonly from: { readonly number: string; readonly name: string };
  readonly headers?: readonly Header[];
}
