// Runs inside a network of a test's own and lets the test reach what listens on that network's loopback (the debugger's ports): a
// file is the door, the first line through it says which port. Files know no networks.
import { connect, createServer } from 'node:net';

const [, , door = ''] = process.argv;
createServer((near) => {
  near.once('data', (first) => {
    near.pause();
    const end = first.indexOf('\n');
    const far = connect(Number(first.subarray(0, end).toString()), '127.0.0.1');
    for (const one of [near, far]) one.on('error', () => undefined);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    far.write(first.subarray(end + 1));
    near.pipe(far);
    far.pipe(near);
  });
}).listen(door, () => process.stdout.write('open\n'));
