/**
 * Messages that no well-behaved peer sends, and some that are odd but right: the cases of RFC 4475 written anew from what
 * it describes (each named by its section), and mutations of them. Times of a live call are put in by `{...}` marks.
 */

/** Where a message is to hit: the live dialog, and the desk's own address. */
export interface Aim {
  readonly user: string;
  readonly domain: string;
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

interface Torture {
  readonly id: string;
  readonly text: string;
}

const via = 'Via: SIP/2.0/WS 192.0.2.9;branch=z9hG4bK{b}';
const basics = [
  'Max-Forwards: 70',
  'From: "T" <sip:t@192.0.2.9>;tag={t}',
  'To: <sip:{user}@{domain}>',
  'Call-ID: torture-{b}@192.0.2.9',
];
const sdp =
  'v=0\r\no=t 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 49217 RTP/AVP 0\r\n';

function request(method: string, lines: readonly string[], body = '', uri = 'sip:{user}@{domain}'): string {
  const typed = body === '' ? [] : ['Content-Type: application/sdp'];
  return [
    `${method} ${uri} SIP/2.0`,
    ...lines,
    ...typed,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
const ordinary = (method: string, extra: readonly string[] = [], body = '', uri?: string): string =>
  request(method, [via, ...basics, `CSeq: 7 ${method}`, 'Contact: <sip:t@192.0.2.9>', ...extra], body, uri);
const swap = (text: string, from: RegExp | string, to: string): string => text.replace(from, to);

const invite = ordinary('INVITE', [], sdp);
const options = ordinary('OPTIONS');
const answer = (line: string, extra: readonly string[] = []): string =>
  [line, via, ...basics, 'CSeq: 7 INVITE', ...extra, 'Content-Length: 0', '', ''].join('\r\n');

/** Section 3.1.1: right, however odd. 3.1.2: wrong. 3.2 – 3.4: transaction, application and old ways. */
export const rfc4475: readonly Torture[] = [
  {
    id: '3.1.1.1 short and torturous',
    text: swap(
      swap(invite, 'Max-Forwards: 70', 'MAX-fOrWaRdS  :\r\n  0068'),
      'CSeq: 7 INVITE',
      'cseq: 0009\r\n  INVITE\r\nUnknownOne: <>?"\\\r\nv: SIP / 2.0 / TCP 192.0.2.2;branch=390skdjuw',
    ),
  },
  {
    id: '3.1.1.2 every character a token may have',
    text: swap(
      ordinary("!interesting-Method0123456789_*+`.%indeed'~"),
      '<sip:t@192.0.2.9>;tag',
      '"\u0008\u0001\u0000" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn\'t-it)@example.com>;tag',
    ),
  },
  {
    id: '3.1.1.3 escaped characters in addresses',
    text: swap(invite, 'sip:{user}@', 'sip:sips%3Auser%40example.com@'),
  },
  {
    id: '3.1.1.4 escaped nulls',
    text: swap(ordinary('REGISTER'), 'To: <sip:{user}@{domain}>', 'To: <sip:null-%00-null@example.com>'),
  },
  { id: '3.1.1.5 percent that escapes nothing', text: ordinary('RE%47IST%45R') },
  { id: '3.1.1.6 no white space between name and bracket', text: swap(options, '"T" <', 'caller<') },
  {
    id: '3.1.1.7 very long values',
    text: swap(invite, '"T"', `"${'I have a user name of extreme proportion '.repeat(80)}"`),
  },
  {
    id: '3.1.1.8 more after the end',
    text: `${ordinary('REGISTER')}INVITE sip:joe@example.com SIP/2.0\r\n\r\n`,
  },
  {
    id: '3.1.1.9 semicolon in the user part',
    text: ordinary('OPTIONS', [], '', 'sip:user;par=u%40example.net@{domain}'),
  },
  {
    id: '3.1.1.10 many transports in Via',
    text: swap(
      options,
      via,
      `${via}\r\nVia: SIP/2.0/UNKNOWN t3.example.com;branch=z9hG4bKkdjuw\r\nVia: SIP/2.0/SCTP t4.example.com`,
    ),
  },
  {
    id: '3.1.1.11 a part within a message',
    text: swap(
      ordinary(
        'MESSAGE',
        [],
        '--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n\r\nHello\r\n--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\n\r\n\u0000\u0082\r\n--7a9cbec02ceef655--\r\n',
      ),
      'application/sdp',
      'multipart/mixed;boundary=7a9cbec02ceef655',
    ),
  },
  {
    id: '3.1.1.12 a reason phrase of unusual letters',
    text: answer('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое'),
  },
  { id: '3.1.1.13 no reason phrase', text: answer('SIP/2.0 100 ') },
  {
    id: '3.1.2.1 separators where a value should be',
    text: swap(invite, 'Contact: <sip:t@192.0.2.9>', 'Contact: "Joe" <sip:joe@example.org>;;;;,;,,'),
  },
  {
    id: '3.1.2.2 length greater than the message',
    text: swap(invite, /Content-Length: \d+/, 'Content-Length: 9999'),
  },
  { id: '3.1.2.3 negative length', text: swap(invite, /Content-Length: \d+/, 'Content-Length: -999') },
  {
    id: '3.1.2.4 numbers beyond any bound',
    text: swap(
      ordinary('REGISTER', ['Expires: 10000000000000000000000000000000000']),
      'CSeq: 7',
      'CSeq: 36893488147419103232',
    ),
  },
  {
    id: '3.1.2.5 numbers beyond any bound in an answer',
    text: swap(
      answer('SIP/2.0 503 Service Unavailable', [
        'Retry-After: 949302838503028349304023988',
        'Warning: 1812 overture "In Progress"',
      ]),
      'CSeq: 7',
      'CSeq: 9292394834772304023312',
    ),
  },
  { id: '3.1.2.6 a quote that never ends', text: swap(invite, 'To: <sip', 'To: "Mr. J. User <sip') },
  {
    id: '3.1.2.7 brackets around the request address',
    text: ordinary('INVITE', [], sdp, '<sip:{user}@{domain}>'),
  },
  {
    id: '3.1.2.8 white space in the request address',
    text: ordinary('INVITE', [], sdp, 'sip:{user}@{domain}; lr'),
  },
  { id: '3.1.2.9 more white space in the first line', text: swap(invite, ' SIP/2.0\r\n', '  SIP/2.0\r\n') },
  { id: '3.1.2.10 white space after the first line', text: swap(options, ' SIP/2.0\r\n', ' SIP/2.0  \r\n') },
  {
    id: '3.1.2.11 an address with headers that escape',
    text: ordinary('INVITE', [], sdp, 'sip:{user}@{domain}?Route=%3Csip:example.com%3E'),
  },
  {
    id: '3.1.2.12 a date of no known zone',
    text: ordinary('INVITE', ['Date: Fri, 01 Jan 2010 16:00:00 EST'], sdp),
  },
  {
    id: '3.1.2.13 address without brackets and with a comma',
    text: swap(invite, 'From: "T" <sip:t@192.0.2.9>', 'From: Bell, Alexander <sip:a.g.bell@example.com>'),
  },
  {
    id: '3.1.2.14 unquoted name with letters that need quotes',
    text: swap(options, '"T" <', 'Watson, Thomas <'),
  },
  { id: '3.1.2.15 another version of the protocol', text: swap(options, 'SIP/2.0\r\n', 'SIP/7.0\r\n') },
  { id: '3.1.2.16 method and CSeq that differ', text: swap(options, 'CSeq: 7 OPTIONS', 'CSeq: 8 INVITE') },
  {
    id: '3.1.2.17 an unknown method and another CSeq',
    text: swap(ordinary('NEWMETHOD'), 'CSeq: 7 NEWMETHOD', 'CSeq: 8 INVITE'),
  },
  {
    id: '3.1.2.18 a status beyond the scale',
    text: answer('SIP/2.0 4294967301 better not break the receiver'),
  },
  { id: '3.1.2.19 a description without a word of it', text: swap(invite, 'application/sdp', 'text') },
  { id: '3.2.1 no branch', text: swap(options, 'branch=z9hG4bK{b}', 'branch=z9hG4bK') },
  {
    id: '3.3.1 nothing that is needed',
    text: 'INVITE sip:{user}@{domain} SIP/2.0\r\nCSeq: 193942 INVITE\r\nVia: SIP/2.0/WS 192.0.2.95;branch=z9hG4bKkdj{b}\r\nContent-Length: 0\r\n\r\n',
  },
  {
    id: '3.3.2 an address of an unknown scheme',
    text: ordinary('OPTIONS', [], '', 'nobodyKnowsThisScheme:totallyopaquecontent'),
  },
  {
    id: '3.3.3 an address of a scheme that is known elsewhere',
    text: ordinary('OPTIONS', [], '', 'soap.beep://192.0.2.103:3002'),
  },
  {
    id: '3.3.4 unknown schemes in From and To',
    text: swap(options, '<sip:t@192.0.2.9>;tag', '<isbn:2983792873>;tag'),
  },
  {
    id: '3.3.5 extensions nobody knows',
    text: ordinary('OPTIONS', ['Proxy-Require: nothingSupportsThis', 'Require: nothingSupportsThisEither']),
  },
  {
    id: '3.3.6 a body of an unknown kind',
    text: swap(invite, 'application/sdp', 'application/unknownformat'),
  },
  {
    id: '3.3.7 unknown credentials',
    text: ordinary('REGISTER', ['Authorization: NoOneKnowsThisScheme opaque-data=here']),
  },
  {
    id: '3.3.8 the same header twice',
    text: ordinary(
      'INVITE',
      ['CSeq: 8 BYE', 'Call-ID: another', 'Max-Forwards: 5', 'From: <sip:x@x>;tag=2'],
      sdp,
    ),
  },
  {
    id: '3.3.9 several lengths',
    text: swap(options, 'Content-Length: 0', 'Content-Length: 13\r\nContent-Length: 5\r\nContent-Length: 20'),
  },
  {
    id: '3.3.10 200 with a broadcast Via',
    text: swap(answer('SIP/2.0 200 OK'), via, 'Via: SIP/2.0/WS 255.255.255.255;branch=z9hG4bK{b}'),
  },
  { id: '3.3.11 no forwards left', text: swap(options, 'Max-Forwards: 70', 'Max-Forwards: 0') },
  {
    id: '3.3.12 a contact with parameters of its own',
    text: swap(
      ordinary('REGISTER'),
      'Contact: <sip:t@192.0.2.9>',
      'Contact: sip:user@example.com;unknownparam',
    ),
  },
  {
    id: '3.3.13 a contact whose address has parameters',
    text: swap(
      ordinary('REGISTER'),
      'Contact: <sip:t@192.0.2.9>',
      'Contact: <sip:user@example.com;unknownparam>',
    ),
  },
  {
    id: '3.3.14 a contact whose address has headers',
    text: swap(
      ordinary('REGISTER'),
      'Contact: <sip:t@192.0.2.9>',
      'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>',
    ),
  },
  {
    id: '3.3.15 an Accept that leaves nothing',
    text: ordinary('INVITE', ['Accept: text/nobodyKnowsThis'], sdp),
  },
  {
    id: '3.4.1 an INVITE of RFC 2543',
    text: 'INVITE sip:{user}@{domain} SIP/2.0\r\nVia: SIP/2.0/WS iftgw.example.com\r\nFrom: <sip:+13035551111@ift.client.example.net;user=phone>\r\nTo: sip:{user}@{domain}\r\nCall-ID: 1717@ift.client.example.net\r\nCSeq: 56 INVITE\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n',
  },
];

/** Aimed at the dialog that is up: right enough to reach it, wrong enough that it must not be believed. */
export const atTheDialog: readonly Torture[] = [
  'BYE',
  'INVITE',
  'UPDATE',
  'INFO',
  'REFER',
  'NOTIFY',
  'MESSAGE',
  'CANCEL',
  'PRACK',
].flatMap((method) => {
  const own = (cseq: string, tags: string): string =>
    request(method, [
      via,
      'Max-Forwards: 70',
      `From: <sip:t@192.0.2.9>;tag=${tags}`,
      'To: <sip:{user}@{domain}>;tag={localTag}',
      'Call-ID: {callId}',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:t@192.0.2.9>',
    ]);
  return [
    // Somebody else's tag: no such dialog (481).
    { id: `${method} with another tag`, text: own('9999', 'someone-else-{b}') },
    // Our own dialog with a number that has been: out of order (500), whatever it asks.
    ...(method === 'CANCEL' ? [] : [{ id: `${method} with an old number`, text: own('0', '{remoteTag}') }]),
  ];
});

/** Numbers out of a seed: the same seed is the same run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function aimed(text: string, aim: Aim, random: () => number): string {
  const token = Math.floor(random() * 1e9).toString(36);
  return text
    .replaceAll('{b}', token)
    .replaceAll('{t}', `t${token}`)
    .replace(/\{(user|domain|callId|localTag|remoteTag)\}/g, (_, name: keyof Aim) => aim[name]);
}

const poison = [
  '',
  '\0',
  '\r\n',
  '\r\n\r\n',
  ';',
  ',',
  '"',
  '<',
  '>',
  ':',
  '%',
  '%00',
  '@',
  ' ',
  '\t',
  '9'.repeat(40),
  'A'.repeat(3_000),
  '-1',
  'é线路',
  '\uFFFF',
  '(',
  '\\',
  '=',
  '[::1]',
  '*',
  'sip:',
  'tel:+',
  'SIP/2.0',
];

/** One to four cuts, doublings, swaps or foreign pieces in a message. */
export function mutated(text: string, random: () => number): string {
  const at = (): number => Math.floor(random() * (current.length + 1));
  let current = text;
  for (let turn = 1 + Math.floor(random() * 4); turn > 0; turn -= 1) {
    const [from, to] = [at(), at()].toSorted((a, b) => a - b) as [number, number];
    const piece = poison[Math.floor(random() * poison.length)] ?? '';
    const how = Math.floor(random() * 6);
    if (how === 0) current = current.slice(0, from) + piece + current.slice(from);
    if (how === 1) current = current.slice(0, from) + current.slice(Math.min(to, from + 40));
    if (how === 2)
      current = current.slice(0, to) + current.slice(from, Math.min(to, from + 200)) + current.slice(to);
    if (how === 3)
      current =
        current.slice(0, from) + String.fromCharCode(Math.floor(random() * 256)) + current.slice(from + 1);
    if (how === 4) {
      const lines = current.split('\r\n');
      const [one, other] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
      current = lines.join('\r\n');
    }
    if (how === 5) current = current.slice(0, from);
  }
  return current.slice(0, 60_000);
}
