import type { Undo } from '#shared/lib/clock.ts';
import { header, type Header, type SipRequest } from '../sip/message.ts';
import type { CallDeps, CallEnded, CallListener, CallPhase, SimCall } from './call.ts';
import type { Dialog } from './dialog.ts';
import { notifyOf, readRefer } from './refer.ts';
import { createVoice, watchRtp, type Voice } from './voice.ts';

export const sdpType: Header = ['Content-Type', 'application/sdp'];
export const allowed: Header = [
  'Allow',
  'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE, REFER, NOTIFY',
];
/** Late requests of the far end (a BYE that crossed ours) are still answered for so long. */
const lingerMs = 10_000;

/** What outgoing and incoming calls share. */
export interface Core extends Voice {
  readonly listener: CallListener;
  readonly deps: CallDeps;
  readonly infoDigits: string;
  readonly phase: CallPhase;
  dialog: Dialog | null;
  /** Gets the requests of this Call-ID; replaced while an incoming call rings. */
  handler: (request: SipRequest) => void;
  setPhase(next: CallPhase): void;
  up(): void;
  bye(reason?: string): void;
  end(ended: CallEnded): void;
  receive(request: SipRequest): void;
}

export function createCore(deps: CallDeps, listener: CallListener, sipCallId: string): Core {
  const { agent, clock } = deps;
  const voice = createVoice(deps, listener);
  let phase: CallPhase = 'calling';
  let infoDigits = '';
  let undoWatch: Undo = () => {};

  const core: Core = {
    ...voice,
    deps,
    listener,
    dialog: null,
    handler: (request) => core.receive(request),
    get infoDigits() {
      return infoDigits;
    },
    get phase() {
      return phase;
    },
    setPhase(next) {
      if (phase === next || phase === 'ended') return;
      phase = next;
      listener.onPhase?.(next);
    },
    up() {
      undoWatch = watchRtp(deps, voice, () => {
        core.bye('Q.850;cause=44;text="RTP timeout"');
        core.end({ by: 'line', status: null });
      });
      core.setPhase('up');
    },
    bye(reason) {
      if (!core.dialog) return;
      const headers: Header[] = reason === undefined ? [] : [['Reason', reason]];
      agent.transact(core.dialog.request('BYE', { headers }), () => {});
    },
    end(ended) {
      if (phase === 'ended') return;
      core.setPhase('ended');
      undoWatch();
      voice.mouth.hush();
      voice.media.dispose();
      clock.after(lingerMs, undoClaim);
      listener.onEnded?.(ended);
    },
    receive: (request) => receive(core, request, (digit) => void (infoDigits += digit)),
  };
  const undoClaim = agent.claim(sipCallId, (request) => core.handler(request));
  return core;
}

/** Requests inside the dialog (RFC 3261 §12.2.2). */
function receive(core: Core, request: SipRequest, onDigit: (digit: string) => void): void {
  const { agent } = core.deps;
  const { method } = request.start;
  if (method === 'ACK') return;
  if (!core.dialog || core.phase === 'ended') return agent.reply(request, 481);
  if (!core.dialog.accept(request)) return agent.reply(request, 500, { headers: [['Retry-After', '1']] });
  if (method === 'INVITE' || (method === 'UPDATE' && request.body !== ''))
    return void answerOffer(core, request);
  if (method === 'BYE') {
    agent.reply(request, 200);
    return core.end({ by: 'peer', status: null });
  }
  if (method === 'REFER') return refer(core, request);
  const plain = (header(request, 'content-type') ?? 'text/plain').startsWith('text/plain');
  if (method === 'MESSAGE' && plain) core.listener.onText?.(request.body);
  if (method === 'INFO') onDigit(/^\s*Signal\s*=\s*([0-9*#A-D])/im.exec(request.body)?.[1] ?? '');
  const known = ['MESSAGE', 'INFO', 'OPTIONS', 'UPDATE'].includes(method);
  agent.reply(request, known ? 200 : 405, { headers: [allowed, ['Contact', `<${agent.contact}>`]] });
}

/** 202 at once, then a NOTIFY for each thing that happens (RFC 3515 §2.4). */
function refer(core: Core, request: SipRequest): void {
  const { agent } = core.deps;
  const asked = readRefer(request);
  if (asked === null) return agent.reply(request, 400);
  if (core.listener.onRefer === undefined) return agent.reply(request, 603);
  agent.reply(request, 202, { headers: [['Contact', `<${agent.contact}>`]] });
  const progress = (status: number): void => {
    // The desk may have ended this leg already: then nobody waits for the word.
    if (core.dialog && core.phase !== 'ended')
      agent.transact(core.dialog.request('NOTIFY', notifyOf(status)), () => {});
  };
  progress(100);
  core.listener.onRefer(asked, progress);
}

/** A re-INVITE: hold, resume, or a desk that came back with a new transport. */
async function answerOffer(core: Core, request: SipRequest): Promise<void> {
  const { agent } = core.deps;
  const toTag = core.dialog?.localTag ?? '';
  const contact: Header = ['Contact', `<${agent.contact}>`];
  try {
    const was = core.media.held;
    const body = await core.media.answer(request.body);
    agent.reply(request, 200, { toTag, headers: [contact, allowed, sdpType], body });
    if (was !== core.media.held) core.listener.onHeld?.(core.media.held);
  } catch {
    agent.reply(request, 488, { toTag });
  }
}

function sendText(core: Core, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!core.dialog || core.phase !== 'up') return resolve(false);
    const headers: Header[] = [['Content-Type', 'text/plain;charset=UTF-8']];
    core.deps.agent.transact(core.dialog.request('MESSAGE', { headers, body }), (response) => {
      const status = response?.start.status ?? 408;
      if (status >= 200) resolve(status < 300);
    });
  });
}

async function reInvite(core: Core, how: 'hold' | 'resume' | 'renew'): Promise<boolean> {
  const { dialog, media } = core;
  const { agent } = core.deps;
  if (!dialog || core.phase !== 'up') return false;
  const body =
    how === 'renew' ? await media.offer() : await media.reOffer(how === 'hold' ? 'sendonly' : 'sendrecv');
  const request = dialog.request('INVITE', { headers: [sdpType, allowed], body });
  const cseq = dialog.localCseq;
  return new Promise((resolve) => {
    agent.transact(request, (response) => {
      const status = response?.start.status ?? 408;
      if (status < 200) return;
      if (status >= 300 || !response) return resolve(false);
      agent.fire(dialog.request('ACK', { cseq }));
      media.acceptAnswer(response.body).then(
        () => resolve(true),
        () => resolve(false),
      );
    });
  });
}

/** What a core looks like from outside. */
export const face = (
  core: Core,
  sipCallId: string,
  own: Pick<SimCall, 'hangUp' | 'ring' | 'accept' | 'reject'>,
): SimCall => ({
  sipCallId,
  mouth: core.mouth,
  get phase() {
    return core.phase;
  },
  get held() {
    return core.media.held;
  },
  get infoDigits() {
    return core.infoDigits;
  },
  audio: () => ({ ...core.ear.report(), sentPackets: core.mouth.sentPackets }),
  markAudio: () => core.ear.mark(),
  picture: () => core.show?.seen() ?? null,
  sendText: (text) => sendText(core, text),
  type: (text) => core.media.sendText?.(text) ?? false,
  reInvite: (how) => reInvite(core, how),
  ...own,
});
