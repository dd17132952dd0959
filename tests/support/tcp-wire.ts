import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpWire {
  readonly port: number;
  /** Breaks every connection at once (RST). New ones are let through. */
  cut(): void;
  /** Bytes that seem to come from the target, on every connection. */
  inject(bytes: Buffer): void;
  /** Keeps connections open and carries nothing: a half-open line, without FIN. */
  freeze(): void;
  thaw(): void;
  dispose(): Promise<void>;
}

/** A piece of network between a desk and an exchange that the test can cut or freeze. Loopback only. */
export async function startTcpWire(targetPort: number): Promise<TcpWire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (data) => {
        if (!frozen) to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        pairs.delete(pair);
        if (!frozen) to.destroy();
      });
    };
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = (): void => {
    for (const [near, far] of [...pairs]) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    inject(bytes) {
      for (const [near] of pairs) near.write(bytes);
    },
    freeze: () => void (frozen = true),
    thaw: () => void (frozen = false),
    dispose() {
      frozen = false;
      cut();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
