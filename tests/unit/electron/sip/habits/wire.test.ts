import { expect, vi } from 'vitest';
import { token } from '#tests/support/contrary/exchange.ts';
import { answered, desk, dialled, habits, isUp, ringing } from '#tests/support/contrary/habit.ts';
import { deskContact, ring, sdp } from '#tests/support/contrary/leg.ts';
import { all, one } from '#tests/support/contrary/message.ts';

const habit = habits('2 wire');

/** An INVITE with every line under the test's hand. */
const invite = (uri: string, lines: readonly string[], body = sdp()): string =>
  [`INVITE ${uri} SIP/2.0`, ...lines, '', body].join('\r\n');
const plainLines = (callId = token()): string[] => [
  `Via: SIP/2.0/WS contrary.test;branch=z9hG4bK${token()}`,
  `From: "Caller" <sip:13900000001@contrary.test>;tag=${token()}`,
  'To: <sip:3107@desk.test>',
  `Call-ID: ${callId}`,
  'CSeq: 1 INVITE',
  'Contact: <sip:contrary@192.0.2.7:5062;transport=ws>',
  'Max-Forwards: 69',
  'Content-Type: application/sdp',
];

habit('RFC 7118 §4.2', 'agrees to no sub-protocol', async () => {
  const there = await desk({ outside: true, protocol: null });
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('waiting'));
  expect(there.exchange.heard).toEqual([]);
  return 'hangs up before a word is said, and says that the exchange is out of reach';
});
habit('RFC 7118 §4.2', 'sends SIP in binary frames', async () => {
  const there = await desk();
  there.exchange
    .socket()
    .send(Buffer.from(invite(deskContact(there.exchange), plainLines())), { binary: true });
  await vi.waitFor(() => expect(there.incoming.length).toBe(1));
  return 'rings';
});
habit('RFC 6455 §5.4', 'sends one message in three fragments, cut inside a Chinese letter', async () => {
  const there = await desk();
  const lines = plainLines().map((line) => line.replace('"Caller"', '"王小明"'));
  const text = Buffer.from(invite(deskContact(there.exchange), lines));
  const cut = text.indexOf(Buffer.from('王')) + 1;
  const socket = there.exchange.socket();
  socket.send(text.subarray(0, 20), { binary: false, fin: false });
  socket.send(text.subarray(20, cut), { binary: false, fin: false });
  socket.ping();
  socket.send(text.subarray(cut), { binary: false, fin: true });
  await vi.waitFor(() => expect(there.incoming[0]?.remote.displayName).toBe('王小明'));
  return 'rings, and the name is whole';
});
habit(
  'RFC 5626 §3.5.1',
  'asks by double CRLF and by WebSocket ping, before and between messages',
  async () => {
    const there = await desk();
    const ponged = new Promise<void>((settle) => void there.exchange.socket().once('pong', () => settle()));
    there.exchange.socket().ping();
    there.exchange.say('\r\n\r\n');
    await ponged;
    await vi.waitFor(() => expect(there.exchange.blanks).toContain('\r\n'));
    there.exchange.say(`\r\n\r\n${invite(deskContact(there.exchange), plainLines())}`);
    await vi.waitFor(() => expect(there.incoming.length).toBe(1));
    return 'answers CRLF with CRLF and ping with pong; reads a message that begins with empty lines';
  },
);
for (const code of [1001, 1012, 1013])
  habit('RFC 6455 §7.4', `closes with ${code}`, async () => {
    const there = await desk();
    there.exchange.socket().close(code, 'going');
    await there.exchange.request('REGISTER', 2);
    await vi.waitFor(() => expect(there.line.state.get().state).toBe('registered'));
    return 'comes back by itself';
  });
