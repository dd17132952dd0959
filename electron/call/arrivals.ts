import type { SipCall } from '#electron/sip/ports.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { CallEnd } from '#shared/call/contract.ts';
import { ok, type Result } from '#shared/errors/result.ts';
import { answerAfterSeconds } from './asked-headers.ts';
import { activeBeside, type CallDesk } from './call-desk.ts';
import type { CallEntry } from './call-entry.ts';
import type { SecondLine } from './second-line.ts';

const replacedByExchange: CallEnd = { by: 'exchange', reason: 'replaced', status: null };
const busyHere = 486;

/** What is done with a call that comes in, and how one is taken. */
export interface Arrivals {
  arrived(sip: SipCall): void;
  take(entry: CallEntry, confirmed?: boolean): Promise<Result<void>>;
}

export function createArrivals(desk: CallDesk, second: SecondLine): Arrivals {
  const { lines, clock, log } = desk;

  /** Whatever is talked on is held first: two callers never hear the agent at once unless they are mixed. */
  const take: Arrivals['take'] = async (entry, confirmed = false) => {
    const asked = desk.askFirst('hold', activeBeside(lines, entry), confirmed);
    if (!asked.ok) return asked;
    const held = await second.holdOthers(entry);
    if (!held.ok) return held;
    // The caller may have given up while the other was being held.
    if (entry.snapshot.state !== 'ringing') return ok(undefined);
    desk.move(entry, 'connecting');
    lines.put(entry, { autoAnswerAt: null });
    lines.bringForward(entry);
    desk.retone();
    return entry.sip.accept();
  };

  const ringIn = (sip: SipCall): void => {
    const entry = desk.open(sip, { inFront: false, consultFor: null });
    const alone = lines.live().length === 1;
    const after = desk.policy().autoAnswer && alone ? answerAfterSeconds(sip) : null;
    if (after !== null) lines.put(entry, { autoAnswerAt: clock.now() + after * 1000 });
    desk.retone();
    clock.after(desk.ringTimeoutMs(), () => {
      if (entry.snapshot.state !== 'ringing') return;
      log.info('call not answered here', { callId: entry.current.callId });
      void entry.sip.reject(480);
    });
    if (after !== null)
      clock.after(after * 1000, () => {
        // Only the call that was alone when it came, and still is: nobody is put on hold by a header.
        if (entry.snapshot.state === 'ringing' && lines.live().length === 1) void take(entry);
      });
    desk.tell({ kind: 'ringing', call: entry.current });
  };

  /** Replaces (RFC 3891): the exchange puts somebody else in the place of one we talk to. Nobody has to press a key for it. */
  const takePlace = (sip: SipCall, old: CallEntry): void => {
    const inFront = lines.front() === old;
    old.endAs = replacedByExchange;
    old.owesWrapUp = false;
    const entry = desk.open(sip, { inFront, consultFor: old.snapshot.consultFor });
    desk.move(entry, 'connecting');
    log.info('a call takes the place of another', { callId: entry.current.callId });
    void sip.accept().then((taken) => {
      if (!taken.ok) old.endAs = null;
    });
  };

  return {
    take,
    arrived(sip) {
      const live = lines.live();
      const old = live.find((entry) => entry.sip.id === sip.replaces);
      if (sip.replaces !== null && old === undefined) return void sip.reject(481);
      if (old !== undefined && isLive(old.snapshot.state)) return takePlace(sip, old);
      const rings = live.some(({ snapshot }) => snapshot.state === 'ringing');
      if (rings || live.length >= desk.policy().maxLines || desk.personId() === null || !desk.isFree()) {
        log.info('call refused as busy', { live: live.length });
        return void sip.reject(busyHere);
      }
      ringIn(sip);
    },
  };
}
