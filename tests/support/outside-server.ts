import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Outside {
  readonly host: string;
  /** Connections that reached it: the proof, not what the window believes. */
  readonly connections: () => number;
  dispose(): Promise<void>;
}

/** The world outside the program: takes every connection, answers none. */
export async function startOutside(): Promise<Outside> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    dispose: () => new Promise((done) => server.close(() => done())),
  };
}
