import { randomUUID } from 'node:crypto';
import type { Log } from '#electron/log/log.ts';
import type { Line, SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import { type CallState, isLive } from '#shared/call/call-state.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { type CallEntry, ended, openEntry, stepped, withMessage } from './call-entry.ts';
import type { CallEvent, CallMedia, CallRecords, Calls, CurrentCall, HeaderNames } from './ports.ts';
import { createQualityWatch } from './quality-watch.ts';

export interface CallManagerDeps {
  readonly line: Pick<Line, 'dial' | 'onIncoming'>;
  readonly media: CallMedia;
  readonly records: () => CallRecords | null;
  readonly personId: () => string | null;
  readonly headers: () => HeaderNames;
  readonly maskNumber: (number: string) => string;
  /** False while the seat wraps up: a new call would push the unfinished one off the desk. */
  readonly isFree: () => boolean;
  /** How long a call may ring here before it goes back to the exchange (480), for the next seat. */
  readonly ringTimeoutMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface CallManager extends Calls {
  readonly state: Source<{ readonly calls: readonly CallSnapshot[] }>;
  answer(callId: CallId): Promise<Result<void>>;
  decline(callId: CallId): Promise<Result<void>>;
  hangUp(callId: CallId): Promise<Result<void>>;
  setHold(callId: CallId, held: boolean): Promise<Result<void>>;
  setMuted(callId: CallId, muted: boolean): Promise<Result<void>>;
  sendDtmf(callId: CallId, digits: string): Promise<Result<void>>;
  sendText(callId: CallId, text: string): Promise<Result<string>>;
  dial(number: string): Result<CallId>;
  /** Forgets the ended call: its wrap-up is done. */
  clear(): void;
  /** The ended call needs no wrap-up: the desk is free, and why it came to nothing stays shown until the next call. */
  settle(): void;
  /** Ends every live call; for a clean quit (exchange.md: a desk that just goes leaves the caller in silence). */
  endAll(): Promise<void>;
}

/** Commands and SIP events in, call snapshots out. One line: a second caller hears busy. */
export function createCallManager(deps: CallManagerDeps): CallManager {
  const { clock, log, media } = deps;
  const entries = new Map<CallId, CallEntry>();
  const state = createPublisher<{ readonly calls: readonly CallSnapshot[] }>({ calls: [] });
  const current = createPublisher<CurrentCall | null>(null);
  const listeners = new Set<(event: CallEvent) => void>();

  const publish = (): void => state.set({ calls: [...entries.values()].map(({ snapshot }) => snapshot) });
  const tell = (event: CallEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const put = (entry: CallEntry, snapshot: CallSnapshot): void => {
    entry.snapshot = snapshot;
    publish();
  };
  const move = (entry: CallEntry, to: CallState): void =>
    put(entry, stepped(entry.snapshot, to, clock.now()));
  const live = (): CallEntry | undefined =>
    [...entries.values()].find(({ snapshot }) => isLive(snapshot.state));
  const quality = createQualityWatch({
    clock,
    media,
    onQuality: (id, value) => {
      const entry = entries.get(id);
      if (entry !== undefined && isLive(entry.snapshot.state))
        put(entry, { ...entry.snapshot, quality: value });
    },
  });

  const established = (entry: CallEntry): void => {
    if (entry.snapshot.state === 'ringing') move(entry, 'connecting');
    if (entry.snapshot.state !== 'connecting' && entry.snapshot.state !== 'dialing') return;
    move(entry, 'active');
    const answeredAt = clock.now();
    entry.current = { ...entry.current, answeredAt };
    current.set(entry.current);
    deps.records()?.answered(entry.current.callId, answeredAt);
    quality.start(entry.current.callId);
    tell({ kind: 'answered', call: entry.current });
  };
  const finished = (entry: CallEntry, event: Extract<SipCallEvent, { kind: 'ended' }>): void => {
    media.ring(false);
    quality.stop(entry.current.callId);
    put(entry, ended(entry.snapshot, event.end, clock.now()));
    deps.records()?.ended(entry.current.callId, clock.now(), event.end);
    log.info('call ended', { callId: entry.current.callId, by: event.end.by, reason: event.end.reason });
    tell({ kind: 'ended', call: entry.current, end: event.end });
  };
  const heard = (entry: CallEntry, event: SipCallEvent): void => {
    if (event.kind === 'established') established(entry);
    if (event.kind === 'ended') finished(entry, event);
    if (event.kind === 'heldByCaller') put(entry, { ...entry.snapshot, heldByCaller: event.held });
    if (event.kind === 'text') {
      const message = {
        id: randomUUID(),
        from: 'caller',
        text: event.text,
        at: clock.now(),
        state: 'sent',
      } as const;
      put(entry, withMessage(entry.snapshot, message));
      deps
        .records()
        ?.event(
          entry.current.callId,
          message.at,
          'text',
          JSON.stringify({ from: 'caller', text: event.text }),
        );
    }
  };

  const open = (sip: SipCall): CallEntry => {
    const entry = openEntry(sip, deps.headers(), clock.now(), deps.maskNumber);
    entries.clear();
    entries.set(entry.current.callId, entry);
    sip.subscribe((event) => heard(entry, event));
    current.set(entry.current);
    publish();
    const { callId, direction, number, displayName, queue, startedAt } = entry.current;
    deps.records()?.started({
      callId,
      personId: deps.personId() ?? '',
      direction,
      number,
      displayName,
      queue,
      startedAt,
    });
    return entry;
  };

  deps.line.onIncoming((sip) => {
    if (live() !== undefined || deps.personId() === null || !deps.isFree()) {
      log.info('second call refused as busy');
      void sip.reject(486);
      return;
    }
    const entry = open(sip);
    media.ring(true);
    clock.after(deps.ringTimeoutMs(), () => {
      if (entry.snapshot.state !== 'ringing') return;
      log.info('call not answered here', { callId: entry.current.callId });
      void entry.sip.reject(480);
    });
    tell({ kind: 'ringing', call: entry.current });
  });
  media.onMicrophone((sessionId, microphone) => {
    const entry = entries.get(sessionId as CallId);
    if (entry !== undefined && entry.snapshot.microphone !== microphone)
      put(entry, { ...entry.snapshot, microphone });
  });

  /** Finds the call and refuses what its state does not allow; then does it. */
  const inState = async <T>(
    callId: CallId,
    action: string,
    states: readonly CallState[],
    act: (entry: CallEntry) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const entry = entries.get(callId);
    if (entry === undefined) return fail(appError('call/not-found', { callId }));
    if (!states.includes(entry.snapshot.state) || entry.snapshot.pending !== null) {
      return fail(appError('call/wrong-state', { action, state: entry.snapshot.state }));
    }
    return act(entry);
  };

  return {
    state,
    current,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    answer: (callId) =>
      inState(callId, 'answer', ['ringing'], async (entry) => {
        media.ring(false);
        move(entry, 'connecting');
        return entry.sip.accept();
      }),
    decline: (callId) =>
      inState(callId, 'decline', ['ringing'], async (entry) => {
        media.ring(false);
        await entry.sip.reject();
        return ok(undefined);
      }),
    hangUp: (callId) =>
      inState(callId, 'hangUp', ['ringing', 'dialing', 'connecting', 'active', 'held'], async (entry) => {
        put(entry, { ...entry.snapshot, pending: 'hangUp' });
        await entry.sip.end();
        return ok(undefined);
      }),
    setHold: (callId, held) =>
      inState(callId, held ? 'hold' : 'resume', [held ? 'active' : 'held'], async (entry) => {
        put(entry, { ...entry.snapshot, pending: held ? 'hold' : 'resume' });
        const result = await entry.sip.setHold(held);
        if (!isLive(entry.snapshot.state)) return result;
        if (!result.ok) put(entry, { ...entry.snapshot, pending: null });
        else {
          move(entry, held ? 'held' : 'active');
          tell({ kind: held ? 'held' : 'resumed', call: entry.current });
        }
        return result;
      }),
    setMuted: (callId, muted) =>
      inState(callId, 'mute', ['connecting', 'active', 'held'], async (entry) => {
        await media.setMuted(callId, muted);
        put(entry, { ...entry.snapshot, muted });
        return ok(undefined);
      }),
    sendDtmf: (callId, digits) =>
      inState(callId, 'dtmf', ['active'], async (entry) => {
        await media.sendDtmf(callId, digits);
        put(entry, { ...entry.snapshot, dtmfSent: (entry.snapshot.dtmfSent + digits).slice(-200) });
        return ok(undefined);
      }),
    sendText: (callId, text) =>
      inState(callId, 'text', ['active', 'held'], async (entry) => {
        const message = { id: randomUUID(), from: 'agent', text, at: clock.now(), state: 'sending' } as const;
        put(entry, withMessage(entry.snapshot, message));
        const result = await entry.sip.sendText(text);
        put(entry, withMessage(entry.snapshot, { ...message, state: result.ok ? 'sent' : 'failed' }));
        deps
          .records()
          ?.event(callId, message.at, 'text', JSON.stringify({ from: 'agent', text, delivered: result.ok }));
        if (!result.ok) return result;
        tell({ kind: 'textSent', call: entry.current });
        return ok(message.id);
      }),
    dial(number) {
      if (live() !== undefined || !deps.isFree()) return fail(appError('call/busy', { lines: 1 }));
      const dialed = deps.line.dial(number);
      return dialed.ok ? ok(open(dialed.value).current.callId) : dialed;
    },
    settle() {
      if (live() === undefined) current.set(null);
    },
    clear() {
      if (live() !== undefined) return;
      entries.clear();
      current.set(null);
      publish();
    },
    async endAll() {
      await Promise.allSettled(
        [...entries.values()].filter(({ snapshot }) => isLive(snapshot.state)).map(({ sip }) => sip.end()),
      );
    },
  };
}
