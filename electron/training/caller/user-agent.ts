import { WebSocket } from 'ws';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { answerChallenge, type Credentials } from '../sip/digest.ts';
import { branchOf, cseqOf, replace, responseTo, tagOf, topVia } from '../sip/headers.ts';
import {
  canonical,
  formatMessage,
  header,
  isRequest,
  parseMessage,
  type Header,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../sip/message.ts';
import { newBranch, type RandomToken } from '../sip/random.ts';

/**
 * The carrier's side of the embedded exchange: one WebSocket, one registration as the trunk, any number of calls.
 * Its own small SIP (RFC 3261 client and server over a reliable transport), so that the desk is tested by a peer that is not SIP.js.
 */
export interface UserAgent {
  readonly domain: string;
  readonly contact: string;
  /** Connects and registers; rejects when either fails. */
  start(): Promise<void>;
  /**
   * Sends a request (without Via) and follows its transaction. Digest challenges are answered once. The ACK to a failed
   * INVITE is sent here, the one to a 2xx by the call. `null`: no final response in 32 s, or the connection is gone.
   */
  transact(request: SipRequest, onResponse: (response: SipResponse | null) => void): Transaction;
  /** Sends a request that has no answer (ACK). */
  fire(request: SipRequest): void;
  reply(request: SipRequest, status: number, options?: ReplyOptions): void;
  /** Requests of this Call-ID go to `handler`. */
  claim(sipCallId: string, handler: (request: SipRequest) => void): Undo;
  readonly open: boolean;
  dispose(): void;
}

export interface ReplyOptions {
  readonly toTag?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
}

export interface Transaction {
  /** CSeq number in use: a challenge raises it. */
  readonly cseq: number;
  cancel(reason?: string): void;
}

export interface UserAgentDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly url: string;
  readonly domain: string;
  readonly credentials: Credentials;
  /** An INVITE of a new call; unanswered it gets 404. */
  onInvite?(request: SipRequest, agent: UserAgent): boolean;
  onClosed?(): void;
}

interface Open {
  request: SipRequest;
  readonly onResponse: (response: SipResponse | null) => void;
  tried: boolean;
  provisional: boolean;
  cancelled: { readonly reason: string | undefined } | null;
  final: boolean;
  undo: Undo;
}

const timerFMs = 32_000;
const registerEveryMs = 300_000;

