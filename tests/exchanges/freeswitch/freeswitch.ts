import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startDaemon } from '#tests/interop/peers/daemon.ts';
import { loopback } from '#tests/interop/peers/free-ports.ts';
import type { Make, Plan } from '../exchange.ts';
import { writeConfiguration } from './configuration.ts';

/** It listens before it takes calls: until then every request is answered 503. */
async function isReady({ prefix, ports }: Plan): Promise<boolean> {
  const ask = ['-H', loopback, '-P', String(ports.http), '-p', 'loopback', '-x', 'status'];
  const answer = await promisify(execFile)(join(prefix, 'bin', 'fs_cli'), ask).catch(() => null);
  return answer?.stdout.includes('is ready') ?? false;
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited 30 s in vain for ${what}`);
    await sleep(100);
  }
}

export const freeswitch: Make = {
  name: 'FreeSWITCH',
  rawSuffix: 'r8',
  promisesTransfers: true,
  write: writeConfiguration,
  async start(plan) {
    const at = (name: string): string => join(plan.dir, name);
    const daemon = await startDaemon(
      'FreeSWITCH',
      [
        join(plan.prefix, 'bin', 'freeswitch'),
        ...['-nf', '-nonat', '-c', '-np'],
        ...['-conf', at('etc'), '-log', at('log'), '-db', at('db'), '-run', at('run')],
        ...['-scripts', at('scripts'), '-certs', at('tls'), '-storage', at('storage'), '-temp', at('run')],
      ],
      { logFile: plan.logFile, listensOn: plan.ports.wss, cwd: plan.dir },
    );
    await until(() => isReady(plan), 'FreeSWITCH to take calls');
    return daemon;
  },
  pid: ({ dir }) => Number(readFileSync(join(dir, 'run', 'freeswitch.pid'), 'utf8')),
};
