import { createCallManager, type CallManager } from '#electron/call/call-manager.ts';
import type { CallRecords, WrapUpDraft } from '#electron/call/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createSeatManager, type SeatManager } from '#electron/seat/seat-manager.ts';
import type { SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import { ok } from '#shared/errors/result.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';

export interface WireCall extends SipCall {
  /** What the far end does. */
  hear(event: SipCallEvent): void;
  readonly asked: string[];
}

/** A dialog whose far end is the test. Everything above it is the real thing. */
export function createWireCall(id: string, headers: Readonly<Record<string, string>> = {}): WireCall {
  const listeners = new Set<(event: SipCallEvent) => void>();
  const asked: string[] = [];
  const hear = (event: SipCallEvent): void => [...listeners].forEach((listener) => listener(event));
  const note = async (what: string) => (asked.push(what), ok(undefined));
  return {
    id,
    asked,
    hear,
    direction: 'incoming',
    remote: { user: '13800002207', displayName: '贾女士', uri: 'sip:13800002207@desk.test' },
    wireAtMs: 0,
    header: (name) => headers[name],
    accept: async () => {
      asked.push('accept');
      hear({ kind: 'established' });
      return ok(undefined);
    },
    reject: async (status = 603) => {
      asked.push(`reject ${status}`);
      hear({ kind: 'ended', end: { by: 'agent', reason: 'declined', status } });
    },
    end: async () => {
      asked.push('end');
      hear({ kind: 'ended', end: { by: 'agent', reason: 'hungUp', status: null } });
    },
    setHold: (held) => note(held ? 'hold' : 'resume'),
    sendText: (text) => note(`text ${text}`),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface DeskRig {
  readonly clock: ManualClock;
  readonly calls: CallManager;
  readonly seat: SeatManager;
  readonly rings: boolean[];
  readonly drafts: WrapUpDraft[];
  readonly finished: string[];
  ring(call: WireCall): void;
}

/** Call manager and seat together, as main wires them; records in memory, the far end in the test's hand. */
export function createDeskRig(unfinished: WrapUpDraft | null = null): DeskRig {
  const clock = createManualClock();
  const rings: boolean[] = [];
  const drafts: WrapUpDraft[] = [];
  const finished: string[] = [];
  let incoming: (call: SipCall) => void = () => undefined;
  const records: CallRecords = {
    started: () => undefined,
    answered: () => undefined,
    ended: () => undefined,
    event: () => undefined,
    saveWrapUp: (draft) => void drafts.push(draft),
    finishWrapUp: (callId) => void finished.push(callId),
    unfinishedWrapUp: () => unfinished,
    handledSince: () => 0,
  };
  const calls = createCallManager({
    line: {
      dial: () => ok(createWireCall('dialed')),
      onIncoming: (listener) => ((incoming = listener), () => undefined),
    },
    media: {
      ring: (ringing) => void rings.push(ringing),
      setMuted: async () => undefined,
      sendDtmf: async () => undefined,
      stats: async () => Promise.reject(new Error('no media in this test')),
      onMicrophone: () => () => undefined,
    },
    records: () => records,
    personId: () => 'lin',
    isFree: () => seat.state.get().work !== 'wrapUp',
    ringTimeoutMs: () => 30_000,
    headers: () => ({
      customerId: 'X-Customer-Id',
      queue: 'X-Queue',
      ivrVerified: 'X-Ivr-Verified',
      callId: 'X-Call-Id',
    }),
    maskNumber: (number) => `${number.slice(0, 3)}****${number.slice(-4)}`,
    clock,
    log: silentLog,
  });
  const seat = createSeatManager({
    clock,
    log: silentLog,
    calls,
    records: () => records,
    wrapUpMs: () => 90_000,
  });
  seat.signIn('lin');
  return { clock, calls, seat, rings, drafts, finished, ring: (call) => incoming(call) };
}
