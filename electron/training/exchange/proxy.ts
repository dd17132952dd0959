import type { Clock } from '#shared/lib/clock.ts';
import { branchOf, cseqOf, parseNameAddr, responseTo, tagOf, topVia, userOf } from '../sip/headers.ts';
import {
  header,
  headerList,
  isRequest,
  type Header,
  type SipMessage,
  type SipRequest,
} from '../sip/message.ts';
import type { RandomToken } from '../sip/random.ts';
import type { Account, Authenticator } from './authenticator.ts';
import type { CallRecord, CallTable, Leg } from './call-table.ts';
import type { Connection } from './connection.ts';
import type { ExchangeEvent } from './events.ts';
import type { Destination, Inviter } from './inviter.ts';
import type { Binding, Registrar } from './registrar.ts';
import type { Branch, Relay } from './relay.ts';

export interface ProxyDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly auth: Authenticator;
  readonly registrar: Registrar;
  readonly relay: Relay;
  readonly calls: CallTable;
  readonly inviter: Inviter;
  readonly queues: readonly string[];
  /** The account that stands for the outside world: takes calls to numbers nobody registered. */
  readonly trunkUser: string;
  /** Seats for which the trunk answers while nobody is registered there: the simulated colleagues. */
  readonly standIns: readonly string[];
  emit(event: ExchangeEvent): void;
}

const maxExpiresS = 600;
const nonInviteTimeoutMs = 32_000;
const reInviteTimeoutMs = 60_000;
const allow: Header = [
  'Allow',
  'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE, REFER, NOTIFY, PRACK, REGISTER',
];

