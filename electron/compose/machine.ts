import os from 'node:os';
import { powerMonitor } from 'electron';
import type { Line } from '#electron/sip/ports.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { addressesNow, createMachineWatch } from './machine-watch.ts';

/** Tells the line when this machine woke up or has other addresses. */
export const watchMachine = (
  clock: Clock,
  line: Pick<Line, 'woke' | 'networkChanged'>,
): { dispose(): void } =>
  createMachineWatch({
    clock,
    addresses: () => addressesNow(() => os.networkInterfaces()),
    onResume: (listener) => void powerMonitor.on('resume', listener),
    woke: line.woke,
    networkChanged: line.networkChanged,
  });
