import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A door of an exchange: shut, nobody is in and nobody comes in. Two of them are the two edges of one exchange. */
export interface Door {
  readonly port: number;
  readonly url: string;
  /** Connections break off (RST), new ones are refused. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Lets connections stand and carries nothing. */
  freeze(): void;
  /** What the exchange has said through it, as it was on the wire. */
  said(): string;
  dispose(): Promise<void>;
}

export async function startDoor(toPort: number): Promise<Door> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  let server: Server | undefined;
  let port = 0;
  let isFrozen = false;
  const enter = (near: Socket): void => {
    const far = connect(toPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data: Buffer) => {
        if (isFrozen) return;
        if (from === far) chunks.push(data);
        to.write(data);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  };
  const open = async (): Promise<void> => {
    if (server !== undefined) return;
    isFrozen = false;
    const next = createServer(enter);
    server = next;
    await new Promise<void>((listening) => next.listen(port, '127.0.0.1', listening));
    ({ port } = next.address() as AddressInfo);
  };
  const shut = async (): Promise<void> => {
    const old = server;
    server = undefined;
    for (const socket of sockets) socket.resetAndDestroy();
    if (old !== undefined) await new Promise<void>((closed) => old.close(() => closed()));
  };
  await open();
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    open,
    shut,
    freeze: () => void (isFrozen = true),
    said: () => Buffer.concat(chunks).toString('latin1'),
    dispose: shut,
  };
}

/** Re-INVITEs of the desk that the far end has taken, with what it answered; in a call that came in, all its INVITEs are such. */
export const takenReinvites = (said: string): readonly string[] =>
  said.split('SIP/2.0 200').filter((part) => /CSeq:\s*\d+ INVITE/i.test(part.split('\r\n\r\n')[0] ?? ''));