/** Decides what to do with every message that arrives (RFC 3261 §16). */
export function createProxy(deps: ProxyDeps) {
  const { auth, calls, inviter, registrar, relay } = deps;

  /** Our own response; an ACK is never answered. */
  const answer = (
    to: Connection,
    request: SipRequest,
    status: number,
    headers: readonly Header[] = [],
  ): void => {
    if (request.start.method === 'ACK') return;
    const options = status === 100 ? { headers } : { headers, toTag: deps.random(5) };
    to.send(responseTo(request, status, options));
  };

  /** Credentials of a request outside a dialog; null when it was answered with a challenge or refused. */
  function authenticate(connection: Connection, request: SipRequest): Account | null {
    const registering = request.start.method === 'REGISTER';
    const outcome = auth.check(request, registering ? 'authorization' : 'proxy-authorization');
    if (outcome.kind === 'accepted') {
      const from = userOf(parseNameAddr(header(request, 'from') ?? '').uri);
      // A user speaks for itself only; the trunk brings callers of any number.
      if (outcome.account.trunk || from === outcome.account.user) return outcome.account;
      answer(connection, request, 403);
      return null;
    }
    if (outcome.kind === 'refused') answer(connection, request, 403);
    else if (registering) answer(connection, request, 401, [['WWW-Authenticate', outcome.header]]);
    else answer(connection, request, 407, [['Proxy-Authenticate', outcome.header]]);
    return null;
  }

  function register(connection: Connection, request: SipRequest): void {
    const account = authenticate(connection, request);
    if (!account) return;
    const user = userOf(parseNameAddr(header(request, 'to') ?? '').uri);
    if (user !== account.user) return answer(connection, request, 403);
    connection.user = user;
    const asked = Number(header(request, 'expires') ?? maxExpiresS);
    for (const value of headerList(request, 'contact')) {
      if (value === '*') {
        registrar.unbind(user, null);
        continue;
      }
      const contact = parseNameAddr(value);
      const given = Number(contact.params.get('expires') ?? asked);
      const expiresS = Math.min(Number.isFinite(given) && given >= 0 ? given : maxExpiresS, maxExpiresS);
      if (expiresS === 0) registrar.unbind(user, contact.uri);
      else
        registrar.bind({
          user,
          contact: contact.uri,
          connection,
          expiresAt: deps.clock.now() + expiresS * 1_000,
        });
    }
    const contacts = registrar.all(user).map((binding: Binding): Header => {
      const left = Math.max(1, Math.round((binding.expiresAt - deps.clock.now()) / 1_000));
      return ['Contact', `<${binding.contact}>;expires=${left}`];
    });
    answer(connection, request, 200, [...contacts, ['Date', new Date(deps.clock.now()).toUTCString()]]);
    inviter.acd.look();
  }

  function destination(request: SipRequest, account: Account): Destination | 404 | 480 {
    const user = userOf(request.start.uri);
    if (deps.queues.includes(user)) return { kind: 'queue', queue: user };
    const binding = registrar.find(user);
    if (binding && user !== deps.trunkUser) return { kind: 'user', binding };
    const trunk = registrar.find(deps.trunkUser);
    if (auth.knows(user) && !deps.standIns.includes(user)) return 480;
    // What the trunk brings does not go back to it, unless somebody here has sent the caller on (RFC 3892).
    const sentOn = header(request, 'referred-by') !== undefined;
    const comesBack = account.trunk && !sentOn && !deps.standIns.includes(user);
    if (comesBack || !trunk || user === '') return 404;
    return { kind: 'user', binding: trunk, uri: request.start.uri };
  }

  /** Requests that open something: INVITE, and MESSAGE or OPTIONS to another user. */
  function outside(connection: Connection, request: SipRequest): void {
    const { method, uri } = request.start;
    if (method === 'OPTIONS' && (userOf(uri) === '' || userOf(uri) === connection.user)) {
      return answer(connection, request, 200, [allow, ['Accept', 'application/sdp, text/plain']]);
    }
    if (['BYE', 'INFO', 'UPDATE', 'PRACK', 'NOTIFY'].includes(method))
      return answer(connection, request, 481);
    if (!['INVITE', 'MESSAGE', 'OPTIONS', 'REFER'].includes(method))
      return answer(connection, request, 405, [allow]);
    const account = authenticate(connection, request);
    if (!account) return;
    if (method === 'INVITE') answer(connection, request, 100);
    const target = destination(request, account);
    if (typeof target === 'number') return answer(connection, request, target);
    if (method === 'INVITE') return inviter.invite(request, connection, account, target);
    if (target.kind === 'queue') return answer(connection, request, 405, [allow]);
    hand(connection, request, target.binding.connection, target.uri ?? target.binding.contact);
  }

  /** Re-INVITEs under way, so that a CANCEL finds them; and the failed ones, whose ACK ends here (RFC 3261 §17.1.1.3). */
  const underWay = new Map<string, Branch>();
  const failed = new Set<string>();
  const keyOf = (connection: Connection, request: SipRequest): string =>
    `${connection.id}|${branchOf(topVia(request))}`;

  /** Hands a request on and its responses back. */
  function hand(
    from: Connection,
    request: SipRequest,
    to: Connection,
    uri: string,
    onFinal?: (status: number) => void,
  ): void {
    const invite = request.start.method === 'INVITE';
    const key = keyOf(from, request);
    const branch = relay.forward({
      request,
      to,
      uri,
      timeoutMs: invite ? reInviteTimeoutMs : nonInviteTimeoutMs,
      onResponse(response) {
        if (response) from.send(response);
        else answer(from, request, 408);
        const status = response?.start.status ?? 408;
        if (status < 200) return;
        underWay.delete(key);
        if (invite && status >= 300) failed.add(key);
        onFinal?.(status);
      },
    });
    if (invite) underWay.set(key, branch);
  }

  const legs = (
    call: CallRecord,
    request: SipRequest,
  ): { readonly sender: Leg; readonly target: Leg | null } =>
    tagOf(request, 'from') === call.caller.tag
      ? { sender: call.caller, target: call.callee }
      : { sender: call.callee ?? call.caller, target: call.caller };

  const end = (call: CallRecord, by: 'caller' | 'callee' | 'line'): void => {
    if (call.endedAt !== null || call.answeredAt === null) return;
    const at = deps.clock.now();
    call.endedAt = at;
    deps.emit({
      kind: 'ended',
      at,
      callId: call.callId,
      user: call.standsFor ?? call.callee?.user ?? '',
      by,
      talkMs: at - call.answeredAt,
    });
    inviter.acd.look();
  };

  /** A request inside a dialog: found by Call-ID, so that a peer on a new WebSocket (or a new process of it) is served. */
  function inside(connection: Connection, request: SipRequest): void {
    const call = calls.get(header(request, 'call-id') ?? '');
    if (!call) return answer(connection, request, 481);
    const { sender, target } = legs(call, request);
    if (sender.connection !== connection) {
      // Another connection may speak for a leg only when it is the same user's.
      if (connection.user !== sender.user && authenticate(connection, request)?.user !== sender.user) return;
      sender.connection = connection;
    }
    if (!target) return answer(connection, request, 481);
    const to = target.connection.open ? target.connection : registrar.find(target.user)?.connection;
    if (!to) return answer(connection, request, 480);
    target.connection = to;
    const { method, uri } = request.start;
    if (method === 'ACK') return relay.pass(request, to, uri);
    const by = sender === call.caller ? 'caller' : 'callee';
    if (method === 'BYE') end(call, by);
    // 481 says that the other side has no such dialog any more, and so does silence to what asks for the session (RFC 5057 §5.1). A text
    // that nobody answered is a seat that was away for a moment.
    const asksForSession = method === 'INVITE' || method === 'UPDATE';
    hand(connection, request, to, uri, (status) => {
      if (status === 481 || (status === 408 && asksForSession)) end(call, 'line');
    });
  }

  const wellFormed = (request: SipRequest): boolean =>
    ['via', 'from', 'to', 'call-id', 'cseq'].every((name) => header(request, name) !== undefined) &&
    branchOf(topVia(request)) !== '' &&
    cseqOf(request)?.method === request.start.method;

  return {
    receive(connection: Connection, message: SipMessage): void {
      if (!isRequest(message)) return relay.receive(message as Parameters<Relay['receive']>[0]);
      const { method } = message.start;
      if (!wellFormed(message)) return answer(connection, message, 400);
      if (Number(header(message, 'max-forwards') ?? 70) <= 0) return answer(connection, message, 483);
      if (method === 'CANCEL') {
        const again = underWay.get(keyOf(connection, message));
        again?.cancel(header(message, 'reason'));
        const found = again !== undefined || inviter.cancel(message, connection);
        return answer(connection, message, found ? 200 : 481);
      }
      if (method === 'REGISTER') return register(connection, message);
      if (method === 'ACK' && failed.delete(keyOf(connection, message))) return;
      if (tagOf(message, 'to')) return inside(connection, message);
      outside(connection, message);
    },
  };
}
export type Proxy = ReturnType<typeof createProxy>;
