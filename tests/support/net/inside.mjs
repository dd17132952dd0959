// Starts a program in another network (that of process `holder`) and stands for it: what it says on stderr of ports on its loopback
// is passed on once the same ports here lead there.  node inside.mjs <holder's pid> <relay's door> <program> [arguments]
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [, , holder = '', door = '', program = '', ...args] = process.argv;
/** @param {number} port */
const lead = (port) =>
  new Promise((open) => {
    createServer((near) => {
      const far = connect(door);
      for (const one of [near, far]) one.on('error', () => undefined);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      far.write(`${port}\n`);
      near.pipe(far);
      far.pipe(near);
    }).listen(port, '127.0.0.1', () => open(undefined));
  });

const child = spawn('nsenter', ['-t', holder, '-n', '--', program, ...args], {
  stdio: ['inherit', 'inherit', 'pipe'],
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 0) : 1));
for await (const line of createInterface({ input: child.stderr })) {
  const port = /listening on ws:\/\/127\.0\.0\.1:(\d+)\//i.exec(line)?.[1];
  if (port !== undefined) await lead(Number(port));
  process.stderr.write(`${line}\n`);
}
