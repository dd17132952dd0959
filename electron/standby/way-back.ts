/**
 * What stands, in this order, between the death of the program and the caller's own sound. `ready`: Electron is; `built`: main
 * is read and built; `opened`: the store; `wire`: the line has begun; `offered`: our offer of sound is made;
 * `registered`: by the exchange's word; `answered`: the far end has taken our offer; `heard`: its packets come; `signedIn`: the
 * desk shows the call.
 */
export type WayMark =
  | 'woken'
  | 'ready'
  | 'built'
  | 'opened'
  | 'wire'
  | 'offered'
  | 'registered'
  | 'answered'
  | 'heard'
  | 'signedIn'
  /** Nothing was left to be heard. */
  | 'over';

/** Milliseconds since the death, by mark; each the first time it was passed. */
export interface WayBack {
  mark(passed: WayMark): void;
  /** The caller has an answer, or there will be none: until then both cores are theirs. At the latest after `mostMs`. */
  callerServed(mostMs: number): Promise<void>;
  told(): Readonly<Partial<Record<WayMark, number>>>;
}

export function createWayBack(diedAt: number, now: () => number): WayBack {
  const passed: Partial<Record<WayMark, number>> = {};
  let served = (): void => undefined;
  const isServed = new Promise<void>((done) => (served = done));
  return {
    mark(one) {
      passed[one] ??= Math.round(now() - diedAt);
      if (one === 'answered' || one === 'over') served();
    },
    callerServed: (mostMs) => Promise.race([isServed, new Promise<void>((done) => setTimeout(done, mostMs))]),
    told: () => ({ ...passed }),
  };
}
