import type { Clock } from '#shared/lib/clock.ts';
import { holdAgain } from './glare.ts';
import type { SipCall, SipCallEvent } from './ports.ts';
import { isForItsMedia } from './re-invite.ts';
import type { OwnedSipCall } from './sip-call.ts';
import { answerOf } from './takeover.ts';

/** A call whose SIP session may be exchanged for another of ours while every other room goes on with the same call. */
export interface RenewableCall extends OwnedSipCall {
  /**
   * The call goes on in `next`, an INVITE of ours that names its present session in Replaces (RFC 3891). Resolves with
   * the final status; on anything but 200 the call is as it was.
   */
  goOnIn(next: OwnedSipCall): Promise<number>;
  /**
   * Before its INVITE goes out: one that is refused for its media (488) is sent again as `make` builds it, without
   * real-time text. Every other room goes on with the same call.
   */
  againWithoutText(make: () => OwnedSipCall): void;
}

/** The exchange ends what was replaced by itself; what still stands after this is ended by us. */
const oldLegMs = 2_000;
/** `first`: the session the call began with. */
export function createRenewableCall(first: OwnedSipCall, clock: Clock): RenewableCall {
  const listeners = new Set<(event: SipCallEvent) => void>();
  let now = first;
  let isMoving = false;
  let ended: SipCallEvent | undefined;
  let makeAgain: (() => OwnedSipCall) | undefined;
  const emit = (event: SipCallEvent): void => {
    for (const listener of [...listeners]) listener(event);
    if (event.kind === 'ended') listeners.clear();
  };
  const follow = (call: OwnedSipCall): void =>
    void call.subscribe((event) => {
      if (call !== now) return;
      // Some exchanges end the old session a moment before the new one stands (takeover.md): that is no end of the call.
      if (event.kind === 'ended' && isMoving) ended = event;
      else if (event.kind === 'ended' && isForItsMedia(event.end.status ?? 0) && makeAgain !== undefined)
        again(makeAgain);
      else emit(event);
    });
  const again = (make: () => OwnedSipCall): void => {
    const { video, held } = now.beginsWith();
    now.leaveMedia(true);
    makeAgain = undefined;
    now = make();
    follow(now);
    emit({ kind: 'textOffer', taken: false });
    now.begin({ video, held });
  };
  follow(first);

  return {
    id: first.id,
    direction: first.direction,
    remote: first.remote,
    wireAtMs: first.wireAtMs,
    replaces: first.replaces,
    get session() {
      return now.session;
    },
    // What came with the call, whoever carries it now.
    header: (name) => first.header(name),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    againWithoutText: (make) => void (makeAgain = make),
    async goOnIn(next) {
      const old = now;
      const { held, video, text } = old.record() ?? { held: false, video: false, text: false };
      isMoving = true;
      old.leaveMedia(true);
      const status = await answerOf(next, { video, text, held });
      isMoving = false;
      if (status !== 200) {
        old.leaveMedia(false);
        if (ended !== undefined) emit(ended);
        return status;
      }
      now = next;
      // The agent hung up meanwhile: what has just come up is not wanted any more.
      if (ended?.kind === 'ended' && ended.end.by === 'agent') {
        await next.end().catch(() => undefined);
        emit(ended);
        return status;
      }
      ended = undefined;
      follow(next);
      clock.after(oldLegMs, () => void (old.ended() ? undefined : old.end().catch(() => undefined)));
      emit({ kind: 'dialogMoved' });
      // Our side sends nothing from its first offer on.
      if (held) await holdAgain(clock, now);
      return status;
    },
    remoteDirection: (direction) => now.remoteDirection(direction),
    remoteVideo: (on, asked) => now.remoteVideo(on, asked),
    remoteText: (taken) => now.remoteText(taken),
    begin: (how) => now.begin(how),
    beginsWith: () => now.beginsWith(),
    ring: () => now.ring(),
    leaveMedia: (left) => now.leaveMedia(left),
    refresh: (how) => now.refresh(how),
    takeUp: (had) => now.takeUp(had),
    reach: () => now.reach(),
    ended: () => now.ended(),
    refusedWith: () => now.refusedWith(),
    accept: () => now.accept(),
    reject: (status) => now.reject(status),
    end: (why) => now.end(why),
    setHold: (held) => now.setHold(held),
    setVideo: (on) => now.setVideo(on),
    offerText: () => now.offerText(),
    sendText: (text, part) => now.sendText(text, part),
    sendDigits: (digits) => now.sendDigits(digits),
    transfer: (...args: Parameters<SipCall['transfer']>) => now.transfer(...args),
    record: () => now.record(),
  };
}
