import type { Clock, Undo } from '#shared/lib/clock.ts';
import { header, type Header, type SipRequest, type SipResponse } from '../sip/message.ts';
import { quoted, tagOf } from '../sip/headers.ts';
import type { RandomToken } from '../sip/random.ts';
import { dialogOfAnswer, dialogOfInvite, type Dialog } from './dialog.ts';
import { createEar, type AudioReport, type Ear } from './ear.ts';
import { createMedia, type Media } from './media.ts';
import { createMouth, type Mouth } from './mouth.ts';
import type { Pacer } from './pacer.ts';
import type { Transaction, UserAgent } from './user-agent.ts';

/**
 * One call of a simulated caller.
 *
 *   calling ─(180, 182)→ ringing ─(2xx)→ up ─→ ended        incoming: ringing ─(accept)→ up ─→ ended
 *   calling or ringing ─(3xx–6xx, cancel)→ ended
 */
export type CallPhase = 'calling' | 'ringing' | 'up' | 'ended';

export interface CallEnded {
  readonly by: 'self' | 'peer' | 'line';
  /** Final status when the call never came up. */
  readonly status: number | null;
}

export interface CallListener {
  onPhase?(phase: CallPhase): void;
  onEnded?(ended: CallEnded): void;
  /** The agent wrote. */
  onText?(text: string): void;
  /** The agent spoke and then was quiet. */
  onSpoke?(spokenMs: number): void;
  onHeld?(held: boolean): void;
}

export interface SimCall {
  readonly sipCallId: string;
  readonly phase: CallPhase;
  readonly mouth: Mouth;
  readonly held: boolean;
  /** Digits received by INFO (application/dtmf-relay), besides those of RFC 4733 in `audio()`. */
  readonly infoDigits: string;
  audio(): AudioReport;
  markAudio(): void;
  /** In-dialog MESSAGE (RFC 3428); true when the far end took it. */
  sendText(text: string): Promise<boolean>;
  /** Ends the call in whatever phase it is: CANCEL, BYE or 486. */
  hangUp(): void;
  /** Incoming calls only. */
  ring(): void;
  accept(): Promise<void>;
  reject(status: number): void;
}

export interface CallDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly pacer: Pacer;
  readonly agent: UserAgent;
  /** Silence after which a turn counts as finished, ms. */
  readonly pauseMs: number;
  /** No RTP for so long in a call that is not on hold: the caller gives up, as an exchange's RTP timeout would. */
  readonly rtpTimeoutMs: number;
}

export interface OutgoingCall {
  /** User part: a queue, a seat. */
  readonly to: string;
  readonly from: { readonly number: string; readonly name: string };
  readonly headers?: readonly Header[];
}

const sdpType: Header = ['Content-Type', 'application/sdp'];
const allowed: Header = ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE'];
const watchEveryMs = 2_000;

