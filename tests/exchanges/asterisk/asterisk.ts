import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDaemon } from '#tests/interop/peers/daemon.ts';
import type { Make, Plan } from '../exchange.ts';
import { writeConfiguration } from './configuration.ts';

const programIn = ({ prefix }: Plan): string => join(prefix, 'sbin', 'asterisk');
const fileIn = ({ dir }: Plan): string => join(dir, 'etc', 'asterisk.conf');

export const asterisk: Make = {
  name: 'Asterisk',
  rawSuffix: 'sln',
  promisesTransfers: false,
  write: writeConfiguration,
  async start(plan) {
    const daemon = await startDaemon('Asterisk', [programIn(plan), '-f', '-C', fileIn(plan)], {
      logFile: plan.logFile,
      listensOn: plan.ports.wss,
      cwd: plan.dir,
    });
    await promisify(execFile)(programIn(plan), ['-C', fileIn(plan), '-rx', 'core waitfullybooted']);
    return daemon;
  },
  pid: ({ dir }) => Number(readFileSync(join(dir, 'run', 'asterisk.pid'), 'utf8')),
};
