import type { Clock } from '#shared/lib/clock.ts';
import { parseNameAddr, quoted, tagOf, userOf } from '../sip/headers.ts';
import { header, type Header, type SipRequest, type SipResponse } from '../sip/message.ts';
import type { RandomToken } from '../sip/random.ts';
import { createAcd, type Acd } from './acd.ts';
import type { Account } from './authenticator.ts';
import type { CallRecord, CallTable } from './call-table.ts';
import type { Connection } from './connection.ts';
import type { ExchangeEvent } from './events.ts';
import { invitationKey, passUp, respond, type Invitation } from './invitation.ts';
import type { Binding } from './registrar.ts';
import type { Relay } from './relay.ts';

/** What the front IVR found out about a number before the call was queued. */
export interface IvrFinding {
  readonly customerId?: string;
  /** How the caller was verified there, e.g. `phonePin`; absent when not. */
  readonly verified?: string;
}

export interface InviterDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly domain: string;
  readonly relay: Relay;
  readonly calls: CallTable;
  /** Seats that a colleague of the trunk answers for. */
  readonly standIns: readonly string[];
  readonly ringTimeoutMs: number;
  readonly spareMs: number;
  find(user: string): Binding | null;
  ivr(number: string): IvrFinding | null;
  emit(event: ExchangeEvent): void;
}

/** Headers only the exchange may set: a user who sends them is not believed. */
const exchangeHeaders = [
  'x-customer-id',
  'x-queue',
  'x-ivr-verified',
  'x-call-id',
  'x-waited-ms',
  'p-asserted-identity',
];
const noResponse = { lost: 408, gone: 480 } as const;

/** Where a new call goes: a queue, or one user (`uri` when the user's contact stands for many numbers, as the trunk's does). */
export type Destination =
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'user'; readonly binding: Binding; readonly uri?: string };

