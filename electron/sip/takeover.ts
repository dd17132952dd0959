import { type Session, type URI, UserAgent } from 'sip.js';
import type { CallEnd } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from '#electron/log/log.ts';
import type { DialogRecord } from './dialog-record.ts';
import { holdAgain } from './glare.ts';
import type { SipCall, SipCallEvent, TakeoverMedia, TakeoverPlan } from './ports.ts';
import { makeInviter } from './outgoing.ts';
import { RestoredSession } from './restored-session.ts';
import { offerOptions } from './session-media.ts';
import type { BeginHow, OwnedSipCall } from './sip-call.ts';

/** Without a packet of the far end this long after its 200 the takeover has failed: 200 alone is no call (takeover.md). */
const silenceMs = 3_000;
const lookEveryMs = 40;
export interface ResumedCallDeps {
  readonly id: string;
  readonly record: DialogRecord;
  readonly plan: TakeoverPlan;
  readonly clock: Clock;
  readonly log: Log;
  readonly media: TakeoverMedia;
  /** Makes a session a call under this id: the media side finds it by that. */
  readonly adopt: (session: Session, remote: SipCall['remote'], id: string) => OwnedSipCall;
}

/** A call that this program's predecessor had, from the first moment the same call for every other room. */
export interface ResumedCall extends SipCall {
  readonly account: string;
  /** The line has a user agent for its account: the dialog can be spoken in, and spoken to. */
  bind(userAgent: UserAgent): void;
  /** The exchange knows where we are: takes the call over, or frees the caller. Does its work once. */
  registered(): void;
}

/** How one way of taking over ended. `refused`: the old call is untouched. `over`: it is no longer there. */
type Attempt = 'taken' | 'refused' | 'over' | 'silent';

const mayTryNext = new Set([404, 420, 480, 488, 501, 606]);
const isOver = (status: number): boolean => status === 481 || status === 408;

/**
 * Takes a call over after the death of main (RFC 3891, RFC 3261 §12.2). Microphone off from the first description
 * until the far end's own packets have come; then it is as the agent had left it, held if it was held. A call that
 * cannot be taken gets its BYE at once: silence is the worst that can happen to a caller.
 */
