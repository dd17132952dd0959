import { closeSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { pauseBefore, recentStarts } from './pace.ts';
import type { Relief } from './ports.ts';

export const standbySwitch = '--standby=';
/** Earlier starts of this kind, so that a program which dies at every start is not started for ever. */
export const restartsSwitch = '--restarts=';

export interface StandBySurroundings {
  readonly argv: readonly string[];
  /** Reads from the pipe; 0 at its end. Blocks: this process has nothing else to do. */
  readonly read: (into: Uint8Array) => number;
  readonly sleep: (ms: number) => void;
  readonly isAlive: (pid: number) => boolean;
  /** Lets go of what was inherited from that process: its windows must not outlive it because of us. */
  readonly letGo: (pid: number) => void;
  readonly now: () => number;
  /** Reads what this process will need when it becomes the program. Called with the first call that the other one has. */
  readonly prepare: () => Promise<unknown>;
}

const valueOf = (argv: readonly string[], name: string): string | undefined =>
  argv.find((one) => one.startsWith(name))?.slice(name.length);

/**
 * `null`: an ordinary start. `dismissed`: the watched process ended in order. Otherwise it died, and this process is the
 * program from here on. Words are one JSON object a line; plain `JSON.parse`, as nothing large may be loaded here.
 */
export async function standBy(around: StandBySurroundings): Promise<Relief | 'dismissed' | null> {
  const pid = Number(valueOf(around.argv, standbySwitch));
  if (!Number.isInteger(pid) || pid <= 0) return null;
  around.letGo(pid);
  const restarts = (valueOf(around.argv, restartsSwitch) ?? '').split(',').filter(Boolean).map(Number);
  const told = await listen(around);
  if (told.bye) return 'dismissed';
  // The pipe is closed a moment before the process is gone, and with it the lock of the single instance.
  for (let turn = 0; turn < 200 && around.isAlive(pid); turn += 1) around.sleep(10);
  const diedAt = around.now();
  const pauseMs = pauseBefore(restarts, diedAt);
  if (pauseMs === null) return 'dismissed';
  if (pauseMs > 0) around.sleep(pauseMs);
  return { diedAt, held: told.held, restarts: [...recentStarts(restarts, diedAt), around.now()] };
}

interface Told {
  bye: boolean;
  held: Relief['held'];
}

async function listen({ read, prepare }: StandBySurroundings): Promise<Told> {
  const told: Told = { bye: false, held: null };
  let isPrepared = false;
  const buffer = Buffer.alloc(4_096);
  let text = '';
  for (;;) {
    const size = read(buffer);
    if (size <= 0) return told;
    text += buffer.toString('utf8', 0, size);
    buffer.fill(0);
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) hear(told, line);
    if (told.held === null || isPrepared) continue;
    isPrepared = true;
    // What cannot be read now is read when it is needed, and said then.
    await prepare().catch(() => undefined);
  }
}

function hear(told: Told, line: string): void {
  const word = JSON.parse(line) as { kind: string; personId?: string; key?: string };
  if (word.kind === 'bye') told.bye = true;
  if (word.kind === 'release') {
    told.held?.key.fill(0);
    told.held = null;
  }
  if (word.kind === 'hold')
    told.held = { personId: word.personId ?? '', key: new Uint8Array(Buffer.from(word.key ?? '', 'base64')) };
}

/** The real surroundings: standard input, and a wait that costs nothing. */
export function processSurroundings(
  argv: readonly string[],
  prepare: () => Promise<unknown>,
): StandBySurroundings {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const sleep = (ms: number): void => void Atomics.wait(cell, 0, 0, ms);
  return {
    argv,
    prepare,
    sleep,
    now: Date.now,
    read(into) {
      for (;;) {
        try {
          return readSync(0, into);
        } catch (error) {
          // A pipe that does not block says so when it is empty.
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return 0;
          sleep(50);
        }
      }
    },
    letGo: letGoOfInherited,
    isAlive,
  };
}

/** Whether it can still hold anything: a dead one that nobody has asked after yet (a zombie) cannot. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets too.
    return !/^\s[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}

/**
 * Chromium leaves its descriptors open to whatever its process starts. Here they would keep the channels of the first
 * process's windows open after its death: the media window would go on with an open microphone and nobody to shut it.
 * A socket, pipe or shared memory that has the same number and identity there and here is one of them. Linux only;
 * elsewhere descriptors are not inherited.
 */
function letGoOfInherited(pid: number): void {
  if (process.platform !== 'linux') return;
  const target = (of: number | 'self', fd: string): string | null => {
    try {
      return readlinkSync(`/proc/${of}/fd/${fd}`);
    } catch {
      return null;
    }
  };
  for (const fd of readdirSync('/proc/self/fd')) {
    const mine = target('self', fd);
    if (Number(fd) <= 2 || mine === null || !/^(?:socket:|pipe:|\/dev\/shm\/)/.test(mine)) continue;
    if (mine !== target(pid, fd)) continue;
    try {
      closeSync(Number(fd));
    } catch {
      // Gone already.
    }
  }
}