habit(
  'RFC 3261 §7.3.3',
  'compact names for everything, odd letters, folded lines, spaces before the colon, no Content-Length',
  async () => {
    const there = await desk();
    const callId = token();
    there.exchange.say(
      invite(deskContact(there.exchange), [
        `v :   SIP/2.0/WS contrary.test;branch=z9hG4bK${token()};received=192.0.2.9;rport=5060`,
        'f: "A\\"B"\r\n <sip:13900000001@contrary.test>\r\n\t;tag=abc',
        't: <sip:3107@desk.test>',
        `I: ${callId}`,
        'cSeQ:  1\r\n INVITE',
        'M: <sip:contrary@192.0.2.7:5062;transport=ws>',
        'MAX-forwards: 69',
        'k: timer, 100rel',
        'x: 1800;refresher=uac',
        's: nothing',
        'c: application/sdp',
      ]),
    );
    await vi.waitFor(() => expect(there.incoming[0]?.remote.displayName).toBe('A"B'));
    await there.incoming[0]?.accept();
    const answer = await there.exchange.until(
      ({ status, raw }) => status === 200 && raw.includes(callId),
      '200',
    );
    await there.incoming[0]?.end();
    expect(one(answer, 'Session-Expires')).toBe('1800;refresher=uac');
    return 'rings with the right name; the short Session-Expires and Supported are understood';
  },
);
habit('RFC 3261 §7.3.1', 'three Vias in one line and one in another', async () => {
  const there = await desk();
  const branch = token();
  const [, ...rest] = plainLines();
  there.exchange.say(
    invite(deskContact(there.exchange), [
      `Via: SIP/2.0/WS contrary.test;branch=z9hG4bK${branch}, SIP/2.0/UDP a.test;branch=z9hG4bKa;received=192.0.2.1, SIP/2.0/TLS "b".test;branch=z9hG4bKb`.replace(
        '"b"',
        'b',
      ),
      'Via: SIP/2.0/TCP c.test:5070;branch=z9hG4bKc;rport=1;ttl=5',
      ...rest,
    ]),
  );
  const answer = await there.exchange.until(
    ({ status, raw }) => status === 180 && raw.includes(branch),
    '180',
  );
  expect(all(answer, 'Via').map((via) => /\s(\S+?)[:;]/.exec(via)?.[1])).toEqual([
    'contrary.test',
    'a.test',
    'b.test',
    'c.test',
  ]);
  return 'rings; the answer has all four, in order';
});
habit('RFC 3261 §20', 'unknown headers, one of 8,000 letters, P-headers without end', async () => {
  const there = await desk();
  const talk = await ringing(there, {
    lines: [
      `X-Long: ${'long '.repeat(1_600)}`,
      'Feature-Caps: *;+g.3gpp.srvcc',
      'Geolocation-Routing: no',
      'P-Charging-Vector: icid-value="a;b,c=d";orig-ioi=x',
      'Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000',
      'Identity: eyJhbGciOiJFUzI1NiJ9.e30.x;info=<https://cert.test/a.pem>;alg=ES256;ppt="shaken"',
      'Priority: urgent',
    ],
  });
  expect(talk.call.header('Priority')).toBe('urgent');
  return 'rings';
});
for (const [what, from, user, name] of [
  ['a UTF-8 name in quotes', '"张三 ☎" <sip:13900000001@contrary.test>', '13900000001', '张三 ☎'],
  ['a UTF-8 name without quotes', '张三 <sip:13900000001@contrary.test>', '13900000001', '张三'],
  [
    'a number with escapes, a password and parameters',
    '<sip:%2B8613900000001:secret@contrary.test:5070;user=phone;x=%20>',
    '+8613900000001',
    '',
  ],
  ['an address without brackets', 'sip:13900000001@contrary.test', '13900000001', ''],
  ['a tel: URI', '"Bank" <tel:+86-139-0000-0001;phone-context=+86>', '+86-139-0000-0001', 'Bank'],
  ['a sips: URI', '<sips:13900000001@contrary.test>', '13900000001', ''],
  ['nobody (anonymous)', '"Anonymous" <sip:anonymous@anonymous.invalid>', 'anonymous', 'Anonymous'],
  ['no user part at all', '<sip:contrary.test>', '', ''],
  ['an IPv6 host', '<sip:13900000001@[2001:db8::1]:5060>', '13900000001', ''],
] as const)
  habit('RFC 3261 §20.10', `From is ${what}`, async () => {
    const there = await desk();
    const { call } = await ringing(there, { from });
    expect([call.remote.user, call.remote.displayName ?? '']).toEqual([user, name]);
    return `rings, shows “${name}” ${user}`.trim();
  });
