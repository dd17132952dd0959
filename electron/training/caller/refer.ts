import { parseNameAddr, userOf } from '../sip/headers.ts';
import { header, type Header, type SipRequest } from '../sip/message.ts';
import type { CallListener, OutgoingCall, Refer, SimCall } from './call.ts';

/** What Refer-To asks for; null when it names nobody. Only the user part counts: the exchange is always the same. */
export function readRefer(request: SipRequest): Refer | null {
  const value = header(request, 'refer-to');
  if (value === undefined) return null;
  const { uri } = parseNameAddr(value);
  const to = userOf(uri);
  if (to === '') return null;
  const escaped = /[?&]Replaces=([^&>]+)/i.exec(uri)?.[1];
  const by = header(request, 'referred-by');
  return {
    to,
    headers: [
      ...(escaped === undefined ? [] : [['Replaces', decodeURIComponent(escaped)] as const]),
      ...(by === undefined ? [] : [['Referred-By', by] as const]),
    ],
  };
}

/** Body and headers of one NOTIFY of the implicit subscription (RFC 3515 §2.4.4, sipfrag RFC 3420). */
export function notifyOf(status: number): { readonly headers: readonly Header[]; readonly body: string } {
  const state = status < 200 ? 'active;expires=60' : 'terminated;reason=noresource';
  return {
    headers: [
      ['Event', 'refer'],
      ['Subscription-State', state],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ],
    body: `SIP/2.0 ${status} ${status < 200 ? 'Trying' : status < 300 ? 'OK' : 'Failed'}\r\n`,
  };
}

/** Calls whom the REFER names and reports on it until it is answered or has failed. The new call is handed to `onCall`. */
export function followRefer(
  refer: Refer,
  own: {
    readonly from: OutgoingCall['from'];
    place(call: OutgoingCall, listener: CallListener): SimCall;
    onCall?(call: SimCall): void;
  },
  progress: (status: number) => void,
): void {
  let answered = false;
  const call = own.place(
    { to: refer.to, from: own.from, headers: refer.headers },
    {
      onPhase(phase) {
        if (phase === 'ringing') progress(180);
        if (phase !== 'up') return;
        answered = true;
        progress(200);
      },
      onEnded({ status }) {
        if (!answered) progress(status ?? 487);
      },
    },
  );
  own.onCall?.(call);
}
