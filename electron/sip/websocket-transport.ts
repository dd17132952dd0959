import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { EmitterImpl, type Transport, TransportState } from 'sip.js';
import { WebSocket } from 'ws';
import { isLoopback } from './candidates.ts';
import { readable, spoken } from './inbound.ts';
import type { LineServer } from './servers.ts';

/** What a handshake needs besides its address. `cert` and `key`: PEM, for an exchange that asks who calls. */
export interface SocketTrust {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly lookup?: LookupFunction;
}

export interface WebSocketTransportOptions extends SocketTrust {
  readonly connectTimeoutMs: number;
  /** Called with performance.now() as each message comes off the wire, before it is parsed. */
  readonly onWire?: (atMs: number, message: string) => void;
  /** A message that broke its reader; it is dropped. */
  readonly onUnreadable?: (error: unknown) => void;
  /** Called with each message before it goes out. */
  readonly onSaid?: (message: string) => void;
}

/** One WebSocket with subprotocol `sip` (RFC 7118 §4) to this server. */
export function openSocket(server: LineServer, trust: SocketTrust, handshakeTimeout: number): WebSocket {
  const { ca, cert, key, lookup } = trust;
  return new WebSocket(server.url, 'sip', {
    handshakeTimeout,
    perMessageDeflate: false,
    // One message a turn: SIP.js refuses a re-INVITE that comes in the same tick as the ACK before it (500).
    allowSynchronousEvents: false,
    maxPayload: 1_048_576,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(lookup === undefined ? {} : { lookup }),
    ...(server.servername === undefined ? {} : { servername: server.servername }),
  });
}

/** CRLF keep-alive (RFC 5626 §3.5.1): two line ends ask, one answers. */
const crlfPing = '\r\n\r\n';
const crlfPong = '\r\n';

/** SIP over WebSocket (RFC 7118) on Node. SIP.js's own transport needs a global WebSocket and offers no TLS control. */
export class WebSocketTransport implements Transport {
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly stateChange: EmitterImpl<TransportState> = new EmitterImpl<TransportState>();
  /** Something of the kind that `ping` asks for has come: a WebSocket pong, or a CRLF. */
  onPong: ((kind: 'socket' | 'crlf') => void) | undefined;
  #server: LineServer = { url: 'wss://exchange.invalid' };
  #state: TransportState = TransportState.Disconnected;
  #socket: WebSocket | undefined;
  #connecting: Promise<void> | undefined;
  /** Our own address of the last connection was loopback: the exchange is on this machine, or a door to it is. */
  byLoopback = false;
  #localAddress: string | undefined;

  constructor(
    _logger: unknown,
    private readonly options: WebSocketTransportOptions,
  ) {}

  /** For the Via of what goes out (RFC 7118 §5.1). */
  get protocol(): string {
    return this.#server.url.startsWith('wss:') ? 'WSS' : 'WS';
  }

  /** Where the next connection goes. */
  use(server: LineServer): void {
    this.#server = server;
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** The address that this connection comes from is not this machine's any more: nothing can come back to it. */
  hasLostItsAddress(): boolean {
    const own = this.#localAddress?.replace(/^::ffff:/i, '');
    if (own === undefined || this.#socket === undefined) return false;
    const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    return !all.some(({ address }) => address === own);
  }

  connect(): Promise<void> {
    if (this.#state === TransportState.Connected) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async disconnect(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    await new Promise<void>((done) => {
      socket.once('close', () => done());
      // A half-open peer never answers the close frame.
      setTimeout(() => socket.terminate(), 500).unref();
      socket.close(1000);
    });
  }

  /**
   * Lets go of the socket at once and says nothing of it: for a peer that no longer answers, or one that is left for another.
   * `politely`: with a closing handshake, of which nobody waits for the end.
   */
  leave(politely = false): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#connecting = undefined;
    if (socket !== undefined) {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      if (politely) {
        socket.close(1000);
        setTimeout(() => socket.terminate(), 500).unref();
      } else socket.terminate();
    }
    if (this.#state !== TransportState.Disconnected) this.#move(TransportState.Disconnected);
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined || !this.isConnected()) return Promise.reject(new Error('not connected'));
    const said = spoken(message);
    this.options.onSaid?.(said);
    return new Promise((done, failed) => socket.send(said, (error) => (error ? failed(error) : done())));
  }

  /** Asks whether the other end is there, below SIP: with a WebSocket ping (RFC 6455 §5.5.2) or a CRLF. See `onPong`. */
  ping(kind: 'socket' | 'crlf'): void {
    if (!this.isConnected()) return;
    if (kind === 'socket') this.#socket?.ping();
    else this.#socket?.send(crlfPing);
  }

  #open(): Promise<void> {
    this.#move(TransportState.Connecting);
    return new Promise((opened, failed) => {
      const socket = openSocket(this.#server, this.options, this.options.connectTimeoutMs);
      let lastError: Error | undefined;
      this.#socket = socket;
      socket.on('upgrade', ({ socket: { localAddress } }) => {
        this.#localAddress = localAddress;
        this.byLoopback = localAddress !== undefined && isLoopback(localAddress);
      });
      socket.on('open', () => {
        this.#move(TransportState.Connected);
        opened();
        this.onConnect?.();
      });
      socket.on('message', (data: Buffer) => this.#received(data));
      socket.on('pong', () => this.onPong?.('socket'));
      socket.on('error', (error) => (lastError = error));
      socket.on('close', (code) => {
        const wasConnected = this.isConnected();
        this.#socket = undefined;
        const error =
          lastError ?? (code === 1000 ? undefined : new Error(`WebSocket closed with code ${code}`));
        this.#move(TransportState.Disconnected);
        if (wasConnected) this.onDisconnect?.(error);
        else failed(error ?? new Error('WebSocket closed before it opened'));
      });
    });
  }

  #received(data: Buffer): void {
    const atMs = performance.now();
    const message = data.toString('utf8');
    // CRLF keep-alive is no SIP message; an exchange that asks with it is answered.
    if (message.trim() === '') {
      if (message === crlfPing) this.#socket?.send(crlfPong);
      else this.onPong?.('crlf');
      return;
    }
    this.options.onWire?.(atMs, message);
    try {
      this.onMessage?.(readable(message));
    } catch (error) {
      // What SIP.js cannot read must not take the calls with it: the message is dropped, the line stands.
      this.options.onUnreadable?.(error);
    }
  }

  #move(state: TransportState): void {
    this.#state = state;
    this.stateChange.emit(state);
  }
}
