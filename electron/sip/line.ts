import { randomUUID } from 'node:crypto';
import { type Invitation, type Inviter, type Message, type Session, type URI, UserAgent } from 'sip.js';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import type { Log } from '#electron/log/log.ts';
import type {
  Line,
  LineConfig,
  LooseListener,
  SipCall,
  TakeoverMedia,
  TakeoverPlan,
  TransferTarget,
} from './ports.ts';
import { addressOf, whoIs, writtenOf } from './addresses.ts';
import { createDns, createRememberingLookup, type Dns } from './dns.ts';
import { earlyReplacee } from './early-dialog.ts';
import { makeInviter } from './outgoing.ts';
import { createRegistration, type Registration } from './registration.ts';
import { createLocator } from './servers.ts';
import { isTooBrief, leastSeconds } from './session-timer.ts';
import { createRenewableCall, type RenewableCall } from './renewable-call.ts';
import { type BeginHow, createSipCall, type OwnedSipCall } from './sip-call.ts';
import { isNote, isPlainText, noteType, partOf, refuseType, sendLoose } from './text-message.ts';
import { createSipTrace } from './trace.ts';
import { createResumedCall, renewedBySession, replacesHeaders, type ResumedCall } from './takeover.ts';
import type { ReferTo } from './transfer.ts';
import { createUserAgent } from './user-agent.ts';
import { knockAtServer } from './knock.ts';
import type { SocketTrust, WebSocketTransportOptions } from './websocket-transport.ts';

export interface LineDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: TakeoverMedia;
  readonly random: () => number;
  /** Whether a picture that the far end offers is taken at once. Left out: it is. */
  readonly takesVideo?: () => boolean;
  readonly version: string;
  readonly dns?: Dns;
}

const connectTimeoutMs = 8_000;
/** So long a line that is stopped waits for its calls to be ended properly. */
const stopPatienceMs = 1_500;

const off: LineSnapshot = {
  state: 'off',
  exchange: 'embedded',
  host: '',
  user: '',
  lastConfirmedAt: null,
  latencyMs: null,
  nextConfirmAt: null,
  validUntil: null,
  isFallback: false,
  nextTryAt: null,
  attempt: 0,
  problem: null,
};

/**
 * Another path for the sound. A far end behind a proxy gets a new peer connection with new keys, as after the loss of the media
 * window: some answer a mere ICE restart with keys of their own, which the old connection cannot take. One that says it knows
 * Replaces keeps the call itself and ends it when keys change (takeover.md): there ICE is started anew (RFC 8445 §9).
 */
function anotherPath(call: OwnedSipCall): Promise<void> {
  const keepsKeys = call.record()?.peerReplaces === true;
  return call.refresh(keepsKeys ? { iceRestart: true } : { fresh: true });
}