/** What outgoing and incoming calls share: media, in-dialog requests, the end. */
function createCore(deps: CallDeps, listener: CallListener, sipCallId: string) {
  const { agent, clock, random } = deps;
  let phase: CallPhase = 'calling';
  let dialog: Dialog | null = null;
  let send: (packet: Buffer) => void = () => {};
  let infoDigits = '';
  let upAt = 0;
  let undoWatch: Undo = () => {};
  const random32 = (): number => Number.parseInt(random(4), 16);
  const mouth = createMouth({ send: (packet) => send(packet), random32 });
  const ear: Ear = createEar({ clock, pauseMs: deps.pauseMs, onSpoke: (ms) => listener.onSpoke?.(ms) });
  const media: Media = createMedia({
    mouth,
    ear,
    pacer: deps.pacer,
    onTransport: (next) => void (send = next),
  });

  const setPhase = (next: CallPhase): void => {
    if (phase === next || phase === 'ended') return;
    phase = next;
    listener.onPhase?.(next);
  };
  const end = (ended: CallEnded): void => {
    if (phase === 'ended') return;
    setPhase('ended');
    undoWatch();
    mouth.hush();
    media.dispose();
    // Late requests of the far end (a BYE that crossed ours) are still answered for a while.
    clock.after(10_000, undoClaim);
    listener.onEnded?.(ended);
  };
  const bye = (reason?: string): void => {
    if (!dialog) return;
    const headers: Header[] = reason === undefined ? [] : [['Reason', reason]];
    agent.transact(dialog.request('BYE', { headers }), () => {});
  };
  const watch = (): void => {
    undoWatch = clock.after(watchEveryMs, () => {
      const last = ear.report().lastPacketAt ?? upAt;
      if (!media.held && clock.now() - Math.max(last, upAt) > deps.rtpTimeoutMs) {
        bye('Q.850;cause=44;text="RTP timeout"');
        return end({ by: 'line', status: null });
      }
      watch();
    });
  };
  const up = (): void => {
    upAt = clock.now();
    watch();
    setPhase('up');
  };

  async function reInvite(request: SipRequest): Promise<void> {
    const toTag = dialog?.localTag ?? '';
    try {
      const was = media.held;
      const body = await media.answer(request.body);
      agent.reply(request, 200, {
        toTag,
        headers: [['Contact', `<${agent.contact}>`], allowed, sdpType],
        body,
      });
      if (was !== media.held) listener.onHeld?.(media.held);
    } catch {
      agent.reply(request, 488, { toTag });
    }
  }

  function text(request: SipRequest): void {
    if ((header(request, 'content-type') ?? 'text/plain').startsWith('text/plain'))
      listener.onText?.(request.body);
  }

  function receive(request: SipRequest): void {
    const { method } = request.start;
    if (method === 'ACK') return;
    if (!dialog || phase === 'ended') return agent.reply(request, 481);
    if (!dialog.accept(request)) return agent.reply(request, 500, { headers: [['Retry-After', '1']] });
    if (method === 'INVITE') return void reInvite(request);
    if (method === 'BYE') {
      agent.reply(request, 200);
      return end({ by: 'peer', status: null });
    }
    if (method === 'MESSAGE') text(request);
    if (method === 'INFO') infoDigits += /^\s*Signal\s*=\s*([0-9*#A-D])/im.exec(request.body)?.[1] ?? '';
    if (method === 'UPDATE' && request.body !== '') return void reInvite(request);
    const known = ['MESSAGE', 'INFO', 'OPTIONS', 'UPDATE'].includes(method);
    agent.reply(request, known ? 200 : 405, { headers: [allowed, ['Contact', `<${agent.contact}>`]] });
  }
  let handler = receive;
  const undoClaim = agent.claim(sipCallId, (request) => handler(request));

  return {
    mouth,
    ear,
    media,
    setPhase,
    end,
    up,
    bye,
    receive,
    setDialog: (next: Dialog) => void (dialog = next),
    setHandler: (next: (request: SipRequest) => void) => void (handler = next),
    phase: (): CallPhase => phase,
    infoDigits: (): string => infoDigits,
    sendText: (body: string): Promise<boolean> =>
      new Promise((resolve) => {
        if (!dialog || phase !== 'up') return resolve(false);
        const request = dialog.request('MESSAGE', {
          headers: [['Content-Type', 'text/plain;charset=UTF-8']],
          body,
        });
        agent.transact(request, (response) => {
          if (response === null || response.start.status >= 200)
            resolve((response?.start.status ?? 408) < 300);
        });
      }),
  };
}
type Core = ReturnType<typeof createCore>;

const face = (
  core: Core,
  sipCallId: string,
  own: Pick<SimCall, 'hangUp' | 'ring' | 'accept' | 'reject'>,
): SimCall => ({
  sipCallId,
  mouth: core.mouth,
  get phase() {
    return core.phase();
  },
  get held() {
    return core.media.held;
  },
  get infoDigits() {
    return core.infoDigits();
  },
  audio: () => ({ ...core.ear.report(), sentPackets: core.mouth.sentPackets }),
  markAudio: () => core.ear.mark(),
  sendText: core.sendText,
  ...own,
});

/** Calls somebody. The INVITE leaves as soon as the media are gathered (about 0.1 s). */
export function placeCall(deps: CallDeps, call: OutgoingCall, listener: CallListener): SimCall {
  const { agent, random } = deps;
  const sipCallId = `${random(8)}@${random(3)}.invalid`;
  const core = createCore(deps, listener, sipCallId);
  let transaction: Transaction | null = null;
  let answeredBy: Dialog | null = null;
  let cancelled = false;

  const invite = (sdp: string): SipRequest => ({
    start: { kind: 'request', method: 'INVITE', uri: `sip:${call.to}@${agent.domain}` },
    headers: [
      ['Max-Forwards', '70'],
      ['From', `${quoted(call.from.name)} <sip:${call.from.number}@${agent.domain}>;tag=${random(5)}`],
      ['To', `<sip:${call.to}@${agent.domain}>`],
      ['Call-ID', sipCallId],
      ['CSeq', '1 INVITE'],
      ['Contact', `<${agent.contact}>`],
      allowed,
      ...(call.headers ?? []),
      sdpType,
    ],
    body: sdp,
  });

  function answered(request: SipRequest, response: SipResponse, known: Dialog | null): Dialog {
    const cseq = transaction?.cseq ?? 1;
    const dialog = known ?? dialogOfAnswer(request, response, cseq, agent.contact);
    if (known && tagOf(response, 'to') !== known.remoteTag) {
      // A second branch answered too: confirm it and end it at once (RFC 3261 §13.2.2.4).
      const other = dialogOfAnswer(request, response, cseq, agent.contact);
      agent.fire(other.request('ACK', { cseq }));
      agent.transact(other.request('BYE'), () => {});
      return known;
    }
    agent.fire(dialog.request('ACK', { cseq }));
    return dialog;
  }

  async function start(): Promise<void> {
    const request = invite(await core.media.offer());
    if (core.phase() === 'ended') return;
    transaction = agent.transact(request, (response) => {
      const status = response?.start.status ?? 408;
      if (status < 200) return core.setPhase('ringing');
      if (status >= 300 || !response)
        return core.end({ by: cancelled ? 'self' : response ? 'peer' : 'line', status });
      const first = answeredBy === null;
      answeredBy = answered(request, response, answeredBy);
      if (!first) return;
      core.setDialog(answeredBy);
      if (cancelled) return hangUp();
      // The promise settles before the dialog's first re-INVITE can be read: both come through the event loop in order.
      core.media.acceptAnswer(response.body).then(core.up, () => hangUp());
    });
  }
  function hangUp(): void {
    cancelled = true;
    if (core.phase() === 'ended') return;
    if (answeredBy !== null) {
      core.bye();
      return core.end({ by: 'self', status: null });
    }
    if (transaction) transaction.cancel();
    else core.end({ by: 'self', status: 487 });
  }
  start().catch(() => core.end({ by: 'line', status: 500 }));

  return face(core, sipCallId, {
    hangUp,
    ring: () => {},
    accept: () => Promise.reject(new Error('an outgoing call')),
    reject: hangUp,
  });
}

/** Takes an INVITE that rang here; `ring`, then `accept` or `reject`. */
export function takeCall(deps: CallDeps, invite: SipRequest, listener: CallListener): SimCall {
  const { agent, random } = deps;
  const sipCallId = header(invite, 'call-id') ?? '';
  const core = createCore(deps, listener, sipCallId);
  const toTag = random(5);
  let answered = false;

  const refuse = (status: number, by: CallEnded['by']): void => {
    if (answered || core.phase() === 'ended') return;
    answered = true;
    agent.reply(invite, status, { toTag });
    core.end({ by, status });
  };
  core.setHandler((request) => {
    if (request.start.method !== 'CANCEL') return core.receive(request);
    agent.reply(request, 200, { toTag });
    refuse(487, 'peer');
  });

  return face(core, sipCallId, {
    ring() {
      agent.reply(invite, 180, {
        toTag,
        headers: [['Contact', `<${agent.contact}>`], ...recordRoutes(invite)],
      });
      core.setPhase('ringing');
    },
    async accept() {
      const body = await core.media.answer(invite.body);
      if (answered || core.phase() === 'ended') return;
      answered = true;
      core.setDialog(dialogOfInvite(invite, toTag, agent.contact));
      const contact: Header = ['Contact', `<${agent.contact}>`];
      agent.reply(invite, 200, {
        toTag,
        headers: [contact, ...recordRoutes(invite), allowed, sdpType],
        body,
      });
      core.up();
    },
    reject: (status) => refuse(status, 'self'),
    hangUp() {
      if (core.phase() !== 'up') return refuse(486, 'self');
      core.bye();
      core.end({ by: 'self', status: null });
    },
  });
}

/** A response copies the route the request took (RFC 3261 §12.1.1). */
const recordRoutes = (request: SipRequest): Header[] =>
  request.headers
    .filter(([name]) => name.toLowerCase() === 'record-route')
    .map(([, value]) => ['Record-Route', value]);
