import { Grammar, type URI } from 'sip.js';
import {
  Dialog,
  type IncomingResponseMessage,
  InviteUserAgentClient,
  type OutgoingRequestMessage,
  ReInviteUserAgentClient,
} from 'sip.js/lib/core/index.js';
import { type OpenClient, sendAgain } from './credentials.ts';
import { withLongerTimer } from './session-timer.ts';

type Make = (this: Dialog, method: string, ...more: unknown[]) => OutgoingRequestMessage;

/** RFC 3261 §12.2.1.1: a first hop without `lr` routes strictly: it is the Request-URI, and our target is the last Route. */
function routeStrictly(): void {
  const { prototype } = Dialog as unknown as { prototype: { createOutgoingRequestMessage: Make } };
  const make = prototype.createOutgoingRequestMessage;
  prototype.createOutgoingRequestMessage = function written(method, ...more) {
    const message = make.call(this, method, ...more);
    const [first, ...rest] = this.routeSet;
    const hop = first === undefined ? undefined : Grammar.nameAddrHeaderParse(first)?.uri;
    if (hop === undefined || hop.hasParam('lr')) return message;
    message.setHeader('route', [...rest, `<${this.remoteTarget.toString()}>`] as unknown as string);
    (message as { ruri: URI }).ruri = hop.clone();
    return message;
  };
}

/** RFC 3261 §12.2.1.2: the Contact of a 2xx to a target refresh request is where the far end is from now on. */
export function refreshTarget(dialog: Dialog | undefined, response: IncomingResponseMessage): void {
  const contact = response.parseHeader('contact') as { readonly uri?: URI } | undefined;
  if (dialog === undefined || contact?.uri === undefined) return;
  (dialog as unknown as { dialogState: { remoteTarget: URI } }).dialogState.remoteTarget = contact.uri;
}

interface OpenInvite extends OpenClient {
  /** Of a re-INVITE. */
  readonly dialog?: Dialog;
  /** Of an INVITE: what rings. */
  readonly earlyDialogs?: ReadonlyMap<string, Dialog>;
}
type Receive = (this: OpenInvite, message: IncomingResponseMessage) => void;

/**
 * Where the far end is, and what it answered, as its 2xx says (RFC 3261 §12.2.1.2, §13.2.2.4): SIP.js keeps what the first 1xx
 * said. An answer that was reliable in its 1xx is final there (RFC 3262 §5).
 */
function believe(early: Dialog, message: IncomingResponseMessage): void {
  refreshTarget(early, message);
  const open = early as unknown as { rseq?: number; _answer?: { contentType: string; content: string } };
  const isSdp = /^application\/sdp\b/i.test(message.getHeader('Content-Type') ?? '');
  if (open.rseq === undefined && open._answer !== undefined && isSdp && message.body !== '')
    open._answer = { ...open._answer, content: message.body };
}

/** RFC 4028 §7.3: too brief for somebody on the way: once more, as long as they want. */
function asksLonger(client: OpenInvite, message: IncomingResponseMessage): boolean {
  const longer = withLongerTimer(client.message.extraHeaders, message.getHeader('Min-SE'));
  if (longer === null) return false;
  client.message.extraHeaders = longer;
  sendAgain(client, client.dialog);
  return true;
}

function followAnswers(): void {
  for (const { prototype } of [InviteUserAgentClient, ReInviteUserAgentClient] as unknown as readonly {
    prototype: { receiveResponse: Receive };
  }[]) {
    const receive = prototype.receiveResponse;
    prototype.receiveResponse = function received(message) {
      const { statusCode = 0, callId, fromTag, toTag } = message;
      if (statusCode === 422 && asksLonger(this, message)) return;
      if (statusCode >= 200 && statusCode < 300) {
        refreshTarget(this.dialog, message);
        const early = this.earlyDialogs?.get(callId + fromTag + toTag);
        if (early !== undefined) believe(early, message);
      }
      receive.call(this, message);
    };
  }
}

let isMended = false;

/** What SIP.js does otherwise than the RFCs in its own inside. Once, for every line. */
export function mendLibrary(): void {
  if (isMended) return;
  isMended = true;
  routeStrictly();
  followAnswers();
}
