import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopback } from './free-ports.ts';

export interface Daemon {
  readonly name: string;
  readonly logFile: string;
  /** SIGTERM, then SIGKILL when that does not help. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 3_000;

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, loopback);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await gone;
  clearTimeout(timer);
}

/**
 * Starts a server and waits until it listens.
 * @throws with the end of its log when it ends or does not listen in time
 */
export async function startDaemon(
  name: string,
  command: readonly [program: string, ...args: readonly string[]],
  options: { readonly logFile: string; readonly listensOn: number; readonly cwd?: string },
): Promise<Daemon> {
  const { logFile, listensOn, cwd } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', log, log], cwd });
  closeSync(log);
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  let problem: string | null = null;
  child.once('error', (error) => (problem = error.message));
  const stop = async (): Promise<void> => {
    process.off('exit', killWithUs);
    await end(child);
  };
  const until = performance.now() + startTimeoutMs;
  while (!(await answers(listensOn))) {
    if (child.exitCode !== null) problem ??= `ended with code ${child.exitCode}`;
    if (problem !== null || performance.now() > until) {
      await stop();
      const tail = readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n');
      throw new Error(`${name} did not start: ${problem ?? 'it does not listen'}\n${tail}`);
    }
    await sleep(50);
  }
  return { name, logFile, stop };
}
