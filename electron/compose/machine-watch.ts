import { networkInterfaces } from 'node:os';
import type { Clock, Undo } from '#shared/lib/clock.ts';

export interface MachineWatchDeps {
  readonly clock: Clock;
  /** This machine's addresses at the moment, as one text. */
  readonly addresses: () => string;
  /** Subscribes to what the system says of its own waking; none where it says nothing. */
  readonly onResume: (listener: () => void) => void;
  /** `long`: longer than a far end keeps a path that nobody confirms (RFC 7675: 30 s), or of unknown length. */
  readonly woke: (long: boolean) => void;
  readonly networkChanged: () => void;
}

const lookEveryMs = 1_000;
/** A look that comes so much later than it should: this program stood still meanwhile, whatever stopped it. */
const stoodStillMs = 4_000;
/** After this a far end may have given the path up (RFC 7675 §5.1: 30 s, checks 5 s apart). */
const pathLostMs = 20_000;

/** Notices that the machine slept, or has other addresses. By the clock that never jumps: setting the time is neither. */
export function createMachineWatch(deps: MachineWatchDeps): { dispose(): void } {
  const { clock } = deps;
  let known = deps.addresses();
  let undo: Undo = () => undefined;
  let lookedMs = clock.monotonicMs();
  const look = (): void => {
    const nowMs = clock.monotonicMs();
    const late = nowMs - lookedMs - lookEveryMs;
    lookedMs = nowMs;
    const found = deps.addresses();
    const isOther = found !== known;
    known = found;
    if (isOther) deps.networkChanged();
    else if (late > stoodStillMs) deps.woke(late > pathLostMs);
    undo = clock.after(lookEveryMs, look);
  };
  undo = clock.after(lookEveryMs, look);
  deps.onResume(() => deps.woke(true));
  return { dispose: () => undo() };
}

/** Addresses by which others reach this machine, in a fixed order. Those of the link alone come and go by themselves. */
export function addressesNow(interfaces = networkInterfaces): string {
  const all = Object.entries(interfaces()).flatMap(([name, found]) =>
    (found ?? []).map(({ address }) => `${name} ${address}`),
  );
  return all
    .filter((text) => !/ fe80:/i.test(text))
    .toSorted()
    .join('\n');
}
