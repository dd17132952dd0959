import type { ContraryExchange, Reply } from './exchange.ts';
import { token } from './exchange.ts';
import { type Heard, one, sequenceOf, tagOf, uriOf, write } from './message.ts';

/** A description of WebRTC's kind, complete enough to be read; `sections` are written as given. */
export const sdp = (
  how: {
    readonly direction?: string;
    readonly version?: number;
    readonly port?: number;
    readonly address?: string;
    readonly formats?: string;
    readonly attributes?: readonly string[];
    readonly session?: readonly string[];
    readonly more?: readonly string[];
  } = {},
): string =>
  [
    'v=0',
    `o=contrary 77 ${how.version ?? 1} IN IP4 192.0.2.7`,
    's=-',
    't=0 0',
    ...(how.session ?? []),
    `m=audio ${how.port ?? 40_002} UDP/TLS/RTP/SAVPF ${how.formats ?? '0 8 101'}`,
    `c=IN IP4 ${how.address ?? '192.0.2.7'}`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    ...(how.attributes ?? []),
    `a=${how.direction ?? 'sendrecv'}`,
    ...(how.more ?? []),
    '',
  ].join('\r\n');

export const sdpType = 'Content-Type: application/sdp';

export interface Sent {
  readonly branch: string;
  /** The last answer that is final. */
  readonly answer: Promise<Heard>;
}

/** The exchange's side of one dialog with the desk. Numbers, tags and targets are kept here and nowhere else. */
export interface Leg {
  readonly callId: string;
  readonly ourTag: string;
  /** Where requests to the desk go now. */
  readonly target: string;
  /** Sends a request in the dialog. */
  send(
    method: string,
    how?: { readonly lines?: readonly string[]; readonly body?: string; readonly cseq?: number },
  ): Sent;
  /** ACK of the last INVITE that was sent here. */
  ack(how?: { readonly lines?: readonly string[]; readonly body?: string }): void;
  /** The desk has answered this INVITE with 2xx: its tag and contact are learned. */
  learn(answer: Heard): void;
  /** The number of the last request of ours. */
  readonly cseq: number;
}

const contact = 'Contact: <sip:contrary@192.0.2.7:5062;transport=ws>';

interface LegState {
  readonly callId: string;
  readonly ourTag: string;
  readonly ourUri: string;
  readonly deskUri: string;
  deskTag: string;
  target: string;
  cseq: number;
  readonly via: readonly string[];
}

function legOf(
  exchange: ContraryExchange,
  state: LegState,
): Leg & { invite(lines: readonly string[], body: string): Sent } {
  let inviteCseq = state.cseq;
  const put = (method: string, cseq: number, lines: readonly string[], body: string): Sent => {
    const branch = `z9hG4bK${token()}`;
    exchange.say(
      write(
        `${method} ${state.target} SIP/2.0`,
        [
          `Via: SIP/2.0/WS contrary.test;branch=${branch}`,
          ...state.via,
          `From: ${state.ourUri};tag=${state.ourTag}`,
          `To: ${state.deskUri}${state.deskTag === '' ? '' : `;tag=${state.deskTag}`}`,
          `Call-ID: ${state.callId}`,
          `CSeq: ${cseq} ${method}`,
          ...(lines.some((line) => /^max-forwards\s*:/i.test(line)) ? [] : ['Max-Forwards: 69']),
          ...lines,
        ],
        body,
      ),
    );
    const answer =
      method === 'ACK'
        ? Promise.reject(new Error('an ACK has no answer'))
        : exchange.until(
            (message) =>
              message.status >= 200 &&
              one(message, 'Via').includes(branch) &&
              sequenceOf(message).method === method,
            `the answer to ${method}`,
          );
    answer.catch(() => undefined);
    return { branch, answer };
  };
  return {
    callId: state.callId,
    ourTag: state.ourTag,
    get target() {
      return state.target;
    },
    get cseq() {
      return state.cseq;
    },
    send(method, { lines = [], body = '', cseq } = {}) {
      state.cseq = cseq ?? state.cseq + 1;
      if (method === 'INVITE') inviteCseq = state.cseq;
      const own =
        method === 'INVITE' || method === 'UPDATE'
          ? lines.some((l) => /^(contact|m)\s*:/i.test(l))
            ? []
            : [contact]
          : [];
      return put(method, state.cseq, [...own, ...lines], body);
    },
    ack: ({ lines = [], body = '' } = {}) => void put('ACK', inviteCseq, lines, body),
    learn(answer) {
      state.deskTag = tagOf(one(answer, 'To'));
      const found = uriOf(one(answer, 'Contact'));
      if (found !== '') state.target = found;
    },
    invite(lines, body) {
      inviteCseq = state.cseq;
      return put('INVITE', state.cseq, lines, body);
    },
  };
}

/** Where the desk says it is. */
export const deskContact = (exchange: ContraryExchange): string => {
  const register = exchange.heard.findLast(({ method }) => method === 'REGISTER');
  if (register === undefined) throw new Error('the desk has not registered');
  return uriOf(one(register, 'Contact'));
};

export interface RingHow {
  readonly lines?: readonly string[];
  /** null: without a description. */
  readonly body?: string | null;
  readonly from?: string;
  readonly uri?: string;
  readonly via?: readonly string[];
  readonly callId?: string;
  /** Lines of our own in place of Contact. */
  readonly contact?: string;
}

/** An INVITE of the exchange to the desk. */
export function ring(exchange: ContraryExchange, how: RingHow = {}): Leg & { readonly invite: Sent } {
  const target = how.uri ?? deskContact(exchange);
  const leg = legOf(exchange, {
    callId: how.callId ?? `${token()}@contrary.test`,
    ourTag: token(),
    ourUri: how.from ?? '"Caller" <sip:13900000001@contrary.test>',
    deskUri: '<sip:3107@desk.test>',
    deskTag: '',
    target,
    cseq: 1,
    via: how.via ?? [],
  });
  const body = how.body === null ? '' : (how.body ?? sdp());
  const type = body === '' || how.lines?.some((line) => /^(content-type|c)\s*:/i.test(line)) ? [] : [sdpType];
  const invite = leg.invite([how.contact ?? contact, ...(how.lines ?? []), ...type], body);
  return Object.assign(leg, { invite });
}

/** The exchange's side of a call that the desk has dialled; `tag`: whose answer this is, a forked INVITE has several. */
export function taken(
  exchange: ContraryExchange,
  invite: Heard,
  tag: string,
): Leg & { reply(reply: Reply): void } {
  const leg = legOf(exchange, {
    callId: one(invite, 'Call-ID'),
    ourTag: tag,
    ourUri: one(invite, 'To').replace(/;\s*tag=.*$/, ''),
    deskUri: one(invite, 'From').replace(/;\s*tag=.*$/, ''),
    deskTag: tagOf(one(invite, 'From')),
    target: uriOf(one(invite, 'Contact')),
    cseq: 100,
    via: [],
  });
  return Object.assign(leg, {
    reply: (reply: Reply): void =>
      exchange.reply(invite, {
        tag,
        ...reply,
        lines: [
          ...(reply.status > 100 &&
          reply.status < 300 &&
          !reply.lines?.some((l) => /^(contact|m)\s*:/i.test(l))
            ? [`Contact: <sip:${tag}@192.0.2.7:5062;transport=ws>`]
            : []),
          ...(reply.lines ?? []),
          ...(reply.body !== undefined && !reply.lines?.some((l) => /^(content-type|c)\s*:/i.test(l))
            ? [sdpType]
            : []),
        ],
      }),
  });
}
