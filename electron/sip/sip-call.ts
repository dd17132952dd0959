import { type Bye, type Cancel, Invitation, Inviter, type Message, type Session, SessionState } from 'sip.js';
import { SessionState as DialogState } from 'sip.js/lib/core/index.js';
import type { CallEnd } from '#shared/call/contract.ts';
import { type AppError, appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { type DialogRecord, recordDialog, watchDialog } from './dialog-record.ts';
import { afterGlare } from './glare.ts';
import { earlyReplacee, ringBack } from './early-dialog.ts';
import { endOfCancel } from './end-reason.ts';
import { identityOf } from './identity.ts';
import { type InDialogDeps, listenForUpdate, listenInDialog, openDialog, sendUpdate } from './in-dialog.ts';
import { beginInvite } from './outgoing.ts';
import { isForItsMedia, refreshByInvite, reinvite } from './re-invite.ts';
import type { SipCall, SipCallEvent } from './ports.ts';
import type { SessionMedia } from './session-media.ts';
import { createSessionTimer, type HeaderReader, type SessionTimer } from './session-timer.ts';
import { answerInfo, phraseOf, sendInfoDigits } from './info-digits.ts';
import { isPlainText, partOf, refuseType, sendInDialog } from './text-message.ts';
import { followRefer, type ReferTo } from './transfer.ts';

/** What a call is built from: SIP.js's session, our id for it, and when its INVITE was on the wire. */
export interface SipCallParts {
  readonly id: string;
  readonly session: Session;
  readonly remote: SipCall['remote'];
  readonly wireAtMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Id of the call that this one's Replaces names. */
  readonly replaces: string | null;
  /** Where a transfer points; null when the number is none, or the other call is no longer up. */
  readonly referTo: (target: Parameters<SipCall['transfer']>[0]) => ReferTo | null;
}

/** What our description begins with, besides sound in both directions. */
export interface BeginHow {
  readonly video?: boolean;
  readonly text?: boolean;
  readonly held?: boolean;
}

/** A SipCall with the hooks that the line needs: directions seen by the media side, and the loss of the line. */
export interface OwnedSipCall extends SipCall {
  readonly session: Session;
  remoteDirection(direction: string): void;
  /** How the pictures stand, seen by the media side after each description. */
  remoteVideo(on: boolean, asked: boolean): void;
  /** What became of our offer of real-time text. */
  remoteText(taken: boolean): void;
  /** Sends the INVITE of an outgoing call. */
  begin(how?: BeginHow): void;
  beginsWith(): Required<BeginHow>;
  /** Tells the caller that it rings here. */
  ring(): void;
  /** Another session of ours takes this one's place: whether its end leaves the sound alone. */
  leaveMedia(left: boolean): void;
  /**
   * Tells the far end our present address after a reconnect (RFC 3261 §12.2: target refresh). Without it the caller's
   * hang-up never arrives and a ghost call stays (exchange.md). `iceRestart`: our addresses are others (RFC 8445 §9).
   * `moved`: by way of another exchange than before; one that does not know the dialog is then no proof that it is over.
   */
  refresh(how?: {
    readonly iceRestart?: boolean;
    readonly fresh?: boolean;
    readonly moved?: boolean;
  }): Promise<void>;
  reach(): 'ok' | 'lost';
  /**
   * Offers sound anew in a dialog that was kept on disk, held if it was held, with pictures and real-time text if it had
   * them. `status`: 0 when nothing was sent.
   */
  takeUp(had: Required<BeginHow>): Promise<{ readonly ok: boolean; readonly status: number }>;
  ended(): boolean;
  /** SIP status that ended it; 0 when there was none. */
  refusedWith(): number;
}

/** Answers to requests of the far end: when the connection is gone they cannot be given, and nobody waits for them. */
const quietly = (answer: Promise<unknown>): void => void answer.catch(() => undefined);

/** Wraps one SIP.js session. Only this file knows how an Invitation differs from an Inviter. */
export function createSipCall(parts: SipCallParts): OwnedSipCall {
  const { id, session, remote, wireAtMs, replaces } = parts;
  const listeners = new Set<(event: SipCallEvent) => void>();
  let end: CallEnd | undefined;
  let ended = false;
  let heldByCaller = false;
  let video = { on: false, asked: false };
  let starts: Required<BeginHow> = { video: false, text: false, held: false };
  let reach: 'ok' | 'lost' = 'ok';
  const setReach = (next: typeof reach): void => {
    if (next === reach || ended) return;
    reach = next;
    emit({ kind: 'reach', reach });
  };
  const emit = (event: SipCallEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  /** The first reason stays: a BYE that follows our own hang-up does not make it the caller's. */
  const because = (reason: CallEnd): void => void (end ??= reason);
  const mediaOf = (): SessionMedia | undefined =>
    session.sessionDescriptionHandler as SessionMedia | undefined;

  /** Methods the far end takes, as its last message says (Allow, RFC 3261 §20.5). */
  let allowed = session instanceof Invitation ? (session.request.getHeader('Allow') ?? '') : '';
  /** Extensions it says it knows (Supported, RFC 3261 §20.37). */
  let supported = session instanceof Invitation ? (session.request.getHeader('Supported') ?? '') : '';
  const timer = createSessionTimer({
    clock: parts.clock,
    refresh: () => (/\bUPDATE\b/.test(allowed) ? sendUpdate(inDialog) : refreshByInvite(inDialog)),
    expired() {
      because({ by: 'network', reason: 'sessionExpired', status: null });
      void endSession(session)
        .catch(() => session.dispose().catch(() => undefined))
        .then(finish);
    },
  });
  let acknowledge = (): void => undefined;
  const acked =
    session instanceof Invitation
      ? new Promise<void>((settle) => void (acknowledge = settle))
      : Promise.resolve();
  /** One offer at a time (RFC 3264 §4): a hold that is pressed while text is being offered comes after it. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const onIdentity = (message: HeaderReader): void => {
    const who = identityOf(message);
    if (who !== null) emit({ kind: 'identity', ...who });
  };
  const inDialog: InDialogDeps = { session, timer, media: mediaOf, acked, onIdentity };
  /** The far end has no such dialog any more. SIP.js would leave the session as if it had (RFC 5057 §5.1 ends it). */
  const gone = (status: number): void => {
    because({ by: 'network', reason: 'goneMeanwhile', status });
    void endSession(session)
      .catch(() => session.dispose().catch(() => undefined))
      .then(finish);
  };
  const taken = (response: HeaderReader): void => {
    allowed = response.getHeader('Allow') ?? allowed;
    supported = response.getHeader('Supported') ?? supported;
    timer.answered(response);
  };

  const finish = (): void => {
    if (ended) return;
    ended = true;
    acknowledge();
    timer.stop();
    if (hasExpired(session, wireAtMs)) because({ by: 'caller', reason: 'cancelled', status: null });
    // SIP.js closes it too, but only once the far end has answered: the microphone must not stay open until then.
    mediaOf()?.close();
    // SIP.js ends a refused INVITE before it tells why: the reason comes in the same turn, just after. In Electron a turn has
    // microtasks in the middle of it (whatever crosses into the browser runs them), so that only the next turn is after it.
    setImmediate(() => {
      emit({ kind: 'ended', end: end ?? { by: 'network', reason: 'lineLost', status: null } });
      listeners.clear();
    });
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      listenInDialog(inDialog);
      watchDialog(session, () => {
        // A BYE moves nothing that is worth keeping.
        if (session.state === SessionState.Established) emit({ kind: 'dialogMoved' });
      });
      emit({ kind: 'established' });
      settle();
    }
    if (state === SessionState.Terminated) finish();
  });
  /** Another far end of a forked INVITE has answered than the one that was heard before (see `SessionMedia.unsettled`). */
  const settle = (): void => {
    const media = mediaOf();
    if (media?.unsettled == null) return;
    media.fresh ||= media.unsettled === 'keys';
    media.unsettled = null;
    void inTurn(() => afterGlare(parts, () => reinvite(inDialog, {}, gone)));
  };
  session.delegate = {
    onAck: () => acknowledge(),
    onBye: (bye: Bye) => {
      because({ by: 'caller', reason: 'hungUp', status: null });
      quietly(bye.accept());
    },
    onCancel: (cancel: Cancel) => because(endOfCancel(cancel.request.getHeader('Reason'))),
    onMessage: (message: Message) => {
      if (!isPlainText(message)) return quietly(refuseType(message));
      quietly(message.accept());
      emit({ kind: 'text', text: message.request.body, ...partOf(message) });
    },
    onInfo: (info) => quietly(answerInfo(info)),
    onNotify: (notification) => quietly(notification.accept()),
    // Nobody but the agent makes this desk dial.
    onRefer: (referral) => quietly(referral.reject({ statusCode: 603 })),
  };

  return {
    id,
    session,
    direction: session instanceof Invitation ? 'incoming' : 'outgoing',
    remote,
    wireAtMs,
    replaces,
    header: (name) => (session instanceof Invitation ? session.request.getHeader(name) : undefined),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    remoteDirection(direction) {
      const held = direction === 'sendonly' || direction === 'inactive';
      if (held === heldByCaller) return;
      heldByCaller = held;
      emit({ kind: 'heldByCaller', held });
    },
    remoteVideo(on, asked) {
      if (video.on === on && video.asked === asked) return;
      video = { on, asked };
      emit({ kind: 'video', on, asked });
    },
    remoteText: (taken) => emit({ kind: 'textOffer', taken }),
    beginsWith: () => starts,
    leaveMedia(left) {
      const handler = mediaOf();
      if (handler !== undefined) handler.isLeft = left;
    },
    begin(how = {}) {
      starts = { ...starts, ...how };
      const early = (dialog: unknown): void => listenForUpdate(inDialog, openDialog(dialog));
      beginInvite({ session, media: mediaOf, because, emit, taken, early });
    },
    ring() {
      if (!(session instanceof Invitation)) return;
      const gaveUp = (): void => because({ by: 'caller', reason: 'cancelled', status: null });
      ringBack(session, { clock: parts.clock, gaveUp });
      if (session.dialog !== undefined) listenForUpdate(inDialog, openDialog(session.dialog));
    },
    accept: () => acceptInvite(session, because, timer),
    async reject(status = 603) {
      if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
      because({ by: 'agent', reason: status === 480 ? 'noAnswer' : 'declined', status });
      await session.reject({ statusCode: status });
    },
    async end(why) {
      const reason = why ?? (session.state === SessionState.Established ? 'hungUp' : 'cancelled');
      because({ by: 'agent', reason, status: null });
      // Without a connection the far end cannot be told; the agent is free all the same, and the call says so.
      const told = endSession(session).catch(() => session.dispose().catch(() => undefined));
      // Before its ACK a call must not be ended (RFC 3261 §15): the BYE follows when it comes, at the latest after 32 s.
      if (session.state !== SessionState.Terminating) await told;
      finish();
    },
    async setHold(held) {
      return inTurn(() => afterGlare(parts, () => reinvite(inDialog, { held }, gone)));
    },
    async setVideo(on) {
      const result = await inTurn(() => reinvite(inDialog, { video: on }, gone));
      return result.ok ? ok(mediaOf()?.video ?? false) : result;
    },
    async offerText() {
      const result = await inTurn(() => reinvite(inDialog, { text: true }, gone));
      const status = result.ok ? 0 : ((result.error.params as { readonly status?: number }).status ?? 0);
      if (isForItsMedia(status)) emit({ kind: 'textOffer', taken: false });
      return result;
    },
    reach: () => reach,
    async refresh({ iceRestart = false, fresh = false, moved = false } = {}) {
      const unknown = (): void => setReach('lost');
      for (let turn = 0; turn < refreshTries; turn += 1) {
        const media = mediaOf();
        if (session.state !== SessionState.Established || media === undefined) return;
        media.iceRestart ||= iceRestart;
        media.fresh ||= fresh;
        // Whoever was out of reach may be known again: the first answer says so.
        const isElsewhere = moved || reach === 'lost';
        const told = await inTurn(() => reinvite(inDialog, {}, isElsewhere ? unknown : gone));
        if (told.ok) return setReach('ok');
        if (reach === 'lost') return;
        await new Promise<void>((done) => void parts.clock.after(refreshAgainMs, done));
      }
    },
    async takeUp(had) {
      (session as unknown as { setupSessionDescriptionHandler(): unknown }).setupSessionDescriptionHandler();
      let status = 0;
      const result = await reinvite(inDialog, had, (met) => void (status = met));
      if (result.ok) return { ok: true, status: 200 };
      const params = result.error.params as { readonly status?: number };
      return { ok: false, status: status || (params.status ?? 0) };
    },
    ended: () => ended,
    refusedWith: () => end?.status ?? 0,
    record(): DialogRecord | null {
      const { uri } = session.userAgent.configuration;
      return recordDialog(session, {
        account: `${uri.user ?? ''}@${uri.host}`,
        direction: session instanceof Invitation ? 'incoming' : 'outgoing',
        remote,
        peerReplaces: /\breplaces\b/i.test(supported),
        held: mediaOf()?.held ?? false,
        video: mediaOf()?.video ?? false,
        text: mediaOf()?.text ?? false,
      });
    },
    async sendText(text, part) {
      const sent = await sendInDialog(session, text, part);
      // The exchange knows no such dialog (RFC 3261 §12.2.1.2): a re-INVITE makes it certain, and ends what is none.
      if (!sent.ok && refusedStatus(sent.error) === 481) void this.refresh();
      return sent;
    },
    sendDigits: (digits) => sendInfoDigits(session, digits),
    async transfer(target, onStep) {
      const referTo = parts.referTo(target);
      if (referTo === null) return { kind: 'refused', status: 0 };
      return followRefer(session, referTo, { clock: parts.clock, onStep });
    },
  };
}

