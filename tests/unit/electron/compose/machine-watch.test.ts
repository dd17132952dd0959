import { describe, expect, it } from 'vitest';
import { addressesNow, createMachineWatch } from '#electron/compose/machine-watch.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

function rig() {
  const clock = createManualClock();
  const seen: string[] = [];
  let addresses = 'eth0 10.0.0.5';
  let stoppedMs = 0;
  let resume = (): void => undefined;
  const watch = createMachineWatch({
    // Time that passes while nothing runs.
    clock: { ...clock, monotonicMs: () => clock.monotonicMs() + stoppedMs },
    addresses: () => addresses,
    onResume: (listener) => (resume = listener),
    woke: (long) => seen.push(long ? 'woke after long' : 'woke'),
    networkChanged: () => seen.push('network'),
  });
  return {
    clock,
    seen,
    watch,
    resume: () => resume(),
    address: (next: string) => (addresses = next),
    stop: (ms: number) => (stoppedMs += ms),
  };
}

describe('the watch over the machine', () => {
  it('says once that the addresses are others', () => {
    const { clock, seen, address } = rig();
    clock.advance(5_000);
    expect(seen).toEqual([]);
    address('wlan0 10.1.0.9');
    clock.advance(5_000);
    expect(seen).toEqual(['network']);
  });

  it('says that the program stood still, whoever stopped it, and what the system says of its own sleep', () => {
    const { clock, seen, stop, resume } = rig();
    clock.advance(1_000);
    stop(60_000);
    clock.advance(1_000);
    expect(seen).toEqual(['woke after long']);
    stop(7_000);
    clock.advance(10_000);
    resume();
    // How long the system slept is not known: its clock may have stood still, too.
    expect(seen).toEqual(['woke after long', 'woke', 'woke after long']);
  });

  it('knows addresses in a fixed order, without those of the link', () => {
    const found = addressesNow(
      () =>
        ({
          b: [{ address: '10.0.0.5' }],
          a: [{ address: 'fe80::1' }, { address: '10.0.0.4' }],
        }) as never,
    );
    expect(found).toBe('a 10.0.0.4\nb 10.0.0.5');
  });
});
