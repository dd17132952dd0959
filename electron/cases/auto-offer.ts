import type { Log } from '#electron/log/log.ts';
import type { VerificationCase } from '#shared/cases/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { AtHand } from './case-at-hand.ts';

export interface AutoOfferDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly cases: Source<readonly VerificationCase[]>;
  readonly atHand: AtHand;
  /** The seat may be given a case now: ready, no call, and the bank lets cases come by themselves. */
  readonly isFree: () => boolean;
  /** How long the agent sees a case coming before it is rung. */
  readonly noticeMs: number;
}

export interface AutoOffer {
  /** Something has changed: is there one for us? */
  look(): void;
  /** The agent does not want this one now. */
  skip(caseId: string): void;
  dispose(): void;
}

/** Before somebody who did not answer is rung again. */
const againAfterMs = 60_000;
/** A case this seat has put aside, or could not have, is for others for so long. */
const asideMs = 120_000;

/** The next case comes to the seat that is ready: claimed, shown, and rung after a moment (first ring within 30 s of arrival). */
export function createAutoOffer({ clock, log, cases, atHand, isFree, noticeMs }: AutoOfferDeps): AutoOffer {
  const aside = new Map<string, number>();
  let asking = false;
  let undoDial: Undo = () => undefined;
  let undoLook: Undo = () => undefined;

  const due = (one: VerificationCase): boolean => {
    const lastAt = one.attempts.at(-1)?.at ?? 0;
    return (
      one.state === 'waiting' &&
      one.lease === null &&
      one.asked.length === 0 &&
      clock.now() - lastAt >= againAfterMs &&
      (aside.get(one.caseId) ?? 0) <= clock.now()
    );
  };
  const dial = (caseId: string): void => {
    const now = atHand.state.get();
    if (now?.caseId !== caseId || now.phase !== 'coming') return;
    if (!isFree()) return atHand.finish();
    void atHand.dial(caseId).then((dialed) => {
      if (dialed.ok) return;
      log.warn('offered case not rung', { caseId, code: dialed.error.code });
      aside.set(caseId, clock.now() + asideMs);
    });
  };
  const offer = async (one: VerificationCase): Promise<void> => {
    const dialAt = clock.now() + noticeMs;
    const claimed = await atHand.claim(one.caseId, 'coming', dialAt);
    if (!claimed.ok) {
      log.info('offered case not claimed', { caseId: one.caseId, code: claimed.error.code });
      return void aside.set(one.caseId, clock.now() + (claimed.error.retry === 'no' ? asideMs : 5_000));
    }
    undoDial();
    undoDial = clock.after(Math.max(0, dialAt - clock.now()), () => dial(one.caseId));
  };
  const look = (): void => {
    const now = atHand.state.get();
    // Somebody rings, or the agent has gone: the case is not kept waiting.
    if (now?.phase === 'coming' && !isFree()) atHand.finish();
    if (asking || now !== null || !isFree()) return;
    const next = cases.get().find(due);
    if (!next) return;
    asking = true;
    void offer(next).finally(() => {
      asking = false;
    });
  };
  const undos = [cases.subscribe(look), atHand.state.subscribe(look)];
  // Those that were put aside, or are to be rung again, come up by time alone.
  const tick = (): void => {
    look();
    undoLook = clock.after(5_000, tick);
  };
  tick();
  return {
    look,
    skip: (caseId) => void aside.set(caseId, clock.now() + asideMs),
    dispose() {
      undoDial();
      undoLook();
      for (const undo of undos) undo();
    },
  };
}
