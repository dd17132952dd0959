import { once } from 'node:events';
import { connect } from 'node:net';
import { loopback } from './free-ports.ts';

/** baresip's own screen (its module cons, over TCP): what it prints, such as the texts that come in. */
export interface Console {
  text(): string;
  close(): void;
}

export async function connectConsole(port: number): Promise<Console> {
  const socket = connect(port, loopback);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('error', () => {
    // The phone ends before this connection does.
  });
  socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return { text: () => Buffer.concat(chunks).toString('utf8'), close: () => socket.destroy() };
}
