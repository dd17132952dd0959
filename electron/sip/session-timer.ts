import type { Clock, Undo } from '#shared/lib/clock.ts';

/** What is read of a message: SIP.js's incoming requests and responses both have it. */
export interface HeaderReader {
  getHeader(name: string): string | undefined;
}

/** How a refresh went. `tooBrief`: 422, with the least interval the far end or a proxy takes (RFC 4028 §6). */
export type RefreshOutcome =
  { readonly kind: 'done' | 'gone' | 'later' } | { readonly kind: 'tooBrief'; readonly minSeconds: number };

export interface SessionTimerDeps {
  readonly clock: Clock;
  /** Sends a re-INVITE or UPDATE with the timer's headers. */
  readonly refresh: () => Promise<RefreshOutcome>;
  /** Nobody confirmed the session in time, or it is gone at the other end: it is to be ended with a BYE (§10). */
  readonly expired: () => void;
}

/** Session timers of one dialog (RFC 4028). Without a Session-Expires from the other side nothing runs. */
export interface SessionTimer {
  /** Headers of our 2xx to an INVITE or UPDATE; starts or restarts the timer by what the request says. */
  answering(request: HeaderReader): string[];
  /** Headers of our re-INVITE or UPDATE. */
  asking(): string[];
  /** A 2xx to our INVITE, re-INVITE or UPDATE has come. */
  answered(response: HeaderReader): void;
  stop(): void;
}

/** Under this no session is refreshed sensibly (§4 recommends 90 s at the least). */
export const leastSeconds = 90;
/** A refresh that was refused for a passing reason is tried again after this. */
const againMs = 5_000;

/** What our own INVITE asks for (§7.1): long enough to be no burden, short enough to find a call that is gone. Who refreshes is the far end's to say. */
const offeredSeconds = 1_800;
export const offeredTimer: readonly string[] = [
  `Session-Expires: ${offeredSeconds}`,
  `Min-SE: ${leastSeconds}`,
];

/**
 * The timer's headers of a request that was refused as too brief (422, §7.3), with the interval that was named; null when
 * there is nothing to ask for anew.
 */
export function withLongerTimer(headers: readonly string[], minSe: string | undefined): string[] | null {
  const least = secondsOf(minSe);
  const at = headers.findIndex((line) => /^session-expires\s*:/i.test(line));
  const before = secondsOf(headers[at]?.replace(/^[^:]*:/, ''));
  if (least === null || before === null || least <= before) return null;
  return headers.map((line) => {
    if (/^session-expires\s*:/i.test(line)) return line.replace(/:\s*\d+/, `: ${least}`);
    return /^min-se\s*:/i.test(line) ? `Min-SE: ${least}` : line;
  });
}

const secondsOf = (value: string | undefined): number | null => {
  const found = /^\s*(\d{1,9})/.exec(value ?? '')?.[1];
  return found === undefined ? null : Number(found);
};
const refresherOf = (value: string | undefined): string | null =>
  /;\s*refresher\s*=\s*(uac|uas)/i.exec(value ?? '')?.[1]?.toLowerCase() ?? null;
const knowsTimers = (message: HeaderReader): boolean =>
  /\btimer\b/i.test(`${message.getHeader('Supported') ?? ''},${message.getHeader('Require') ?? ''}`);

/** Seconds asked for, from the header in its long or short form. */
const asked = (message: HeaderReader): string | undefined =>
  message.getHeader('Session-Expires') ?? message.getHeader('x');

/** An INVITE whose interval is shorter than we can keep: answered 422 with our Min-SE (§9). */
export function isTooBrief(invite: HeaderReader): boolean {
  const seconds = secondsOf(asked(invite));
  return seconds !== null && seconds < leastSeconds && knowsTimers(invite);
}

export function createSessionTimer(deps: SessionTimerDeps): SessionTimer {
  const { clock } = deps;
  let seconds = 0;
  let minSeconds = leastSeconds;
  let isOurs = false;
  let undoRefresh: Undo = () => undefined;
  let undoExpiry: Undo = () => undefined;

  const stop = (): void => {
    undoRefresh();
    undoExpiry();
    seconds = 0;
  };
  const expire = (): void => {
    stop();
    deps.expired();
  };
  const refresh = async (): Promise<void> => {
    const outcome = await deps.refresh();
    // Stopped meanwhile, or started anew by the answer.
    if (seconds === 0 || outcome.kind === 'done') return;
    if (outcome.kind === 'gone') return expire();
    if (outcome.kind === 'tooBrief') {
      minSeconds = Math.max(minSeconds, outcome.minSeconds);
      const longer = Math.max(seconds, minSeconds);
      if (longer === seconds) return expire();
      seconds = longer;
      return refresh();
    }
    undoRefresh = clock.after(againMs, () => void refresh());
  };
  const start = (forSeconds: number, ours: boolean): void => {
    stop();
    seconds = Math.max(forSeconds, 1);
    isOurs = ours;
    // §10: the refresher at half the interval; both end it a little before its end.
    const marginS = Math.min(32, seconds / 3);
    undoExpiry = clock.after((seconds - marginS) * 1000, expire);
    if (ours) undoRefresh = clock.after(seconds * 500, () => void refresh());
  };

  return {
    answering(request) {
      const given = asked(request);
      const forSeconds = secondsOf(given);
      if (forSeconds === null) {
        // §9: a refresh without the header ends the timer.
        stop();
        return [];
      }
      const theirs = knowsTimers(request) && refresherOf(given) !== 'uas';
      start(forSeconds, !theirs);
      const refresher = theirs ? 'uac' : 'uas';
      return [`Session-Expires: ${forSeconds};refresher=${refresher}`, ...(theirs ? ['Require: timer'] : [])];
    },
    asking() {
      if (seconds === 0) return [];
      return [`Session-Expires: ${seconds};refresher=${isOurs ? 'uac' : 'uas'}`, `Min-SE: ${minSeconds}`];
    },
    answered(response) {
      const given = asked(response);
      const forSeconds = secondsOf(given);
      if (forSeconds === null) return stop();
      start(forSeconds, refresherOf(given) !== 'uas');
    },
    stop,
  };
}
