import { Grammar, type URI } from 'sip.js';
import {
  Dialog,
  type IncomingResponseMessage,
  type OutgoingRequestMessage,
  ReInviteUserAgentClient,
} from 'sip.js/lib/core/index.js';

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

function followContact(): void {
  const { prototype } = ReInviteUserAgentClient as unknown as {
    prototype: { receiveResponse(this: { dialog: Dialog }, message: IncomingResponseMessage): void };
  };
  const receive = prototype.receiveResponse;
  prototype.receiveResponse = function received(message) {
    const { statusCode = 0 } = message;
    if (statusCode >= 200 && statusCode < 300) refreshTarget(this.dialog, message);
    receive.call(this, message);
  };
}

let isMended = false;

/** What SIP.js does otherwise than the RFCs in its own inside. Once, for every line. */
export function mendLibrary(): void {
  if (isMended) return;
  isMended = true;
  routeStrictly();
  followContact();
}
