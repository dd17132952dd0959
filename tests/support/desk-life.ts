import { readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** All processes below `pid` and itself, as the system shows them now. Linux only. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of a program may hold spaces and brackets: what counts follows the last bracket.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

/** kill -9 of the whole program, as a power cut for it: nobody gets to say goodbye. */
export async function killDesk(app: ElectronApplication): Promise<void> {
  const main = app.process();
  const gone = new Promise<void>((done) => {
    if (main.exitCode !== null || main.signalCode !== null) done();
    else main.once('exit', () => done());
  });
  for (const pid of processTree(main.pid ?? 0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Its parent took it along.
    }
  }
  await gone;
}
