import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessMemory {
  readonly pid: number;
  readonly pssMb: number;
  /** Memory of its own, shared with nobody. */
  readonly privateMb: number;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets too.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** The process and everything below it. */
export function processTree(root: number): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  return all.filter(isBelow);
}

/** Proportional set size: shared pages are counted once over all that share them. Linux only. */
export function memoryOf(pid: number): ProcessMemory | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return {
      pid,
      pssMb: kb('Pss') / 1_024,
      privateMb: (kb('Private_Clean') + kb('Private_Dirty')) / 1_024,
    };
  } catch {
    return null;
  }
}
