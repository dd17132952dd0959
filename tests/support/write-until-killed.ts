import { writeDurably } from '#electron/secrets/durable-file.ts';

/** Run as a process of its own: rewrites the named file without end, until it is killed. Says `go` after the first write. */
const [, , file] = process.argv;
if (!file) throw new Error('which file?');
for (let turn = 0; ; turn++) {
  writeDurably(file, JSON.stringify({ turn, filler: 'x'.repeat(20_000), end: turn }));
  if (turn === 0) process.stdout.write('go\n');
}
