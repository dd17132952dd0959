import type { LooseMessage, SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { lostReasons } from '#shared/call/lost-call.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { createArrivals } from './arrivals.ts';
import { type CallDesk, type CallManagerDeps, createBasics, talks } from './call-desk.ts';
import { type CallEntry, ended, openEntry } from './call-entry.ts';
import { createCallLines } from './call-lines.ts';
import { createConversation } from './conversation.ts';
import { type CallVideo, createCallVideo } from './call-video.ts';
import { createDialogKeeper } from './dialog-keeper.ts';
import { createHandOver } from './hand-over.ts';
import type { CallEvent, Calls, KeptCall } from './ports.ts';
import { otherParty } from './other-party.ts';
import { createQualityWatch } from './quality-watch.ts';
import { resumedEntry } from './resumed-entry.ts';
import { createSoundWatch } from './sound-watch.ts';
import { type ConsultHow, createSecondLine } from './second-line.ts';
import { createTextOffers } from './text-offer.ts';

export type { CallManagerDeps } from './call-desk.ts';

export interface CallManager extends Calls {
  readonly state: Source<{ readonly calls: readonly CallSnapshot[] }>;
  /** Acts that hold or end a call ask first where a care flag says so: `confirmed` is the agent's second word. */
  answer(callId: CallId, confirmed?: boolean): Promise<Result<void>>;
  decline(callId: CallId): Promise<Result<void>>;
  hangUp(callId: CallId, confirmed?: boolean): Promise<Result<void>>;
  setHold(callId: CallId, held: boolean, confirmed?: boolean): Promise<Result<void>>;
  setMuted(callId: CallId, muted: boolean): Promise<Result<void>>;
  sendDtmf(callId: CallId, digits: string): Promise<Result<void>>;
  /** A text of any length; answered when the far end has taken all of it, or what it has not stands as not delivered. */
  sendText(callId: CallId, text: string): Promise<Result<string>>;
  /** The line as it stands while the agent types, where the far end reads along (T.140). */
  type(callId: CallId, text: string): void;
  /** A text outside of a dialog: true when it belongs to a call that is up here. */
  heardLoose(message: LooseMessage): boolean;
  /** The agent has the line to write in before them: real-time text is offered where it may be taken. */
  offerText(callId: CallId): Promise<Result<void>>;
  readonly video: Omit<CallVideo, 'heard'>;
  dial(number: string): Result<CallId>;
  /**
   * Rings the caller of an answered call that was lost, also while its wrap-up is open; or ends the only call that is up, where
   * one of the two is not heard, and rings its caller anew.
   */
  callBack(callId: CallId): Promise<Result<CallId>>;
  /** A call that the program had when it died, under the id it had. Shown at once, talked on when its sound is back. */
  resume(sip: SipCall, kept: KeptCall): void;
  pickUp(): Result<CallId>;
  bringForward(callId: CallId, confirmed?: boolean): Promise<Result<void>>;
  consult(callId: CallId, number: string, how: ConsultHow): Promise<Result<CallId>>;
  conference(): Promise<Result<void>>;
  split(confirmed?: boolean): Promise<Result<void>>;
  transfer(callId: CallId, number: string, confirmed: boolean): Promise<Result<void>>;
  handOver(callId: CallId): Promise<Result<void>>;
  park(callId: CallId): Promise<Result<void>>;
  dismissTransfer(callId: CallId): Promise<Result<void>>;
  /** Whether any call still occupies a line, and whether one of them has been answered. */
  occupied(): 'no' | 'ringing' | 'talking';
  /** Shows an ended call whose wrap-up is next. */
  present(callId: CallId): void;
  /** Forgets an ended call: its wrap-up is done. Without an id all ended ones. */
  clear(callId?: CallId): void;
  /** The ended call needs no wrap-up: the desk is free, and why it came to nothing stays shown until the next call. */
  settle(): void;
  /** Ends every live call; for a clean quit (exchange.md: a desk that just goes leaves the caller in silence). */
  endAll(): Promise<void>;
}

/** What the agent wrote last is not cut off by their own hang-up, and nobody waits longer for it than this. */
const textLeavesWithinMs = 1_500;

/** Commands and SIP events in, call snapshots out. Several lines, one in front (see `call-lines.ts`). */
export function createCallManager(deps: CallManagerDeps): CallManager {
  const { clock, log, media } = deps;
  const lines = createCallLines();
  const listeners = new Set<(event: CallEvent) => void>();
  const basics = createBasics(deps, lines, listeners);
  const quality = createQualityWatch({
    clock,
    media,
    onQuality: (id, value) => {
      const entry = lines.get(id);
      if (entry !== undefined && isLive(entry.snapshot.state)) lines.put(entry, { quality: value });
    },
  });
  const sound = createSoundWatch({
    clock,
    media,
    expected: (id) => {
      const snapshot = lines.get(id)?.snapshot;
      return snapshot?.state === 'active' && !snapshot.heldByCaller && snapshot.pending === null;
    },
    onSound: (id, value) => {
      const entry = lines.get(id);
      if (entry === undefined || entry.snapshot.sound === value || !isLive(entry.snapshot.state)) return;
      lines.put(entry, { sound: value });
      log.warn('sound of a call changed', { callId: id, sound: value });
    },
  });
  const keepEvent = (entry: CallEntry, kind: string, detail: object): void =>
    deps
      .records()
      ?.event(entry.snapshot.consultFor ?? entry.current.callId, clock.now(), kind, JSON.stringify(detail));

  const keeper = createDialogKeeper(deps);
  // Whoever is on hold must come back on hold: the dialog has moved before the call has.
  listeners.add((event) => {
    const entry =
      event.kind === 'held' || event.kind === 'resumed' ? lines.get(event.call.callId) : undefined;
    if (entry !== undefined) keeper.touch(entry);
  });
  const conversation = createConversation({
    clock,
    lines,
    texts: deps.texts,
    textBytes: () => deps.policy().textBytes,
    media,
    onSent: (entry) => basics.tell({ kind: 'textSent', call: entry.current }),
    keepEvent,
  });

  const established = (entry: CallEntry): void => {
    if (entry.snapshot.resuming) {
      basics.move(entry, entry.sip.record()?.held === true ? 'held' : 'active');
      lines.put(entry, { resuming: false });
      sound.start(entry.current.callId);
      return quality.start(entry.current.callId);
    }
    if (entry.snapshot.state === 'ringing') basics.move(entry, 'connecting');
    if (entry.snapshot.state !== 'connecting' && entry.snapshot.state !== 'dialing') return;
    basics.move(entry, 'active');
    const answeredAt = clock.now();
    const { callId } = entry.current;
    entry.current = { ...entry.current, answeredAt };
    lines.renew(entry);
    basics.retone();
    quality.start(callId);
    sound.start(callId);
    if (entry.snapshot.consultFor === null) {
      entry.owesWrapUp = true;
      deps.records()?.answered(callId, answeredAt);
      basics.tell({ kind: 'answered', call: entry.current });
    } else keepEvent(entry, 'consult', { with: entry.snapshot.numberMasked, answered: true });
    if (entry.joinOnAnswer)
      second
        .conference()
        .catch((error: unknown) => log.warn('not mixed on the answer', { reason: String(error) }));
  };
  const finished = (entry: CallEntry, event: Extract<SipCallEvent, { kind: 'ended' }>): void => {
    const end = entry.endAs ?? event.end;
    const { conferenced, consultFor } = entry.snapshot;
    const { callId } = entry.current;
    const heardHow = quality.stop(callId);
    if (heardHow !== null) keepEvent(entry, 'quality', heardHow);
    sound.stop(callId);
    keeper.drop(callId);
    entry.snapshot = ended(entry.snapshot, end, clock.now());
    conversation.closed(entry);
    textOffers.closed(callId);
    lines.closed(entry);
    basics.retone();
    if (conferenced) second.leftConference();
    if (consultFor === null) deps.records()?.ended(callId, clock.now(), end);
    log.info('call ended', { callId, by: end.by, reason: end.reason });
    basics.tell({ kind: 'ended', call: entry.current, end, owesWrapUp: entry.owesWrapUp });
    // The agent has finished asking: the caller waits no longer. When the other hung up, the agent speaks first.
    const caller = consultFor === null ? undefined : lines.get(consultFor);
    const handing = caller?.snapshot.transfer;
    if (
      caller?.snapshot.state === 'held' &&
      end.reason !== 'transferred' &&
      event.end.by === 'agent' &&
      !handing
    )
      void basics.setHold(caller, false);
  };
  const heard = (entry: CallEntry, event: SipCallEvent): void => {
    if (event.kind === 'established') established(entry);
    if (event.kind === 'established' || event.kind === 'dialogMoved') keeper.touch(entry);
    if (event.kind === 'ended') finished(entry, event);
    if (event.kind === 'reach') {
      lines.put(entry, { reach: event.reach });
      log.warn('reach of a call changed', { callId: entry.current.callId, reach: event.reach });
    }
    if (event.kind === 'identity' && otherParty(entry, event, deps.maskNumber)) {
      lines.put(entry, {});
      lines.renew(entry);
      keepEvent(entry, 'otherParty', { number: entry.snapshot.numberMasked });
    }
    if (event.kind === 'heldByCaller') lines.put(entry, { heldByCaller: event.held });
    if (event.kind === 'video') video.heard(entry, event.on, event.asked);
    if (event.kind === 'textOffer') textOffers.heard(entry, event.taken);
    if (event.kind === 'text') conversation.heard(entry, event.text, event.part);
    if (event.kind === 'earlyMedia') lines.put(entry, { earlyMedia: true });
    if (event.kind === 'progress' && event.status >= 180 && !entry.remoteRings) {
      entry.remoteRings = true;
      basics.tell({ kind: 'ringingThere', call: entry.current });
    }
    if (event.kind === 'earlyMedia' || event.kind === 'progress') basics.retone();
  };

  const open: CallDesk['open'] = (sip, { inFront, consultFor }) => {
    const entry = openEntry(sip, deps.headers(), clock.now(), deps.maskNumber);
    entry.snapshot = { ...entry.snapshot, consultFor };
    sip.subscribe((event) => heard(entry, event));
    lines.add(entry, inFront);
    if (consultFor !== null) {
      keepEvent(entry, 'consult', { with: entry.snapshot.numberMasked, answered: false });
      return entry;
    }
    const { callId, direction, number, displayName, queue, startedAt } = entry.current;
    const personId = deps.personId() ?? '';
    deps.records()?.started({ callId, personId, direction, number, displayName, queue, startedAt });
    return entry;
  };

  const desk: CallDesk = { ...deps, ...basics, lines, open };
  const video = createCallVideo(desk);
  const textOffers = createTextOffers(desk);
  const second = createSecondLine(desk);
  const handOver = createHandOver(desk);
  const arrivals = createArrivals(desk, second);
  const dial = (number: string): Result<CallId> => {
    const occupied = lines.live().length;
    if (occupied > 0 || !deps.isFree()) return fail(appError('call/busy', { lines: Math.max(1, occupied) }));
    return ringThere(number);
  };
  const ringThere = (number: string): Result<CallId> => {
    const dialed = deps.line.dial(number, { text: textOffers.wanted(number) });
    return dialed.ok ? ok(open(dialed.value, { inFront: true, consultFor: null }).current.callId) : dialed;
  };

  const ringBack = (entry: CallEntry): Result<CallId> => {
    const dialed = ringThere(entry.current.number);
    if (dialed.ok) keepEvent(entry, 'calledBack', { callId: dialed.value });
    return dialed;
  };
  /** Its end is told a turn after the dialog's. */
  const isOver = (entry: CallEntry): Promise<void> =>
    new Promise((done) => {
      const look = (): void => {
        if (isLive(entry.snapshot.state)) return;
        undo();
        done();
      };
      const undo = lines.state.subscribe(look);
      look();
    });

  deps.line.onIncoming(arrivals.arrived);
  media.onMicrophone((sessionId, microphone) => {
    const entry = lines.get(sessionId as CallId);
    if (entry !== undefined && entry.snapshot.microphone !== microphone) lines.put(entry, { microphone });
  });

  return {
    state: lines.state,
    current: lines.current,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    answer: (callId, confirmed) =>
      desk.inState(callId, 'answer', ['ringing'], (entry) => arrivals.take(entry, confirmed)),
    decline: (callId) =>
      desk.inState(callId, 'decline', ['ringing'], async (entry) => {
        await entry.sip.reject();
        return ok(undefined);
      }),
    hangUp: (callId, confirmed = false) =>
      desk.inState(
        callId,
        'hangUp',
        ['ringing', 'dialing', 'connecting', 'active', 'held'],
        async (entry) => {
          const asked = desk.askFirst('hangUp', [entry], confirmed);
          if (!asked.ok) return asked;
          lines.put(entry, { pending: 'hangUp' });
          await conversation.drained(entry, textLeavesWithinMs);
          await entry.sip.end();
          return ok(undefined);
        },
      ),
    setHold: (callId, held, confirmed = false) =>
      held
        ? desk.inState(callId, 'hold', ['active'], async (entry) => {
            if (entry.snapshot.conferenced)
              return fail(appError('call/wrong-state', { action: 'hold', state: 'conferenced' }));
            const asked = desk.askFirst('hold', [entry], confirmed);
            return asked.ok ? desk.setHold(entry, true) : asked;
          })
        : desk.inState(callId, 'resume', ['held'], () => second.bringForward(callId, confirmed)),
    setMuted: (callId, muted) =>
      desk.inState(callId, 'mute', ['connecting', 'active', 'held'], async (entry) => {
        // In a conference nobody is to hear what one of them must not hear.
        const all = entry.snapshot.conferenced
          ? lines.live().filter(({ snapshot }) => snapshot.conferenced)
          : [entry];
        for (const one of all) {
          await media.setMuted(one.sip.id, muted);
          lines.put(one, { muted });
          keeper.touch(one);
        }
        return ok(undefined);
      }),
    sendDtmf: (callId, digits) =>
      desk.inState(callId, 'dtmf', ['active'], async (entry) => {
        if (deps.policy().dtmf === 'info') {
          const sent = await entry.sip.sendDigits(digits);
          if (!sent.ok) return sent;
        } else await media.sendDtmf(callId, digits);
        lines.put(entry, { dtmfSent: (entry.snapshot.dtmfSent + digits).slice(-200) });
        return ok(undefined);
      }),
    sendText: conversation.send,
    type: conversation.type,
    offerText: textOffers.offer,
    heardLoose: conversation.heardLoose,
    dial,
    async callBack(callId) {
      const entry = lines.get(callId);
      const isUp = entry !== undefined && talks(entry) && lines.live().length === 1;
      if (isUp && /\d{3}/.test(entry.current.number)) {
        await entry.sip.end();
        await isOver(entry);
        return ringBack(entry);
      }
      const occupied = lines.live().length;
      if (occupied > 0) return fail(appError('call/busy', { lines: occupied }));
      const { state, end, answeredAt } = entry?.snapshot ?? {};
      const isLost =
        state === 'ended' && answeredAt != null && end != null && lostReasons.includes(end.reason);
      if (entry === undefined || !isLost)
        return fail(appError('call/wrong-state', { action: 'callBack', state: state ?? 'ended' }));
      return ringBack(entry);
    },
    resume(sip, kept) {
      const entry = resumedEntry(sip, kept, deps.maskNumber, deps.headers());
      sip.subscribe((event) => heard(entry, event));
      lines.add(entry, kept.consultFor === null);
      conversation.restore(entry);
    },
    pickUp() {
      const { pickUp } = deps.policy().codes;
      return pickUp === '' ? fail(appError('call/no-code', { what: 'pickUp' })) : dial(pickUp);
    },
    video,
    bringForward: second.bringForward,
    consult: second.consult,
    conference: second.conference,
    split: second.split,
    transfer: handOver.transfer,
    handOver: handOver.handOver,
    park: handOver.park,
    dismissTransfer: handOver.dismiss,
    occupied() {
      const live = lines.live();
      if (live.some(({ current }) => current.answeredAt !== null)) return 'talking';
      return live.length > 0 ? 'ringing' : 'no';
    },
    present: lines.present,
    settle: lines.settle,
    clear: lines.forget,
    async endAll() {
      await Promise.allSettled(lines.live().map(({ sip }) => sip.end()));
    },
  };
}