export function createResumedCall(deps: ResumedCallDeps): ResumedCall {
  const { id, record, plan, clock, log, media } = deps;
  const listeners = new Set<(event: SipCallEvent) => void>();
  let state: 'waiting' | 'taking' | 'taken' | 'ended' = 'waiting';
  let isFreed = false;
  let isOnline = false;
  let userAgent: UserAgent | undefined;
  let restored: { readonly session: RestoredSession; readonly call: OwnedSipCall } | undefined;
  let active: OwnedSipCall | undefined;

  /** The line stands before the rooms do: what happens until somebody listens is told to the first who does. */
  let unheard: SipCallEvent[] | null = [];
  const tell = plan.onStep ?? (() => undefined);

  const emit = (event: SipCallEvent): void => {
    if (listeners.size === 0) unheard?.push(event);
    for (const listener of [...listeners]) listener(event);
  };
  const finish = (end: CallEnd): void => {
    if (state === 'ended') return;
    if (state !== 'taken') tell('over');
    state = 'ended';
    media.close(id);
    queueMicrotask(() => {
      emit({ kind: 'ended', end });
      listeners.clear();
    });
  };
  const network = (reason: CallEnd['reason']): CallEnd => ({ by: 'network', reason, status: null });
  /** BYE in the kept dialog. An exchange that no longer has it says 481, and that is all. */
  const free = async (): Promise<void> => {
    // Without a line nobody can be told yet: `registered` comes back to it.
    if (isFreed || !isOnline || restored === undefined) return;
    isFreed = true;
    await restored.call.end().catch(() => undefined);
    log.info('caller freed from a call that died with the program', { callId: id });
  };
  const giveUp = async (reason: CallEnd['reason']): Promise<void> => {
    log.warn('call not taken over', { callId: id, reason });
    finish(network(reason));
    await free();
  };

  /** Resolves true with the first packet of the far end. */
  const hearsCaller = (leftMs: number): Promise<boolean> =>
    media.stats(id).then(
      ({ packetsReceived }) => packetsReceived > 0 || lookAgain(leftMs),
      () => lookAgain(leftMs),
    );
  const lookAgain = (leftMs: number): Promise<boolean> =>
    leftMs <= 0 || state === 'ended'
      ? Promise.resolve(false)
      : new Promise((settle) =>
          clock.after(lookEveryMs, () => void hearsCaller(leftMs - lookEveryMs).then(settle)),
        );

  const reinvite = async (session: RestoredSession, call: OwnedSipCall, again = true): Promise<Attempt> => {
    media.startMuted(id);
    const result = await call.takeUp({ held: record.held, video: record.video, text: record.text });
    if (result.ok) {
      active = call;
      tell('answered');
      // A caller on hold sends nothing: there the exchange's word has to do.
      return record.held || (await hearsCaller(silenceMs)) ? 'taken' : 'silent';
    }
    if (result.status === 500 && again) {
      session.jumpSequence();
      return reinvite(session, call, false);
    }
    return isOver(result.status) ? 'over' : 'refused';
  };

  const replace = async (agent: UserAgent): Promise<Attempt | 'next'> => {
    const target = replacesTarget(agent, record);
    if (target === undefined) return 'next';
    media.startMuted(id);
    const inviter = makeInviter(agent, target, replacesHeaders(record));
    const call = deps.adopt(inviter, record.remote, id);
    const status = await answerOf(call, { video: record.video, text: record.text });
    if (status === 200) {
      active = call;
      tell('answered');
      if (!(await hearsCaller(silenceMs))) return 'silent';
      if (record.held && !(await holdAgain(clock, call))) log.warn('hold not restored', { callId: id });
      return 'taken';
    }
    if (status === 481) return 'over';
    return mayTryNext.has(status) ? 'next' : 'refused';
  };

  const replacesFirst = plan.way === 'replaces' || (plan.way === 'auto' && record.peerReplaces);
  /** While the socket opens and the exchange is asked who we are, the media side can make the offer that will be wanted. */
  const prepare = async (): Promise<void> => {
    await media.whenReady();
    if (plan.way === 'off' || state === 'ended' || active !== undefined) return;
    media.startMuted(id);
    await media.prepareOffer(id, offerOptions({ ...record, held: record.held && !replacesFirst }));
    tell('offered');
  };

  const attempt = async (): Promise<Attempt> => {
    if (userAgent === undefined || restored === undefined) return 'refused';
    const { session, call } = restored;
    await media.whenReady();
    session.renewContact();
    const proxied = record.routeSet.length > 0;
    if (replacesFirst) {
      const outcome = await replace(userAgent);
      if (outcome !== 'next') return outcome;
      // A re-INVITE with new keys makes some exchanges hang up: only where a mere proxy stands between (takeover.md).
      if (plan.way === 'replaces' || !proxied) return 'refused';
    }
    return plan.way === 'off' ? 'refused' : reinvite(session, call);
  };

  const takeOver = async (): Promise<void> => {
    state = 'taking';
    const startedMs = clock.monotonicMs();
    const outcome = await attempt().catch((error: unknown): Attempt => {
      log.error('takeover broke', { callId: id, error: String(error) });
      return 'refused';
    });
    if ((state as string) === 'ended') {
      await active?.end().catch(() => undefined);
      return;
    }
    if (outcome !== 'taken' || active === undefined) {
      if (active !== undefined) await active.end().catch(() => undefined);
      return giveUp(outcome === 'over' ? 'goneMeanwhile' : 'takeoverFailed');
    }
    const call = active;
    // The caller's own packets are there: now the agent may be heard, unless they had muted themselves.
    if (!plan.muted) await media.setMuted(id, false).catch(() => undefined);
    state = 'taken';
    tell('heard');
    log.info('call taken over', { callId: id, tookMs: Math.round(clock.monotonicMs() - startedMs) });
    call.subscribe((event) => {
      if (event.kind === 'ended') finish(event.end);
      else if (event.kind !== 'established') emit(event);
    });
    if (call.ended()) return finish(network('goneMeanwhile'));
    emit({ kind: 'established' });
    if (call.record()?.video === true) emit({ kind: 'video', on: true, asked: false });
  };

  clock.after(Math.max(0, plan.leftMs), () => {
    if (state === 'waiting') void giveUp('takeoverLate');
  });

  const notYet = () =>
    Promise.resolve(fail(appError('call/wrong-state', { action: 'resume', state: 'connecting' }, 'later')));
  const taken = (): OwnedSipCall | undefined => (state === 'taken' ? active : undefined);
  return {
    id,
    account: record.account,
    direction: record.direction,
    remote: record.remote,
    wireAtMs: performance.now(),
    replaces: null,
    header: () => undefined,
    subscribe(listener) {
      listeners.add(listener);
      const before = unheard ?? [];
      unheard = null;
      if (before.length > 0) queueMicrotask(() => before.forEach(emit));
      return () => void listeners.delete(listener);
    },
    bind(agent) {
      if (isFreed || userAgent === agent || state === 'taken' || state === 'taking') return;
      if (userAgent === undefined) void prepare();
      userAgent = agent;
      tell('wire');
      const session = new RestoredSession(agent, record);
      const call = deps.adopt(session, record.remote, id);
      restored = { session, call };
      session.establish();
      // The far end hangs up while we are on our way.
      call.subscribe((event) => {
        if (event.kind !== 'ended' || isFreed || active !== undefined) return;
        isFreed = true;
        finish(event.end);
      });
    },
    registered() {
      if (userAgent === undefined) return;
      isOnline = true;
      tell('registered');
      if (state === 'waiting') void takeOver();
      else if (state === 'ended') void free();
    },
    accept: notYet,
    reject: () => Promise.resolve(),
    async end(why) {
      const call = taken();
      if (call !== undefined) return call.end(why);
      finish({ by: 'agent', reason: why ?? 'hungUp', status: null });
      await free();
    },
    setHold: (held) => taken()?.setHold(held) ?? notYet(),
    setVideo: (on) => taken()?.setVideo(on) ?? notYet(),
    offerText: () => taken()?.offerText() ?? notYet(),
    sendText: (text) => taken()?.sendText(text) ?? notYet(),
    sendDigits: (digits) => taken()?.sendDigits(digits) ?? notYet(),
    transfer: (target, onStep) =>
      taken()?.transfer(target, onStep) ?? Promise.resolve({ kind: 'refused', status: 0 } as const),
    record: () => taken()?.record() ?? record,
  };
}

