import { constants, setPriority } from 'node:os';
import { utilityProcess } from 'electron';
import type { IndexChild } from '#electron/knowledge/ports.ts';
import { utilityChild } from '#electron/training/utility-child.ts';
import type { Places } from './places.ts';

/** Starts the process that turns articles into index entries. It gives way to everything: nobody waits for it, and a ring must not. */
export const forkIndexProcess = (places: Places) => (): IndexChild => {
  const child = utilityProcess.fork(places.indexProcess, [], { serviceName: 'Guardline index' });
  child.once('spawn', () => giveWay(child.pid));
  return utilityChild(child);
};

/** Lowering one's own child needs no right; where a system refuses, or the process is gone already, it indexes as it is. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Slower rings while content is imported are no reason to import nothing.
  }
}
