import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import type { SandboxChild } from '#electron/training/ports.ts';
import { createSandboxClient, type SandboxClient } from '#electron/training/sandbox-client.ts';
import { testFolder } from './test-folder.ts';

const root = resolve(import.meta.dirname, '../..');

export interface ForkedSandbox {
  readonly client: SandboxClient;
  /** Process ids in the order they were started. */
  readonly pids: number[];
  kill(): void;
}

/** The real sandbox process, forked by plain Node instead of Electron, with the real client at this end. */
export function forkSandbox(
  options: { readonly autoCallers?: boolean; readonly ringTimeoutMs?: number } = {},
): ForkedSandbox {
  const pids: number[] = [];
  const own = (): SandboxChild => {
    const child = fork(resolve(root, 'electron/sandbox-process.ts'), [], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    });
    pids.push(child.pid ?? 0);
    return {
      post: (message) => void (child.connected && child.send(message as object)),
      onMessage(listener) {
        child.on('message', listener);
        return () => void child.off('message', listener);
      },
      onClose(listener) {
        child.on('exit', listener);
        return () => void child.off('exit', listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
  const client = createSandboxClient({
    clock: systemClock,
    log: silentLog,
    fork: own,
    start: {
      assetsDir: resolve(root, 'assets'),
      coreFile: resolve(testFolder(), 'core.jsonl'),
      domain: 'floor.test',
      users: ['3107', '3190'],
      autoCallers: options.autoCallers ?? false,
      ...(options.ringTimeoutMs === undefined ? {} : { ringTimeoutMs: options.ringTimeoutMs }),
    },
  });
  return { client, pids, kill: () => process.kill(pids.at(-1)!, 'SIGKILL') };
}
