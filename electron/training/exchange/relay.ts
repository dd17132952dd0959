import type { Clock, Undo } from '#shared/lib/clock.ts';
import { branchOf, cseqOf, dropFirst, prepend, replace, topVia, without } from '../sip/headers.ts';
import { canonical, header, type Header, type SipRequest, type SipResponse } from '../sip/message.ts';
import { newBranch, type RandomToken } from '../sip/random.ts';
import type { Connection } from './connection.ts';

/**
 * The proxy's client side (RFC 3261 §16.6–16.10, §17.1): forwards a request with our Via on top and gives its responses
 * back with that Via taken off. WebSockets are reliable, so nothing is retransmitted (§17.1.1.2); bodies and headers that
 * are not ours pass untouched.
 */
export interface Forwarding {
  readonly request: SipRequest;
  readonly to: Connection;
  /** Request-URI for the next hop: a contact, or what the request had. */
  readonly uri: string;
  readonly removeHeaders?: readonly string[];
  readonly addHeaders?: readonly Header[];
  /** Answered with 408 when no final response came in this time. */
  readonly timeoutMs: number;
  /** Every response but 100, our Via already off. A timeout and a lost connection arrive as null. */
  onResponse(response: SipResponse | null): void;
}

/** A forwarded request that may still be cancelled. */
export interface Branch {
  cancel(reason?: string): void;
}

interface Pending {
  readonly forwarding: Forwarding;
  readonly sent: SipRequest;
  provisional: boolean;
  cancelled: { readonly reason: string | undefined } | null;
  final: boolean;
  undo: Undo;
}

export interface RelayDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  /** `127.0.0.1:port` of this exchange. */
  hostPort(): string;
}

/** 64 × T1: a proxy remembers an accepted INVITE so long, for 2xx that are sent again (RFC 6026 §7.2, timer M). */
const lingerMs = 32_000;

export function createRelay(deps: RelayDeps) {
  const pending = new Map<string, Pending>();

  const ownUri = (): string => `sip:${deps.hostPort()};transport=ws;lr`;

  function outgoing(forwarding: Forwarding, branch: string): SipRequest {
    const { request } = forwarding;
    let headers: Header[] = without(
      request.headers,
      'proxy-authorization',
      ...(forwarding.removeHeaders ?? []),
    );
    if (header(request, 'route')?.includes(deps.hostPort())) headers = dropFirst(headers, 'route');
    const hops = Number(header(request, 'max-forwards') ?? 70) - 1;
    headers = replace(headers, 'Max-Forwards', String(hops));
    if (request.start.method === 'INVITE') headers = prepend(headers, 'Record-Route', `<${ownUri()}>`);
    headers = prepend(headers, 'Via', `SIP/2.0/WS ${deps.hostPort()};branch=${branch}`);
    return {
      start: { ...request.start, uri: forwarding.uri },
      headers: [...headers, ...(forwarding.addHeaders ?? [])],
      body: request.body,
    };
  }

  /** ACK to a failure and CANCEL are built from the INVITE as it was sent (RFC 3261 §17.1.1.3, §9.1). */
  function companion(
    sent: SipRequest,
    method: 'ACK' | 'CANCEL',
    to: string,
    extra: readonly Header[] = [],
  ): SipRequest {
    const number = cseqOf(sent)?.number ?? 1;
    return {
      start: { kind: 'request', method, uri: sent.start.uri },
      headers: [
        ['Via', topVia(sent) ?? ''],
        ['Max-Forwards', '70'],
        ...sent.headers.filter(([name]) => ['from', 'call-id', 'route'].includes(canonical(name))),
        ['To', to],
        ['CSeq', `${number} ${method}`],
        ...extra,
      ],
      body: '',
    };
  }

  function sendCancel(entry: Pending): void {
    const reason = entry.cancelled?.reason;
    const extra: Header[] = reason === undefined ? [] : [['Reason', reason]];
    entry.forwarding.to.send(companion(entry.sent, 'CANCEL', header(entry.sent, 'to') ?? '', extra));
  }

  function finish(branch: string, entry: Pending): void {
    entry.undo();
    entry.final = true;
    entry.undo = deps.clock.after(lingerMs, () => pending.delete(branch));
  }

  return {
    forward(forwarding: Forwarding): Branch {
      const branch = newBranch(deps.random);
      const entry: Pending = {
        forwarding,
        sent: outgoing(forwarding, branch),
        provisional: false,
        cancelled: null,
        final: false,
        undo: () => {},
      };
      pending.set(branch, entry);
      entry.undo = deps.clock.after(forwarding.timeoutMs, () => {
        if (entry.final) return;
        if (forwarding.request.start.method === 'INVITE') sendCancel(entry);
        finish(branch, entry);
        forwarding.onResponse(null);
      });
      forwarding.to.send(entry.sent);
      return {
        cancel(reason) {
          if (entry.final || entry.cancelled) return;
          entry.cancelled = { reason };
          // Before the first provisional a CANCEL may overtake nothing and be answered 481 (RFC 3261 §9.1): wait for it.
          if (entry.provisional) sendCancel(entry);
        },
      };
    },

    /** For ACK to a 2xx: sent on once, no transaction (RFC 3261 §16.7, §17). */
    pass(request: SipRequest, to: Connection, uri: string): void {
      const forwarding: Forwarding = { request, to, uri, timeoutMs: 0, onResponse: () => {} };
      to.send(outgoing(forwarding, newBranch(deps.random)));
    },

    receive(response: SipResponse): void {
      const branch = branchOf(topVia(response));
      const entry = pending.get(branch);
      // A CANCEL's own 200 carries the INVITE's branch; it ends here.
      if (!entry || cseqOf(response)?.method !== entry.sent.start.method) return;
      const { status } = response.start;
      const stripped: SipResponse = { ...response, headers: dropFirst(response.headers, 'via') };
      if (status < 200) {
        const first = !entry.provisional;
        entry.provisional = true;
        if (first && entry.cancelled) sendCancel(entry);
        if (status > 100 && !entry.final) entry.forwarding.onResponse(stripped);
        return;
      }
      const invite = entry.sent.start.method === 'INVITE';
      if (invite && status >= 300) {
        entry.forwarding.to.send(companion(entry.sent, 'ACK', header(response, 'to') ?? ''));
      }
      const again = entry.final;
      if (!again) finish(branch, entry);
      if (!again || (invite && status < 300)) entry.forwarding.onResponse(stripped);
    },

    /** What was under way to a connection that closed has failed. */
    dropConnection(connection: Connection): void {
      for (const [branch, entry] of pending) {
        if (entry.forwarding.to !== connection || entry.final) continue;
        finish(branch, entry);
        entry.forwarding.onResponse(null);
      }
    },

    size: (): number => [...pending.values()].filter((entry) => !entry.final).length,
    dispose(): void {
      for (const entry of pending.values()) entry.undo();
      pending.clear();
    },
  };
}
export type Relay = ReturnType<typeof createRelay>;