habit('RFC 3261 §19.1.4', 'Request-URI with our user escaped and parameters of its own', async () => {
  const there = await desk();
  const contact = deskContact(there.exchange);
  const user = /sip:([^@]+)@/.exec(contact)?.[1] ?? '';
  const escaped = contact.replace(user, `%${user.charCodeAt(0).toString(16)}${user.slice(1)}`);
  await ringing(there, { uri: `${escaped};line=7` });
  return 'rings: the same address';
});
habit('RFC 3261 §8.2.2.1', 'Request-URI is our address of record', async () => {
  const there = await desk();
  await ringing(there, { uri: 'sip:3107@desk.test' });
  return 'rings';
});
habit('RFC 5630 §5.1.1', 'Request-URI is sips:, though a sip: contact was registered', async () => {
  const there = await desk();
  const leg = ring(there.exchange, { uri: deskContact(there.exchange).replace('sip:', 'sips:') });
  expect((await leg.invite.answer).status).toBe(416);
  return '416: nobody registered sips: here';
});
habit(
  'RFC 3261 §12.1.2',
  'two Record-Routes in one line, one with lr=on, a parameter and a port',
  async () => {
    const there = await desk();
    const { call } = await answered(there, {
      lines: ['Record-Route: <sip:edge.test;transport=ws;lr=on>, <sip:core.test:5070;r2=on;lr;ftag=abc>'],
    });
    void call.setHold(true);
    const hold = await there.exchange.request('INVITE');
    expect(all(hold, 'Route')).toEqual([
      '<sip:edge.test;transport=ws;lr=on>',
      '<sip:core.test:5070;r2=on;lr;ftag=abc>',
    ]);
    return 'the re-INVITE goes by both, in this order';
  },
);
habit('RFC 3261 §12.2.1.1', 'the first Record-Route routes strictly (no lr)', async () => {
  const there = await desk();
  const { call } = await answered(there, { lines: ['Record-Route: <sip:old.test>, <sip:core.test;lr>'] });
  void call.setHold(true);
  const hold = await there.exchange.request('INVITE');
  expect(hold.start).toBe('INVITE sip:old.test SIP/2.0');
  expect(all(hold, 'Route')).toEqual(['<sip:core.test;lr>', '<sip:contrary@192.0.2.7:5062;transport=ws>']);
  return 'the Request-URI is the strict router, our target the last Route';
});
habit('RFC 3261 §12.1.2', 'answers our INVITE with three Record-Routes, two in one line', async () => {
  const there = await desk();
  const { leg, events } = await dialled(there);
  leg.reply({
    status: 200,
    lines: ['Record-Route: <sip:c.test;lr>, <sip:b.test;lr>', 'Record-Route: <sip:a.test;lr>'],
    body: sdp(),
  });
  await isUp(events);
  const ack = await there.exchange.request('ACK');
  expect(all(ack, 'Route')).toEqual(['<sip:a.test;lr>', '<sip:b.test;lr>', '<sip:c.test;lr>']);
  expect(ack.start).toBe('ACK sip:first@192.0.2.7:5062;transport=ws SIP/2.0');
  return 'ACK goes by all three, the other way round';
});
habit(
  'RFC 5621 §3',
  'INVITE whose body is multipart/mixed: the description beside a resource list',
  async () => {
    const there = await desk();
    const body = [
      '--b1',
      'Content-Type: application/sdp',
      '',
      sdp(),
      '--b1',
      'Content-Type: application/resource-lists+xml',
      'Content-Disposition: recipient-list;handling=optional',
      '',
      '<x/>',
      '--b1--',
      '',
    ].join('\r\n');
    const { media } = await answered(there, { lines: ['Content-Type: multipart/mixed;boundary=b1'], body });
    expect(media.asked).toContain('answer sendrecv');
    return 'finds the description and answers it';
  },
);
habit('RFC 3261 §8.2.3', 'INVITE with a body that is no description and has to be understood', async () => {
  const there = await desk();
  const leg = ring(there.exchange, { lines: ['Content-Type: application/vnd.other'], body: 'x' });
  const answer = await leg.invite.answer;
  expect([answer.status, one(answer, 'Accept')]).toEqual([415, expect.stringContaining('application/sdp')]);
  expect(there.incoming).toEqual([]);
  return '415, Accept says what is read; nothing rings';
});
