import { quoted, tagOf } from '../sip/headers.ts';
import type { SipRequest, SipResponse } from '../sip/message.ts';
import type { CallDeps, CallListener, OutgoingCall, SimCall } from './call.ts';
import { allowed, createCore, face, sdpType } from './call-core.ts';
import { dialogOfAnswer, type Dialog } from './dialog.ts';
import type { Transaction } from './user-agent.ts';

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
    if (core.phase === 'ended') return;
    transaction = agent.transact(request, (response) => {
      const status = response?.start.status ?? 408;
      if (status < 200) return core.setPhase('ringing');
      if (status >= 300 || !response)
        return core.end({ by: cancelled ? 'self' : response ? 'peer' : 'line', status });
      const first = answeredBy === null;
      answeredBy = answered(request, response, answeredBy);
      if (!first) return;
      core.dialog = answeredBy;
      if (cancelled) return hangUp();
      // The promise settles before the dialog's first re-INVITE can be read: both come through the event loop in order.
      core.media.acceptAnswer(response.body).then(core.up, () => hangUp());
    });
  }
  function hangUp(): void {
    cancelled = true;
    if (core.phase === 'ended') return;
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
