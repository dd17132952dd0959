import { contactUri, cseqOf, tagOf } from '../sip/headers.ts';
import { header, headerList, type Header, type SipMessage, type SipRequest } from '../sip/message.ts';

/** A dialog (RFC 3261 §12) of a simulated caller: what every later request of the call is made of. */
export interface Dialog {
  readonly sipCallId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** A request inside the dialog; ACK takes the INVITE's number. */
  request(
    method: string,
    options?: { readonly cseq?: number; readonly headers?: readonly Header[]; readonly body?: string },
  ): SipRequest;
  /** Takes a new remote target (RFC 3261 §12.2.1.2) and checks the order of requests: false means 500. */
  accept(request: SipRequest): boolean;
  readonly localCseq: number;
  raiseCseq(to: number): void;
}

interface Start {
  readonly sipCallId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To as we write them, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly target: string;
  readonly routes: readonly string[];
  readonly localCseq: number;
  readonly remoteCseq: number;
  readonly contact: string;
}

function createDialog(start: Start): Dialog {
  let { target, localCseq, remoteCseq } = start;
  return {
    sipCallId: start.sipCallId,
    localTag: start.localTag,
    remoteTag: start.remoteTag,
    get localCseq() {
      return localCseq;
    },
    raiseCseq: (to) => void (localCseq = Math.max(localCseq, to)),
    request(method, options = {}) {
      const number = options.cseq ?? ++localCseq;
      return {
        start: { kind: 'request', method, uri: target },
        headers: [
          ...start.routes.map((route): Header => ['Route', route]),
          ['Max-Forwards', '70'],
          ['From', start.local],
          ['To', start.remote],
          ['Call-ID', start.sipCallId],
          ['CSeq', `${number} ${method}`],
          ['Contact', `<${start.contact}>`],
          ...(options.headers ?? []),
        ],
        body: options.body ?? '',
      };
    },
    accept(request) {
      const number = cseqOf(request)?.number ?? 0;
      if (request.start.method !== 'ACK' && number < remoteCseq) return false;
      remoteCseq = Math.max(remoteCseq, number);
      if (request.start.method === 'INVITE' || request.start.method === 'UPDATE')
        target = contactUri(request) ?? target;
      return true;
    },
  };
}

/** Of a 2xx to our INVITE. */
export function dialogOfAnswer(
  invite: SipRequest,
  answer: SipMessage,
  cseq: number,
  contact: string,
): Dialog {
  return createDialog({
    sipCallId: header(invite, 'call-id') ?? '',
    localTag: tagOf(invite, 'from') ?? '',
    remoteTag: tagOf(answer, 'to') ?? '',
    local: header(invite, 'from') ?? '',
    remote: header(answer, 'to') ?? '',
    target: contactUri(answer) ?? invite.start.uri,
    routes: headerList(answer, 'record-route').toReversed(),
    localCseq: cseq,
    remoteCseq: 0,
    contact,
  });
}

/** Of an INVITE that rang here and that we accept with `localTag`. */
export function dialogOfInvite(invite: SipRequest, localTag: string, contact: string): Dialog {
  return createDialog({
    sipCallId: header(invite, 'call-id') ?? '',
    localTag,
    remoteTag: tagOf(invite, 'from') ?? '',
    local: `${header(invite, 'to') ?? ''};tag=${localTag}`,
    remote: header(invite, 'from') ?? '',
    target: contactUri(invite) ?? '',
    routes: headerList(invite, 'record-route'),
    localCseq: 0,
    remoteCseq: cseqOf(invite)?.number ?? 0,
    contact,
  });
}
