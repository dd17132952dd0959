import type { UserAgent } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { WebSocketTransport } from './websocket-transport.ts';

/** Probe and its patience: a half-open socket is noticed within their sum (under 10 s). SIP.js alone never notices. */
const probeEveryMs = 5_000;
const probePatienceMs = 4_000;
/** RFC 5626 §4.4.1: an answer to a CRLF comes within this, or the flow has failed. */
const crlfPatienceMs = 10_000;

export interface FlowProbeDeps {
  readonly clock: Clock;
  readonly ua: UserAgent;
  readonly transport: WebSocketTransport;
  /** The exchange itself has answered; it is asked again in `nextInMs`. */
  readonly onAlive: (tookMs: number, nextInMs: number) => void;
  /** The exchange answers pings and REGISTER, but no OPTIONS: its REGISTER has to confirm. Once a flow. */
  readonly onOptionsIgnored: () => void;
  readonly onDead: (patienceMs: number) => void;
}

export interface FlowProbe {
  /** A new registration stands on this flow. Returns when it is asked next, milliseconds. */
  start(flowTimerSeconds: number | null): number;
  /** Asks at once. */
  now(): void;
  knowsOptions(): boolean;
  stop(): void;
}

/**
 * Whether the exchange at the other end of the flow still lives. Asked with OPTIONS, since an answer is the exchange's own
 * word; and with a WebSocket ping, for one that takes no OPTIONS. Where it names a Flow-Timer (RFC 5626 §4.4), with CRLF too.
 */
export function createFlowProbe(deps: FlowProbeDeps): FlowProbe {
  const { clock, ua, transport } = deps;
  let undoNext: Undo = () => undefined;
  let undoPatience: Undo = () => undefined;
  let undoCrlf: Undo = () => undefined;
  let answersOptions: boolean | null = null;
  let ponged = false;
  let crlfEveryMs: number | null = null;

  const stop = (): void => {
    for (const undo of [undoNext, undoPatience, undoCrlf]) undo();
  };
  const again = (): void => {
    undoNext();
    undoNext = clock.after(probeEveryMs, ask);
  };
  function ask(): void {
    const startedMs = clock.monotonicMs();
    let waiting = true;
    ponged = false;
    undoPatience();
    undoPatience = clock.after(probePatienceMs, () => {
      waiting = false;
      // It lives, below SIP: either it never takes OPTIONS, or it has stopped to. Only the first is no failure.
      if (ponged && answersOptions !== true) {
        if (answersOptions === null) deps.onOptionsIgnored();
        answersOptions = false;
        return again();
      }
      stop();
      deps.onDead(probePatienceMs);
    });
    transport.ping('socket');
    sendOptions(ua, () => {
      if (!waiting) return;
      waiting = false;
      answersOptions = true;
      undoPatience();
      deps.onAlive(clock.monotonicMs() - startedMs, probeEveryMs);
      again();
    });
  }
  const askByCrlf = (): void => {
    if (crlfEveryMs === null) return;
    let heard = false;
    onCrlf = () => (heard = true);
    transport.ping('crlf');
    undoCrlf = clock.after(crlfPatienceMs, () => {
      if (heard) undoCrlf = clock.after(Math.max(0, (crlfEveryMs ?? 0) - crlfPatienceMs), askByCrlf);
      else {
        stop();
        deps.onDead(crlfPatienceMs);
      }
    });
  };
  let onCrlf: () => void = () => undefined;
  transport.onPong = (kind) => {
    if (kind === 'crlf') onCrlf();
    else ponged = true;
  };

  return {
    start(flowTimerSeconds) {
      stop();
      // RFC 5626 §4.4.1: between 80 and 100 % of what the exchange named.
      crlfEveryMs = flowTimerSeconds === null ? null : flowTimerSeconds * 900;
      if (crlfEveryMs !== null) undoCrlf = clock.after(crlfEveryMs, askByCrlf);
      again();
      return probeEveryMs;
    },
    now() {
      undoNext();
      ask();
    },
    knowsOptions: () => answersOptions !== false,
    stop,
  };
}

/** An OPTIONS of our own (RFC 3261 §11) to the exchange. Any answer, also a refusal, proves that it lives. */
function sendOptions(ua: UserAgent, alive: () => void): void {
  const core = ua.userAgentCore;
  const from = ua.configuration.uri;
  const target = from.clone();
  target.user = undefined;
  const message = core.makeOutgoingRequestMessage('OPTIONS', target, from, target, {});
  // SIP.js makes up a 408 or 503 of its own when nothing comes back: only an answer with a Via was on the wire.
  const answered = (response: { message: IncomingResponseMessage }): void => {
    if (response.message.hasHeader('Via')) alive();
  };
  core.request(message, {
    onAccept: answered,
    onReject: answered,
    onProgress: answered,
    onRedirect: answered,
  });
}
