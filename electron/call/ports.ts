import { z } from 'zod';
import type { MediaStats, Tone } from '#shared/media/contract.ts';
import type { CallEnd, TextMessage } from '#shared/call/contract.ts';
import { dialogRecordSchema } from '#electron/sip/ports.ts';
import { type CallId, callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { DrawnSlate } from '#shared/slate/draw.ts';
import type { Disposition } from '#shared/seat/contract.ts';

/** What a call needs of the media window beyond descriptions. */
export interface CallMedia {
  tone(tone: Tone): void;
  /** Mixes these calls: each hears the agent and the others, never itself. Fewer than two ends the mixing. */
  setConference(sessionIds: readonly string[]): Promise<void>;
  setMuted(sessionId: string, muted: boolean): Promise<void>;
  sendDtmf(sessionId: string, digits: string): Promise<void>;
  stats(sessionId: string): Promise<MediaStats>;
  /** Real-time text (T.140); false when nothing would carry it. */
  sendText(sessionId: string, text: string): Promise<boolean>;
  onText(listener: (sessionId: string, text: string) => void): Undo;
  onTextChannel(listener: (sessionId: string, open: boolean, cps: number) => void): Undo;
  /** What goes out as picture; answers how the camera stands. */
  setPicture(
    sessionId: string,
    picture: { readonly slate: DrawnSlate | null; readonly camera: boolean },
  ): Promise<'off' | 'ok' | 'none' | 'denied'>;
  onFirstPicture(listener: (sessionId: string) => void): Undo;
  onMicrophone(listener: (sessionId: string, state: 'ok' | 'silentSource' | 'denied') => void): Undo;
}

/** Names of the headers in which the exchange says what its front IVR found out (exchange.md). Configuration. */
export interface HeaderNames {
  readonly customerId: string;
  readonly queue: string;
  readonly ivrVerified: string;
  readonly care: string;
  readonly callId: string;
}

/** What the bank allows at this seat. Asked at every act, as settings change during a shift. */
export interface CallPolicy {
  /** Calls at once, the one being talked on included. A consultation may always be added. */
  readonly maxLines: number;
  readonly dtmf: 'rfc4733' | 'info';
  /** Whether the exchange may have calls answered by themselves. */
  readonly autoAnswer: boolean;
  /** Most bytes of text in one SIP MESSAGE (RFC 3428 §8: a whole request over UDP stays under 1300). */
  readonly textBytes: number;
  /** Real-time text is offered to far ends that have not offered it themselves (RFC 8865). */
  readonly offersText: boolean;
  /** Codes of the exchange; empty: not there. */
  readonly codes: { readonly park: string; readonly pickUp: string };
}

/** The call that the panel, the guidance and the hold are about. Whole numbers stay in main. */
export interface CurrentCall {
  readonly callId: CallId;
  readonly direction: 'incoming' | 'outgoing';
  readonly number: string;
  readonly displayName: string;
  readonly customerId: string | null;
  readonly queue: string | null;
  readonly ivrVerified: string | null;
  /** What the front menu found out about the care a caller needs, as words: `elderly, ja`. */
  readonly care: string | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  /** performance.now() of the INVITE on the wire. */
  readonly wireAtMs: number;
}

export type CallEvent =
  | { readonly kind: 'ringing' | 'answered' | 'held' | 'resumed' | 'textSent'; readonly call: CurrentCall }
  /** The far end's telephone rings (a call that was dialled here). Once a call. */
  | { readonly kind: 'ringingThere'; readonly call: CurrentCall }
  | { readonly kind: 'handedOver'; readonly call: CurrentCall }
  /** `owesWrapUp`: a caller's own call that was answered; a consultation or a call that was replaced owes none. */
  | {
      readonly kind: 'ended';
      readonly call: CurrentCall;
      readonly end: CallEnd;
      readonly owesWrapUp: boolean;
    };

/** The slate in a call's picture: adds video where there is none; null takes it out again. */
export interface CallSlate {
  setSlate(callId: CallId, slate: DrawnSlate | null): Promise<Result<void>>;
}

/** What other rooms see of the calls. */
export interface Calls {
  /** The caller's call in front, or the ended one that is being wrapped up; null when the desk is free. */
  readonly current: Source<CurrentCall | null>;
  onEvent(listener: (event: CallEvent) => void): Undo;
}

export interface CallRecord {
  readonly callId: CallId;
  readonly personId: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly number: string;
  readonly displayName: string;
  readonly queue: string | null;
  readonly startedAt: number;
}

export interface WrapUpDraft {
  readonly callId: CallId;
  readonly personId: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly disposition: Disposition | null;
  readonly note: string;
  readonly followUp: string;
  readonly savedAt: number;
}

/** Calls and their wrap-ups on disk. Every method is durable when it returns. */
export interface CallRecords {
  started(record: CallRecord): void;
  answered(callId: CallId, at: number): void;
  ended(callId: CallId, at: number, end: CallEnd): void;
  /** Anything worth keeping with the call; `detail` is JSON without C3 data. */
  event(callId: CallId, at: number, kind: string, detail: string): void;
  saveWrapUp(draft: WrapUpDraft): void;
  finishWrapUp(callId: CallId, at: number): void;
  /** The wrap-up that was open when the program died; null when there is none. */
  unfinishedWrapUp(personId: string): WrapUpDraft | null;
  handledSince(personId: string, since: number): number;
}

/** What is written in calls, on disk. Every method is durable when it returns. */
export interface CallTexts {
  /** Adds it, or puts it in the place of what stood under its id. */
  save(callId: CallId, message: TextMessage): void;
  /** Oldest first. */
  of(callId: CallId): readonly TextMessage[];
}

/** An answered call as the next program needs it, should this one die. No text of the call, no description, no key. */
export const keptCallSchema = z.strictObject({
  savedAt: instantSchema,
  personId: z.string().max(200),
  call: z.strictObject({
    callId: callIdSchema,
    direction: z.enum(['incoming', 'outgoing']),
    number: z.string().max(100),
    displayName: z.string().max(200),
    customerId: z.string().max(100).nullable(),
    queue: z.string().max(100).nullable(),
    ivrVerified: z.string().max(100).nullable(),
    // Not there in what an older program kept.
    care: z.string().max(100).nullable().default(null),
    startedAt: instantSchema,
    answeredAt: instantSchema.nullable(),
  }),
  consultFor: callIdSchema.nullable(),
  muted: z.boolean(),
  dialog: dialogRecordSchema,
});
export type KeptCall = z.infer<typeof keptCallSchema>;

/** Durable when they return. */
export interface KeptCalls {
  save(kept: KeptCall): void;
  remove(callId: CallId): void;
  all(): readonly KeptCall[];
}