/** The desk's telephone line: one user agent at one exchange. A new `start` replaces the old one. */
export function createLine(deps: LineDeps): Line {
  const state = createPublisher<LineSnapshot>(off);
  const incoming = new Set<(call: SipCall) => void>();
  const texts = new Set<LooseListener>();
  const notes = new Set<Parameters<Line['onNote']>[0]>();
  const sendOutside = async (
    number: string,
    text: string,
    part?: string,
    type?: string,
  ): Promise<Result<void>> => {
    if (agent === undefined || state.get().state !== 'registered')
      return fail(appError('line/not-registered', { state: state.get().state }, 'later'));
    const target = addressOf(number, agent.config.domain);
    if (target === undefined) return fail(appError('call/bad-number', { given: '' }));
    return sendLoose(agent.ua, target, text, part, type);
  };
  const calls = new Map<Session, OwnedSipCall | RenewableCall>();
  const resumed: ResumedCall[] = [];
  const trace = createSipTrace(deps.clock.now);
  /** SIP's own names of the last calls, several where one took the place of another: for the trace. */
  const sipIds = new Map<string, string[]>();
  let agent:
    { readonly ua: UserAgent; readonly registration: Registration; readonly config: LineConfig } | undefined;
  let lastInviteWireAtMs = 0;
  /** This machine has other addresses than when the calls' paths were made. */
  let isElsewhere = false;
  const lookup = createRememberingLookup();

  const referTo = (target: TransferTarget): ReferTo | null => {
    if ('number' in target) {
      const uri = agent === undefined ? undefined : addressOf(target.number, agent.config.domain);
      return uri === undefined ? null : { uri: uri.toString() };
    }
    const other = [...calls.values()].find(({ id }) => id === target.call.id);
    return other === undefined ? null : { uri: other.remote.uri, replaces: other.session };
  };
  const { clock, random } = deps;
  /** A call of ours: the sessions that carry it come and go under its id. */
  const carry = (session: Session, facts: Pick<SipCall, 'id' | 'remote' | 'wireAtMs'>): OwnedSipCall => {
    const { replacee } = session;
    const replaces = (replacee === undefined ? undefined : calls.get(replacee)?.id) ?? null;
    const call = createSipCall({ ...facts, session, clock, random, replaces, referTo });
    call.subscribe((event) => {
      if (event.kind === 'ended') calls.delete(session);
    });
    return call;
  };
  const enter = (session: Session, call: OwnedSipCall | RenewableCall): void => {
    calls.set(session, call);
    rememberSipId(sipIds, call.id, session);
  };
  const adopt = (
    session: Session,
    remote: SipCall['remote'],
    wireAtMs: number,
    id: string = randomUUID(),
  ): RenewableCall => {
    const call = createRenewableCall(carry(session, { id, remote, wireAtMs }), clock);
    enter(session, call);
    return call;
  };
  /** One more INVITE of ours for a call that is there already. */
  const another = (session: Inviter, { id, remote }: OwnedSipCall): OwnedSipCall =>
    carry(session, { id, remote, wireAtMs: performance.now() });
  const dial = (ua: UserAgent, target: URI, user: string, how: BeginHow): SipCall => {
    const inviter = makeInviter(ua, target);
    const call = adopt(inviter, { user, displayName: '', uri: target.toString() }, performance.now());
    if (how.text)
      call.againWithoutText(() => {
        const plain = makeInviter(ua, target);
        enter(plain, call);
        return another(plain, call);
      });
    call.begin(how);
    return call;
  };

  /** The media of this call was lost, its dialog was not. Some exchanges take new keys only in a new session (takeover.md). */
  const renewSound = async (call: OwnedSipCall | RenewableCall, way: TakeoverPlan['way']): Promise<void> => {
    const record = call.record();
    const target = record === null ? undefined : renewedBySession(record, way, agent?.ua);
    if (agent === undefined || target === undefined || record === null || !('goOnIn' in call))
      return call.refresh();
    const inviter = makeInviter(agent.ua, target, replacesHeaders(record));
    const next = another(inviter, call);
    calls.set(inviter, next);
    const status = await call.goOnIn(next);
    if (status === 200) {
      enter(inviter, call);
      return;
    }
    deps.log.warn('a call could not be renewed by a new session', { callId: call.id, status });
    return call.refresh();
  };

  const onInvite = (invitation: Invitation): void => {
    if (isTooBrief(invitation.request)) {
      const extraHeaders = [`Min-SE: ${leastSeconds}`];
      return void invitation.reject({ statusCode: 422, extraHeaders }).catch(() => undefined);
    }
    if (earlyReplacee(invitation) === 'refused')
      return void invitation.reject({ statusCode: 481 }).catch(() => undefined);
    const call = adopt(invitation, whoIs(invitation.remoteIdentity), lastInviteWireAtMs);
    // 180 at once: the caller hears ringing while the window comes forward.
    if (call.replaces === null) call.ring();
    for (const listener of [...incoming]) listener(call);
  };

  const hearNote = (message: Message): void => {
    const { request } = message;
    const asserted = UserAgent.makeURI(
      (/<([^>]+)>/.exec(request.getHeader('P-Asserted-Identity') ?? '') ?? [])[1] ?? '',
    );
    const from = asserted?.user ?? request.from.uri.user ?? '';
    const taken = [...notes].some((take) => take({ from, body: request.body }));
    void (taken ? message.accept() : message.reject({ statusCode: 480 })).catch(() => undefined);
  };
  const onMessage = (message: Message): void => {
    if (isNote(message)) return hearNote(message);
    if (!isPlainText(message)) return void refuseType(message).catch(() => undefined);
    const { request } = message;
    const from = {
      asserted: request.getHeader('P-Asserted-Identity') ?? '',
      user: request.from.uri.user ?? '',
      // SIP.js leaves it out where From has none, whatever its types say.
      displayName: (request.from.displayName as string | undefined) ?? '',
    };
    const kept = [...texts].some((keep) => keep({ ...from, text: request.body, ...partOf(message) }));
    const answer = kept ? message.accept() : message.reject({ statusCode: 480 });
    void answer.catch(() => undefined);
  };

  const trustOf = ({ ca, client }: LineConfig): SocketTrust => ({
    lookup,
    ...(ca === undefined ? {} : { ca }),
    ...client,
  });
  const userAgentFor = (config: LineConfig): UserAgent => {
    const transportOptions: WebSocketTransportOptions = {
      ...trustOf(config),
      connectTimeoutMs,
      onWire: (atMs, message) => {
        if (message.startsWith('INVITE ')) lastInviteWireAtMs = atMs;
        trace.heard(message);
      },
      onSaid: trace.said,
      onUnreadable: () => deps.log.warn('a message from the exchange could not be read'),
    };
    return createUserAgent(deps, config, transportOptions, calls, { onInvite, onMessage });
  };

  return {
    state,
    start(config) {
      void this.stop();
      const ua = userAgentFor(config);
      const registration = createRegistration({
        ...deps,
        ua,
        config,
        state,
        locator: createLocator({ addresses: config.urls, dns: deps.dns ?? createDns(), random: deps.random }),
        knockAt: (server) => knockAtServer(server, trustOf(config), connectTimeoutMs),
        // A call that the exchange in use does not know is no reason to stay there.
        isBusy: () => [...calls.values()].some((call) => call.reach() === 'ok'),
        isInCall: () => calls.size > 0,
        onRegistered: () => resumed.forEach((call) => call.registered()),
        onReturned(moved) {
          const elsewhere = isElsewhere;
          isElsewhere = false;
          for (const call of new Set(calls.values()))
            void (elsewhere ? anotherPath(call) : call.refresh({ moved }));
        },
      });
      agent = { ua, registration, config };
      // Before the socket opens: the far end may hang up with its first word.
      const mine = resumed.filter(({ account }) => account === `${config.user}@${config.domain}`);
      for (const call of mine) call.bind(ua);
      registration.start();
    },
    async stop() {
      const old = agent;
      agent = undefined;
      if (old === undefined) return;
      await old.registration.stop();
      // A call whose ACK has not come would keep it for 32 s (RFC 3261 §13.3.1.4).
      const stopped = old.ua.stop().catch(() => undefined);
      await Promise.race([stopped, new Promise((late) => setTimeout(late, stopPatienceMs).unref())]);
      if (old.ua.transport.isConnected()) await old.ua.transport.disconnect().catch(() => undefined);
    },
    dial(number, options = {}) {
      if (agent === undefined || state.get().state !== 'registered') {
        return fail(appError('line/not-registered', { state: state.get().state }, 'later'));
      }
      const target = addressOf(number, agent.config.domain);
      if (target === undefined) return fail(appError('call/bad-number', { given: '' }));
      return ok(dial(agent.ua, target, writtenOf(number), options));
    },
    renewMedia: (way) => new Set(calls.values()).forEach((call) => void renewSound(call, way)),
    restartMedia: (callId) =>
      new Set(calls.values()).forEach((call) => {
        if (call.id === callId) void anotherPath(call);
      }),
    woke(long) {
      agent?.registration.checkNow();
      if (long) new Set(calls.values()).forEach((call) => void anotherPath(call));
    },
    networkChanged() {
      isElsewhere = true;
      // Where the connection itself is gone nothing can be asked before it is back: `onReturned` does it then.
      const stands = agent?.registration.checkNow() === true;
      if (stands) new Set(calls.values()).forEach((call) => void anotherPath(call));
    },
    resume(callId, record, plan) {
      const call = createResumedCall({
        id: callId,
        record,
        plan,
        clock: deps.clock,
        log: deps.log,
        media: deps.media,
        adopt: (session, remote, id) => adopt(session, remote, performance.now(), id),
      });
      resumed.push(call);
      return call;
    },
    trace: (callIds) =>
      trace.text(callIds === null ? null : callIds.flatMap((callId) => sipIds.get(callId) ?? [])),
    onIncoming(listener) {
      incoming.add(listener);
      return () => void incoming.delete(listener);
    },
    onText(listener) {
      texts.add(listener);
      return () => void texts.delete(listener);
    },
    sendText: (number, text, part) => sendOutside(number, text, part),
    onNote(listener) {
      notes.add(listener);
      return () => void notes.delete(listener);
    },
    sendNote: (seat, body) => sendOutside(seat, body, undefined, noteType),
  };
}

const mostSipIds = 50;

function rememberSipId(sipIds: Map<string, string[]>, id: string, session: Session): void {
  const { request } = session as Session & { readonly request?: { readonly callId: string } };
  const sipId = request?.callId ?? session.dialog?.callId;
  if (sipId !== undefined) sipIds.set(id, [...(sipIds.get(id) ?? []), sipId]);
  const oldest = sipIds.keys().next().value;
  if (sipIds.size > mostSipIds && oldest !== undefined) sipIds.delete(oldest);
}
