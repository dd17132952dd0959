import { dialogOfAnswer, type Dialog } from '#electron/training/caller/dialog.ts';
import type { ReplyOptions, UserAgent } from '#electron/training/caller/user-agent.ts';
import { header, type Header, type SipRequest, type SipResponse } from '#electron/training/sip/message.ts';
import { randomToken } from '#electron/training/sip/random.ts';

/** A call whose far end is written by the test, message by message: what a peer with habits of its own would send. */
export interface RawCall {
  /** Requests that came inside the dialog, in order. */
  readonly heard: readonly SipRequest[];
  /** The last response to our INVITE. */
  readonly answered: SipResponse | null;
  send(
    method: string,
    own?: { readonly headers?: readonly Header[]; readonly body?: string },
  ): Promise<SipResponse>;
  /** How a method is answered from now on; 200 else. */
  answer(method: string, status: number, options?: ReplyOptions): void;
  /** Nothing is answered to this method. */
  ignore(method: string): void;
}

export const plainSdp = (direction = 'sendrecv'): string =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    'c=IN IP4 127.0.0.1',
    `a=${direction}`,
    '',
  ].join('\r\n');

const sdpType: Header = ['Content-Type', 'application/sdp'];

/** INVITEs `to`; the promise is there at once, `answered` follows when the desk has answered. */
export function rawCall(
  agent: UserAgent,
  call: { readonly to: string; readonly number?: string; readonly headers?: readonly Header[] },
): RawCall {
  const sipCallId = `${randomToken(8)}@raw.invalid`;
  const heard: SipRequest[] = [];
  const answers = new Map<string, { status: number; options: ReplyOptions } | null>();
  let dialog: Dialog | null = null;
  let answered: SipResponse | null = null;
  agent.claim(sipCallId, (request) => {
    const { method } = request.start;
    if (method === 'ACK') return;
    heard.push(request);
    dialog?.accept(request);
    const how = answers.get(method);
    if (how === null) return;
    const invite =
      method === 'INVITE'
        ? { headers: [['Contact', `<${agent.contact}>`] as const, sdpType], body: plainSdp() }
        : {};
    agent.reply(request, how?.status ?? 200, { ...invite, ...how?.options });
  });
  const invite: SipRequest = {
    start: { kind: 'request', method: 'INVITE', uri: `sip:${call.to}@${agent.domain}` },
    headers: [
      ['Max-Forwards', '70'],
      ['From', `"raw" <sip:${call.number ?? '13900000001'}@${agent.domain}>;tag=${randomToken(5)}`],
      ['To', `<sip:${call.to}@${agent.domain}>`],
      ['Call-ID', sipCallId],
      ['CSeq', '1 INVITE'],
      ['Contact', `<${agent.contact}>`],
      ...(call.headers ?? []),
      sdpType,
    ],
    body: plainSdp(),
  };
  const transaction = agent.transact(invite, (response) => {
    if (response === null) return;
    answered = response;
    const { status } = response.start;
    if (status < 200 || status >= 300 || dialog !== null) return;
    const cseq = transaction.cseq;
    dialog = dialogOfAnswer(invite, response, cseq, agent.contact);
    agent.fire(dialog.request('ACK', { cseq }));
  });
  return {
    heard,
    get answered() {
      return answered;
    },
    send: (method, own = {}) =>
      new Promise((settle, failed) => {
        if (dialog === null) return failed(new Error('not answered yet'));
        agent.transact(dialog.request(method, own), (response) => {
          if (response === null) failed(new Error(`${method}: no answer`));
          else if (response.start.status >= 200) settle(response);
        });
      }),
    answer: (method, status, options = {}) => void answers.set(method, { status, options }),
    ignore: (method) => void answers.set(method, null),
  };
}

export const headerOf = (message: SipRequest | SipResponse, name: string): string | undefined =>
  header(message, name);
