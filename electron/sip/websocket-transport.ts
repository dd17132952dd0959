import { EmitterImpl, type Transport, TransportState } from 'sip.js';
import { WebSocket } from 'ws';

export interface WebSocketTransportOptions {
  readonly server: string;
  readonly ca?: string;
  readonly connectTimeoutMs: number;
  /** Called with performance.now() as each message comes off the wire, before it is parsed. */
  readonly onWire?: (atMs: number, message: string) => void;
  /** A message that broke its reader; it is dropped. */
  readonly onUnreadable?: (error: unknown) => void;
  /** Called with each message before it goes out. */
  readonly onSaid?: (message: string) => void;
}

/** SIP over WebSocket (RFC 7118) on Node. SIP.js's own transport needs a global WebSocket and offers no TLS control. */
export class WebSocketTransport implements Transport {
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly stateChange: EmitterImpl<TransportState> = new EmitterImpl<TransportState>();
  readonly protocol: string;
  #state: TransportState = TransportState.Disconnected;
  #socket: WebSocket | undefined;
  #connecting: Promise<void> | undefined;

  constructor(
    _logger: unknown,
    private readonly options: WebSocketTransportOptions,
  ) {
    this.protocol = options.server.startsWith('wss:') ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
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

  /** Drops the socket without a closing handshake: for a peer that no longer answers. */
  abort(): void {
    this.#socket?.terminate();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined || !this.isConnected()) return Promise.reject(new Error('not connected'));
    this.options.onSaid?.(message);
    return new Promise((done, failed) => socket.send(message, (error) => (error ? failed(error) : done())));
  }

  #open(): Promise<void> {
    this.#move(TransportState.Connecting);
    return new Promise((opened, failed) => {
      const { server, ca, connectTimeoutMs } = this.options;
      const socket = new WebSocket(server, 'sip', {
        handshakeTimeout: connectTimeoutMs,
        perMessageDeflate: false,
        // One message a turn: SIP.js refuses a re-INVITE that comes in the same tick as the ACK before it (500).
        allowSynchronousEvents: false,
        maxPayload: 1_048_576,
        ...(ca === undefined ? {} : { ca }),
      });
      let lastError: Error | undefined;
      this.#socket = socket;
      socket.on('open', () => {
        this.#move(TransportState.Connected);
        opened();
        this.onConnect?.();
      });
      socket.on('message', (data: Buffer) => this.#received(data));
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
    // CRLF keep-alive (RFC 5626 §4.4.1) is not a SIP message.
    if (message.trim() === '') return;
    this.options.onWire?.(atMs, message);
    try {
      this.onMessage?.(message);
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