/** Opens calls: queueing, ringing, ring timeout, CANCEL. In-dialog traffic is the proxy's. */
export function createInviter(deps: InviterDeps) {
  const { clock, calls, relay } = deps;
  const open = new Map<string, Invitation>();
  const acd: Acd = createAcd({
    clock,
    spareMs: deps.spareMs,
    canRing: (user) => deps.find(user) !== null && !calls.busy(user),
    offer(callId, user) {
      const invitation = [...open.values()].find((one) => one.call.callId === callId);
      const binding = deps.find(user);
      if (invitation && binding) ring(invitation, binding, binding.contact);
    },
  });

  const close = (invitation: Invitation): void => {
    invitation.call.endedAt ??= clock.now();
    open.delete(invitation.key);
    acd.remove(invitation.call.callId);
  };
  const waited = (call: CallRecord): number => clock.now() - call.since;

  function addedHeaders(invitation: Invitation): Header[] {
    const { call, request } = invitation;
    const from = parseNameAddr(header(request, 'from') ?? '');
    const number = userOf(from.uri);
    const found = deps.ivr(number);
    // A direct call of the trunk may say which queue it stands for: training calls do, and are counted in none.
    const queue = call.queue ?? (invitation.trusted ? header(request, 'x-queue') : undefined);
    const name = from.display === '' ? '' : `${quoted(from.display)} `;
    return [
      ['X-Call-Id', call.callId],
      [
        'P-Asserted-Identity',
        `${name}<sip:${encodeURIComponent(number).replace('%2B', '+')}@${deps.domain}>`,
      ],
      ...(queue === undefined
        ? []
        : ([
            ['X-Queue', queue],
            ['X-Waited-Ms', String(waited(call))],
          ] as const)),
      ...(found?.customerId === undefined ? [] : ([['X-Customer-Id', found.customerId]] as const)),
      ...(found?.verified === undefined ? [] : ([['X-Ivr-Verified', found.verified]] as const)),
    ];
  }

  function ring(invitation: Invitation, binding: Binding, uri: string): void {
    const { call } = invitation;
    call.callee = { user: binding.user, connection: binding.connection, tag: null };
    const asked = userOf(uri);
    if (deps.standIns.includes(asked) && asked !== binding.user) call.standsFor = asked;
    deps.emit({
      kind: 'ringing',
      at: clock.now(),
      callId: call.callId,
      queue: call.queue,
      user: call.standsFor ?? binding.user,
    });
    const branch = relay.forward({
      request: invitation.request,
      to: binding.connection,
      uri,
      removeHeaders: exchangeHeaders,
      addHeaders: addedHeaders(invitation),
      // The ring is ended by CANCEL, which the seat answers; this only guards against a seat that answers nothing.
      timeoutMs: deps.ringTimeoutMs + 5_000,
      onResponse(response) {
        if (response === null || response.start.status >= 200) undoRing();
        onResponse(invitation, response);
      },
    });
    const undoRing = clock.after(deps.ringTimeoutMs, () => branch.cancel('SIP;cause=480;text="No answer"'));
    invitation.branch = branch;
  }

  function onResponse(invitation: Invitation, response: SipResponse | null): void {
    const { call } = invitation;
    const status = response?.start.status ?? noResponse.lost;
    if (response && status < 200) {
      if (call.callee) call.callee.tag = tagOf(response, 'to') ?? null;
      return passUp(invitation, response);
    }
    if (response && status < 300) return accepted(invitation, response);
    notTaken(invitation, response, status);
  }

  function accepted(invitation: Invitation, response: SipResponse): void {
    const { call } = invitation;
    const first = call.answeredAt === null;
    passUp(invitation, response);
    if (!first) return;
    call.answeredAt = clock.now();
    if (call.callee) call.callee.tag = tagOf(response, 'to') ?? null;
    open.delete(invitation.key);
    const user = call.standsFor ?? call.callee?.user ?? '';
    deps.emit({
      kind: 'answered',
      at: clock.now(),
      callId: call.callId,
      queue: call.queue,
      user,
      waitMs: waited(call),
    });
    acd.remove(call.callId);
  }

  function notTaken(invitation: Invitation, response: SipResponse | null, status: number): void {
    const { call } = invitation;
    const user = call.callee?.user ?? '';
    const queued = call.queue !== null && acd.waiting().some((waiting) => waiting.callId === call.callId);
    const told = call.standsFor ?? user;
    deps.emit({
      kind: 'notTaken',
      at: clock.now(),
      callId: call.callId,
      queue: call.queue,
      user: told,
      status,
    });
    invitation.branch = null;
    call.callee = null;
    if (invitation.cancelled) return gaveUp(invitation);
    if (queued) return acd.notTaken(call.callId, user);
    // A ring that we ended ourselves comes back as 487; for the caller that is "nobody answered".
    if (response && status !== 487) passUp(invitation, response);
    else respond(invitation, noResponse.gone);
    deps.emit({ kind: 'failed', at: clock.now(), callId: call.callId, status });
    close(invitation);
  }

  function gaveUp(invitation: Invitation): void {
    const { call } = invitation;
    respond(invitation, 487);
    deps.emit({
      kind: 'abandoned',
      at: clock.now(),
      callId: call.callId,
      queue: call.queue,
      waitMs: waited(call),
    });
    close(invitation);
  }

  return {
    acd,
    /** An authenticated INVITE outside a dialog. */
    invite(request: SipRequest, from: Connection, account: Account, destination: Destination): void {
      const call: CallRecord = {
        sipCallId: header(request, 'call-id') ?? '',
        callId: `x${deps.random(6)}`,
        queue: destination.kind === 'queue' ? destination.queue : null,
        since: clock.now(),
        caller: { user: account.user, connection: from, tag: tagOf(request, 'from') ?? null },
        callee: null,
        answeredAt: null,
        endedAt: null,
      };
      const key = invitationKey(from, request);
      const invitation: Invitation = {
        key,
        request,
        from,
        trusted: account.trunk,
        call,
        toTag: deps.random(5),
        state: 'open',
        cancelled: false,
        branch: null,
      };
      calls.add(call);
      open.set(key, invitation);
      if (destination.kind === 'user')
        return ring(invitation, destination.binding, destination.uri ?? destination.binding.contact);
      deps.emit({ kind: 'offered', at: clock.now(), callId: call.callId, queue: destination.queue });
      respond(invitation, 182, [['X-Queue', destination.queue]]);
      acd.enqueue({ callId: call.callId, queue: destination.queue, since: call.since });
    },

    /** True when the CANCEL found its INVITE. */
    cancel(request: SipRequest, from: Connection): boolean {
      const invitation = open.get(invitationKey(from, request));
      if (!invitation || invitation.state !== 'open') return false;
      invitation.cancelled = true;
      if (invitation.branch) invitation.branch.cancel(header(request, 'reason'));
      else gaveUp(invitation);
      return true;
    },

    /** The caller's WebSocket is gone: nobody is left to be answered. */
    dropConnection(connection: Connection): void {
      for (const invitation of open.values()) {
        if (invitation.from !== connection) continue;
        invitation.cancelled = true;
        if (invitation.branch) invitation.branch.cancel();
        else gaveUp(invitation);
      }
    },
    pending: (): number => open.size,
    dispose: () => acd.dispose(),
  };
}
export type Inviter = ReturnType<typeof createInviter>;
