import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface TcpProxy {
  readonly port: number;
  /** Connections of this moment go silent both ways: no byte, no end, as behind a firewall that forgot them. */
  freeze(): void;
  connections(): number;
  dispose(): Promise<void>;
}

/** Between the desk and its exchange. */
export async function startTcpProxy(toPort: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    join(near, far, () => pairs.delete(pair));
  });
  const port = await listen(server);
  return {
    port,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    connections: () => pairs.size,
    dispose: () => close(server, [...pairs].flat()),
  };
}

/** Takes TLS off what comes in: the exchange behind it speaks plainly. */
export async function startTlsProxy(
  toPort: number,
  identity: TlsOptions,
  host = '127.0.0.1',
): Promise<{
  readonly port: number;
  /** Shows another certificate to whoever comes from now on. */
  present(identity: TlsOptions): void;
  dispose(): Promise<void>;
}> {
  const open = new Set<Socket>();
  const server = createTlsServer(identity, (near) => {
    const far = connect(toPort, '127.0.0.1');
    open.add(near).add(far);
    join(near, far, () => void (open.delete(near) && open.delete(far)));
  });
  // A desk that refuses our certificate breaks off the handshake: that is what the test is about.
  server.on('tlsClientError', () => undefined);
  return {
    port: await listen(server, host),
    present: (other) => server.setSecureContext(other),
    dispose: () => close(server, [...open]),
  };
}

function join(near: Socket, far: Socket, onEnd: () => void): void {
  near.pipe(far);
  far.pipe(near);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => undefined);
    one.on('close', () => {
      other.destroy();
      onEnd();
    });
  }
}

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((done) => server.listen(0, host, done));
  return (server.address() as AddressInfo).port;
}

function close(server: Server, sockets: readonly Socket[]): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((done) => server.close(() => done()));
}