export function createUserAgent(deps: UserAgentDeps): UserAgent {
  const { clock, random } = deps;
  const host = `${random(6)}.invalid`;
  const contact = `sip:${deps.credentials.username}@${host};transport=ws`;
  const open = new Map<string, Open>();
  const claims = new Map<string, (request: SipRequest) => void>();
  let socket: WebSocket | null = null;
  let undoRefresh: Undo = () => {};
  const registerCallId = random(10);
  let registerCseq = 0;

  const write = (message: SipMessage): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(formatMessage(message));
  };
  const withVia = (request: SipRequest, branch: string): SipRequest => ({
    ...request,
    headers: [
      ['Via', `SIP/2.0/WS ${host};branch=${branch}`],
      ...request.headers.filter(([n]) => canonical(n) !== 'via'),
    ],
  });

  function companion(
    sent: SipRequest,
    method: 'ACK' | 'CANCEL',
    to: string,
    extra: readonly Header[] = [],
  ): SipRequest {
    const keep = sent.headers.filter(([name]) =>
      ['from', 'call-id', 'route', 'max-forwards'].includes(canonical(name)),
    );
    return {
      start: { kind: 'request', method, uri: sent.start.uri },
      headers: [
        ['Via', topVia(sent) ?? ''],
        ...keep,
        ['To', to],
        ['CSeq', `${cseqOf(sent)?.number ?? 1} ${method}`],
        ...extra,
      ],
      body: '',
    };
  }

  function sendCancel(entry: Open): void {
    const reason = entry.cancelled?.reason;
    write(
      companion(
        entry.request,
        'CANCEL',
        header(entry.request, 'to') ?? '',
        reason === undefined ? [] : [['Reason', reason]],
      ),
    );
  }

  function launch(entry: Open): void {
    const branch = newBranch(random);
    entry.request = withVia(entry.request, branch);
    entry.provisional = false;
    open.set(branch, entry);
    entry.undo();
    entry.undo = clock.after(entry.request.start.method === 'INVITE' ? 24 * 3_600_000 : timerFMs, () => {
      open.delete(branch);
      if (!entry.final) entry.onResponse(null);
    });
    write(entry.request);
  }

  /** Tries again with credentials; false when the challenge cannot be met or was met before. */
  function retry(entry: Open, response: SipResponse): boolean {
    const proxy = response.start.status === 407;
    const challenge = header(response, proxy ? 'proxy-authenticate' : 'www-authenticate');
    if (entry.tried || entry.cancelled || challenge === undefined) return false;
    const { method, uri } = entry.request.start;
    const answer = answerChallenge(challenge, { method, uri }, deps.credentials, random(8));
    if (answer === null) return false;
    entry.tried = true;
    const number = (cseqOf(entry.request)?.number ?? 0) + 1;
    const headers = replace(entry.request.headers, 'CSeq', `${number} ${method}`);
    entry.request = {
      ...entry.request,
      headers: [...headers, [proxy ? 'Proxy-Authorization' : 'Authorization', answer]],
    };
    launch(entry);
    return true;
  }

  function receiveResponse(response: SipResponse): void {
    const branch = branchOf(topVia(response));
    const entry = open.get(branch);
    if (!entry || cseqOf(response)?.method !== entry.request.start.method) return;
    const { status } = response.start;
    if (status < 200) {
      const first = !entry.provisional;
      entry.provisional = true;
      if (first && entry.cancelled) sendCancel(entry);
      if (status > 100 && !entry.final) entry.onResponse(response);
      return;
    }
    const invite = entry.request.start.method === 'INVITE';
    if (invite && status >= 300) write(companion(entry.request, 'ACK', header(response, 'to') ?? ''));
    if (status === 401 || status === 407) {
      open.delete(branch);
      if (retry(entry, response)) return;
    }
    if (entry.final && !(invite && status < 300)) return;
    entry.final = true;
    entry.undo();
    // A 2xx may come again, or from a second branch: it must find us to be ACKed.
    entry.undo = clock.after(timerFMs, () => open.delete(branch));
    entry.onResponse(response);
  }

  const reply = (request: SipRequest, status: number, options: ReplyOptions = {}): void =>
    write(responseTo(request, status, { toTag: random(5), ...options }));

  function receive(message: SipMessage): void {
    if (!isRequest(message)) return receiveResponse(message as SipResponse);
    const { method } = message.start;
    const handler = claims.get(header(message, 'call-id') ?? '');
    // A queue may ring us again with a call we did not take: a new INVITE, though its Call-ID is known.
    if (handler && !(method === 'INVITE' && tagOf(message, 'to') === undefined)) return handler(message);
    if (method === 'ACK') return;
    if (method === 'INVITE') {
      if (!deps.onInvite?.(message, self)) reply(message, 404);
      return;
    }
    reply(message, method === 'OPTIONS' ? 200 : 481);
  }

  const register = (expiresS: number): Promise<number> =>
    new Promise((resolve) => {
      const aor = `<sip:${deps.credentials.username}@${deps.domain}>`;
      const entry: Open = {
        request: {
          start: { kind: 'request', method: 'REGISTER', uri: `sip:${deps.domain}` },
          headers: [
            ['Max-Forwards', '70'],
            ['From', `${aor};tag=${random(5)}`],
            ['To', aor],
            ['Call-ID', registerCallId],
            ['CSeq', `${(registerCseq += 2)} REGISTER`],
            ['Contact', `<${contact}>;expires=${expiresS}`],
          ],
          body: '',
        },
        onResponse: (response) => {
          if (response === null || response.start.status >= 200) resolve(response?.start.status ?? 408);
        },
        tried: false,
        provisional: false,
        cancelled: null,
        final: false,
        undo: () => {},
      };
      launch(entry);
    });
  const refresh = (): void => {
    undoRefresh = clock.after(registerEveryMs, () => void register(600).then(refresh));
  };

  const self: UserAgent = {
    domain: deps.domain,
    contact,
    async start() {
      const ws = new WebSocket(deps.url, 'sip');
      socket = ws;
      await new Promise<void>((resolve, reject) => {
        ws.once('open', resolve);
        ws.once('error', reject);
      });
      ws.on('error', () => ws.terminate());
      ws.on('message', (data) => {
        const message = parseMessage(String(data as Buffer));
        if (message) receive(message);
      });
      ws.on('close', () => {
        for (const entry of open.values()) {
          entry.undo();
          if (!entry.final) entry.onResponse(null);
        }
        open.clear();
        deps.onClosed?.();
      });
      const status = await register(600);
      if (status !== 200) throw new Error(`trunk refused with ${status}`);
      refresh();
    },
    transact(request, onResponse) {
      const entry: Open = {
        request,
        onResponse,
        tried: false,
        provisional: false,
        cancelled: null,
        final: false,
        undo: () => {},
      };
      launch(entry);
      return {
        get cseq() {
          return cseqOf(entry.request)?.number ?? 0;
        },
        cancel(reason) {
          if (entry.final || entry.cancelled) return;
          entry.cancelled = { reason };
          if (entry.provisional) sendCancel(entry);
        },
      };
    },
    fire: (request) => write(withVia(request, newBranch(random))),
    reply,
    claim(sipCallId, handler) {
      claims.set(sipCallId, handler);
      return () => {
        if (claims.get(sipCallId) === handler) claims.delete(sipCallId);
      };
    },
    get open() {
      return socket?.readyState === WebSocket.OPEN;
    },
    dispose() {
      undoRefresh();
      for (const entry of open.values()) entry.undo();
      open.clear();
      claims.clear();
      socket?.removeAllListeners('close');
      socket?.close();
    },
  };
  return self;
}