const refusedStatus = ({ params }: AppError): number => (params as { readonly status?: number }).status ?? 0;

/** A refresh that met another request under way, or a line that went again, is tried anew. */
const refreshTries = 20;
const refreshAgainMs = 1_000;

/** The INVITE named a time in which it was to be answered (RFC 3261 §13.3.1), and nobody has. SIP.js ends it without a word. */
function hasExpired(session: Session, wireAtMs: number): boolean {
  if (!(session instanceof Invitation) || session.dialog?.sessionState !== DialogState.Early) return false;
  const seconds = Number(session.request.getHeader('Expires') ?? Number.POSITIVE_INFINITY);
  return performance.now() - wireAtMs >= seconds * 1000 - 50;
}

type Because = (reason: CallEnd) => void;

async function acceptInvite(session: Session, because: Because, timer: SessionTimer): Promise<Result<void>> {
  if (!(session instanceof Invitation))
    return fail(appError('call/wrong-state', { action: 'answer', state: 'outgoing' }));
  const { replacee } = session;
  const isEarly = earlyReplacee(session) === 'early';
  if (isEarly) (session as unknown as { _replacee: Session | undefined })._replacee = undefined;
  try {
    await session.accept({ extraHeaders: timer.answering(session.request) });
    if (isEarly && replacee !== undefined) await endSession(replacee);
    return ok(undefined);
  } catch (error) {
    because({ by: 'network', reason: 'mediaFailed', status: 488 });
    if (session.state === SessionState.Initial) await session.reject({ statusCode: 488 });
    return fail(appError('call/media-failed', { detail: phraseOf(error) }));
  }
}

async function endSession(session: Session): Promise<void> {
  if (session.state === SessionState.Established) await session.bye();
  else if (session instanceof Inviter && session.state !== SessionState.Terminated) await session.cancel();
  else if (session instanceof Invitation && session.state === SessionState.Initial)
    await session.reject({ statusCode: 480 });
  else if (session.state !== SessionState.Terminated) await session.dispose();
}
