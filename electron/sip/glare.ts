import { Inviter, type Session, SessionState } from 'sip.js';
import type { Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';

/**
 * Both asked at once: 491 of the far end, its 500 while our earlier request is open (§14.2), or SIP.js's own refusal to send while
 * theirs is (no status).
 */
const isGlare = (status: number | undefined): boolean => status === 491 || status === 500 || status === 0;
/** So often a request that crossed one of the far end is tried anew. */
const glareTries = 4;

/**
 * RFC 3261 §14.1: whoever owns the Call-ID waits 2.1 to 4 s, the other up to 2 s, in steps of 10 ms, and
 * tries again. Meanwhile the far end's own request is answered.
 */
export async function afterGlare(
  {
    session,
    clock,
    random,
  }: { readonly session: Session; readonly clock: Clock; readonly random: () => number },
  ask: () => Promise<Result<void>>,
): Promise<Result<void>> {
  for (let turn = 1; ; turn += 1) {
    const result = await ask();
    const status = result.ok ? 200 : (result.error.params as { status?: number }).status;
    if (!isGlare(status) || turn === glareTries || session.state !== SessionState.Established) return result;
    const isOwner = session instanceof Inviter;
    const waitMs = Math.round((isOwner ? 2_100 + random() * 1_900 : random() * 2_000) / 10) * 10;
    await new Promise<void>((done) => void clock.after(waitMs, done));
  }
}

/** The exchange sends a re-INVITE of its own just after it replaced a session; ours then meets 491 and is tried again. */
const holdTries = 5;
const holdAgainMs = 400;

/** Replacing loses the hold at some exchanges (takeover.md): it is asked for anew. False: the caller is not held. */
export async function holdAgain(
  clock: Clock,
  call: { setHold(held: boolean): Promise<Result<void>>; ended(): boolean },
): Promise<boolean> {
  for (let turn = 0; turn < holdTries && !call.ended(); turn += 1) {
    if ((await call.setHold(true)).ok) return true;
    await new Promise<void>((done) => void clock.after(holdAgainMs, done));
  }
  return false;
}
