import { WebSocketServer, type WebSocket } from 'ws';
import { formatMessage, parseMessage, type SipMessage } from '../sip/message.ts';

/** One WebSocket of a SIP peer (RFC 7118). `user` is set once a REGISTER on it was authenticated. */
export interface Connection {
  readonly id: string;
  user: string | null;
  readonly open: boolean;
  send(message: SipMessage): void;
  close(): void;
}

export interface SocketServerDeps {
  /** 0 lets the system choose. */
  readonly port: number;
  onMessage(connection: Connection, message: SipMessage): void;
  onClose(connection: Connection): void;
}

export interface SocketServer {
  readonly port: number;
  readonly connections: ReadonlySet<Connection>;
  dispose(): Promise<void>;
}

/** No SIP message of a telephone call comes near this; larger frames end the connection (close code 1009). */
const maxFrameBytes = 256 * 1024;

function wrap(socket: WebSocket, id: string): Connection {
  return {
    id,
    user: null,
    get open() {
      return socket.readyState === socket.OPEN;
    },
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(formatMessage(message));
    },
    close: () => socket.close(1001),
  };
}

/** Listens on 127.0.0.1 only, subprotocol `sip` only. Answers CRLF keep-alives (RFC 5626 §4.4.1). */
export async function startSocketServer(deps: SocketServerDeps): Promise<SocketServer> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: deps.port,
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    // A browser page of some other origin has no business here: SIP peers of ours send no Origin, the product's windows never connect.
    verifyClient: ({ req }: { req: { headers: NodeJS.Dict<string | string[]> } }) =>
      String(req.headers['sec-websocket-protocol'] ?? '')
        .split(/\s*,\s*/)
        .includes('sip') && req.headers['origin'] === undefined,
  });
  const connections = new Set<Connection>();
  let count = 0;
  server.on('connection', (socket) => {
    const connection = wrap(socket, `c${++count}`);
    connections.add(connection);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.delete(connection);
      deps.onClose(connection);
    });
    socket.on('message', (data) => {
      const text = String(data as Buffer);
      if (text.trim() === '') {
        if (text.startsWith('\r\n\r\n')) socket.send('\r\n');
        return;
      }
      const message = parseMessage(text);
      // What is no SIP message cannot be answered; a peer that sends it is broken or not a peer.
      if (message) deps.onMessage(connection, message);
      else socket.close(1003);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    connections,
    dispose: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => resolve());
      }),
  };
}
