import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** USER_HZ: what /proc counts processor time in, on every Linux there is. */
const ticksPerSecond = 100;

/** Processor seconds of a process so far, its threads included. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Percent of one core that each of these takes while `ms` pass. */
export async function cpuShares(pids: readonly number[], ms: number): Promise<number[]> {
  const beganAt = performance.now();
  const began = pids.map(cpuSeconds);
  await new Promise((done) => setTimeout(done, ms));
  const seconds = (performance.now() - beganAt) / 1_000;
  return pids.map((pid, at) => (100 * (cpuSeconds(pid) - (began[at] ?? 0))) / seconds);
}

/** The process of the hidden media window. */
export async function mediaPid(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((one) => one.webContents)
      .find((one) => one.getURL().includes('/media/'))
      ?.getOSProcessId(),
  );
  if (pid === undefined) throw new Error('no media window');
  return pid;
}