/**
 * Whom the INVITE with Replaces goes to. An exchange that keeps the call itself wants a number it knows, and the
 * surest is our own; behind a proxy it is the far end's own address.
 */
export function replacesTarget(agent: UserAgent, record: DialogRecord): URI | undefined {
  if (record.routeSet.length === 0) return agent.configuration.uri.clone();
  const isGruu = /;gr(=|;|$)/.test(record.remoteTarget);
  return UserAgent.makeURI(isGruu ? record.remoteTarget : record.remoteUri);
}

/** Required, or the caller would be rung a second time by an exchange that does not know the header (RFC 3891 §4). */
export const replacesHeaders = ({ sipCallId, remoteTag, localTag }: DialogRecord): string[] => [
  `Replaces: ${sipCallId};to-tag=${remoteTag};from-tag=${localTag}`,
  'Require: replaces',
];

/**
 * Where a call that lost its media goes on in a new session, instead of by a re-INVITE with new keys; undefined: by
 * re-INVITE. `auto`: at an exchange that keeps the call itself (no route) and said that it knows Replaces.
 */
export function renewedBySession(
  record: DialogRecord,
  way: TakeoverPlan['way'],
  agent: UserAgent | undefined,
): URI | undefined {
  const isWanted =
    way === 'replaces' || (way === 'auto' && record.peerReplaces && record.routeSet.length === 0);
  return isWanted && agent !== undefined ? replacesTarget(agent, record) : undefined;
}

/** The final status of an INVITE of ours; 0 when nothing came. */
export function answerOf(call: OwnedSipCall, how: BeginHow): Promise<number> {
  return new Promise((settle) => {
    call.subscribe((event) => {
      if (event.kind === 'established') settle(200);
      if (event.kind === 'ended') settle(call.refusedWith());
    });
    call.begin(how);
  });
}
