import { expect, vi } from 'vitest';
import { token } from '#tests/support/contrary/exchange.ts';
import { answered, desk, type DeskThere, habits, hasEnded, ringing } from '#tests/support/contrary/habit.ts';
import { deskContact, sdp } from '#tests/support/contrary/leg.ts';
import { type Heard, one, sequenceOf, write } from '#tests/support/contrary/message.ts';

const habit = habits('3 requests');

/** A request outside of any dialog, and its answer. */
function ask(
  { exchange }: DeskThere,
  method: string,
  lines: readonly string[] = [],
  body = '',
  callId = token(),
): Promise<Heard> {
  const branch = `z9hG4bK${token()}`;
  const uri = deskContact(exchange);
  exchange.say(
    write(
      `${method} ${uri} SIP/2.0`,
      [
        `Via: SIP/2.0/WS contrary.test;branch=${branch}`,
        `From: <sip:13900000001@contrary.test>;tag=${callId}`,
        `To: <${uri}>`,
        `Call-ID: ${callId}`,
        `CSeq: 1 ${method}`,
        ...(lines.some((line) => line.startsWith('Max-Forwards')) ? [] : ['Max-Forwards: 70']),
        ...lines,
      ],
      body,
    ),
  );
  return exchange.until(
    (message) =>
      message.status >= 200 && one(message, 'Via').includes(branch) && sequenceOf(message).method === method,
    `answer to ${method}`,
  );
}
const text = (type: string): string => `Content-Type: ${type}`;

habit('RFC 3261 §11.2', 'OPTIONS outside of a dialog and in one', async () => {
  const there = await desk();
  const { leg } = await answered(there);
  for (const answer of [
    await ask(there, 'OPTIONS', ['Accept: application/sdp']),
    await leg.send('OPTIONS').answer,
  ]) {
    expect(answer.status).toBe(200);
    expect(one(answer, 'Allow').split(/,\s*/)).toEqual(
      expect.arrayContaining(['INVITE', 'UPDATE', 'PRACK', 'REFER', 'MESSAGE', 'INFO']),
    );
    expect(one(answer, 'Accept')).toContain('application/sdp');
    expect(one(answer, 'Supported')).toMatch(/timer/);
  }
  return '200 with Allow, Accept, Supported';
});
habit('RFC 6665 §4.2.1', 'SUBSCRIBE to the desk', async () => {
  expect(
    (await ask(await desk(), 'SUBSCRIBE', ['Event: presence', 'Contact: <sip:a@192.0.2.1>'])).status,
  ).toBe(489);
  return '489';
});
habit('RFC 3842', 'NOTIFY of waiting voice mail that nobody asked for', async () => {
  const there = await desk();
  const body = 'Messages-Waiting: yes\r\nVoice-Message: 2/0\r\n';
  const lines = [
    'Event: message-summary',
    'Subscription-State: active',
    'Contact: <sip:mwi@192.0.2.1>',
    text('application/simple-message-summary'),
  ];
  expect((await ask(there, 'NOTIFY', lines, body)).status).toBe(200);
  expect((await ask(there, 'NOTIFY', ['o: message-summary', 'Contact: <sip:mwi@192.0.2.1>'])).status).toBe(
    200,
  );
  expect(there.incoming).toEqual([]);
  return '200, also with the short name o:; shown nowhere';
});
habit('RFC 6665 §4.1.3', 'NOTIFY of an event nobody subscribed to', async () => {
  expect(
    (
      await ask(await desk(), 'NOTIFY', [
        'Event: dialog',
        'Subscription-State: active',
        'Contact: <sip:a@192.0.2.1>',
      ])
    ).status,
  ).toBe(481);
  return '481';
});
for (const method of ['PUBLISH', 'REGISTER', 'FROBNICATE'])
  habit('RFC 3261 §8.2.1', `${method} to the desk`, async () => {
    const answer = await ask(await desk(), method, ['Contact: <sip:a@192.0.2.1>']);
    expect(answer.status).toBe(405);
    expect(one(answer, 'Allow')).not.toMatch(/REGISTER|PUBLISH|SUBSCRIBE/);
    return '405 with what is allowed';
  });
habit('RFC 3261 §8.2.2.3', 'INVITE that requires two extensions nobody here knows', async () => {
  const there = await desk();
  const answer = await ask(
    there,
    'INVITE',
    [
      'Require: precondition, timer',
      'Require: nothing',
      'Contact: <sip:a@192.0.2.1>',
      text('application/sdp'),
    ],
    sdp(),
  );
  expect([answer.status, one(answer, 'Unsupported')]).toEqual([420, 'precondition, nothing']);
  expect(there.incoming).toEqual([]);
  return '420, Unsupported names both; nothing rings';
});
habit('RFC 3261 §8.2.2.3', 'MESSAGE in a call that requires an unknown extension', async () => {
  const { leg } = await answered(await desk());
  expect(
    (await leg.send('MESSAGE', { lines: ['Require: x', text('text/plain')], body: 'a' }).answer).status,
  ).toBe(420);
  return '420; the call goes on';
});
habit('RFC 3261 §8.2, §16.3', 'Max-Forwards: 0', async () => {
  const there = await desk();
  expect((await ask(there, 'OPTIONS', ['Max-Forwards: 0'])).status).toBe(200);
  await ringing(there, { lines: ['Max-Forwards: 0'] });
  return 'answered: whoever does not forward does not count';
});
habit('RFC 3261 §8.2.2.2', 'the same INVITE by two ways (merged)', async () => {
  const there = await desk();
  const callId = token();
  await ringing(there, { callId });
  const lines = ['Contact: <sip:a@192.0.2.1>', text('application/sdp')];
  const other = there.incoming.length;
  void ask(there, 'INVITE', lines, sdp(), 'merged');
  await vi.waitFor(() => expect(there.incoming.length).toBe(other + 1));
  expect((await ask(there, 'INVITE', lines, sdp(), 'merged')).status).toBe(482);
  return 'one rings, the other is answered 482';
});
habit('RFC 3261 §9.2', 'CANCEL of nothing, BYE of nothing, ACK of nothing', async () => {
  const there = await desk();
  expect((await ask(there, 'CANCEL')).status).toBe(481);
  expect((await ask(there, 'BYE')).status).toBe(481);
  there.exchange.say(
    write(`ACK ${deskContact(there.exchange)} SIP/2.0`, [
      'Via: SIP/2.0/WS contrary.test;branch=z9hG4bKx',
      'From: <sip:a@b.test>;tag=a',
      'To: <sip:a@b.test>;tag=b',
      'Call-ID: x',
      'CSeq: 1 ACK',
    ]),
  );
  await there.exchange.settled();
  return '481, 481, silence';
});
habit('RFC 3428 §7', 'MESSAGE in UTF-8 with no Content-Type parameters, outside of a call', async () => {
  const there = await desk();
  const seen: string[] = [];
  there.line.onText(({ text: words }) => seen.push(words) > 0);
  expect((await ask(there, 'MESSAGE', [text('text/plain')], '您好 👋')).status).toBe(200);
  expect(
    (await ask(there, 'MESSAGE', [text('Text/Plain;charset="UTF-8";format=flowed')], 'two')).status,
  ).toBe(200);
  expect(seen).toEqual(['您好 👋', 'two']);
  return '200, both are shown whole';
});
for (const [type, body] of [
  ['text/html', '<b>hi</b>'],
  ['message/cpim', 'From: <sip:a@b>\r\n\r\nContent-Type: text/plain\r\n\r\nhi'],
  ['application/im-iscomposing+xml', '<isComposing/>'],
  ['multipart/mixed;boundary=x', '--x\r\n\r\nhi\r\n--x--'],
  ['text/plain;charset=GBK', 'hi'],
] as const)
  habit('RFC 3428 §7, RFC 3261 §21.4.13', `MESSAGE of ${type}, in a call and outside`, async () => {
    const there = await desk();
    const { leg, events } = await answered(there);
    for (const answer of [
      await ask(there, 'MESSAGE', [text(type)], body),
      await leg.send('MESSAGE', { lines: [text(type)], body }).answer,
    ])
      expect([answer.status, one(answer, 'Accept')]).toEqual([415, 'text/plain;charset=UTF-8']);
    expect(events.some(({ kind }) => kind === 'text')).toBe(false);
    return '415, Accept says plain text in UTF-8; nothing is shown';
  });
habit('RFC 3261 §8.2.3', 'MESSAGE with Content-Encoding: gzip', async () => {
  const answer = await ask(await desk(), 'MESSAGE', [text('text/plain'), 'e: gzip'], 'x');
  expect([answer.status, one(answer, 'Accept-Encoding')]).toEqual([415, 'identity']);
  return '415, Accept-Encoding: identity';
});
habit('RFC 5438 §7', 'MESSAGE that asks for a delivery note in its own headers', async () => {
  const { leg, events } = await answered(await desk());
  const lines = [
    text('text/plain'),
    'NS: imdn <urn:ietf:params:imdn>',
    'imdn.Message-ID: 1',
    'imdn.Disposition-Notification: positive-delivery',
  ];
  expect((await leg.send('MESSAGE', { lines, body: 'hi' }).answer).status).toBe(200);
  expect(events).toContainEqual({ kind: 'text', text: 'hi' });
  return 'shown; the 200 is the only note it gets';
});
habit('RFC 6086 §4.2.2', 'INFO with a package nobody here knows', async () => {
  const { leg } = await answered(await desk());
  const answer = await leg.send('INFO', {
    lines: ['Info-Package: g.3gpp.mid-call', text('application/x')],
    body: 'a',
  }).answer;
  expect([answer.status, answer.lines.some(([name]) => name === 'Recv-Info')]).toEqual([469, true]);
  return '469 with an empty Recv-Info';
});
for (const [type, body] of [
  ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n'],
  ['application/dtmf', '5'],
  [
    'application/media_control+xml',
    '<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>',
  ],
])
  habit('RFC 6086 §1, App. A', `INFO of ${type}`, async () => {
    const { leg } = await answered(await desk());
    expect(
      (await leg.send('INFO', { lines: [text(type as string)], body: body as string }).answer).status,
    ).toBe(200);
    return '200';
  });
habit('RFC 3261 §12.2.2', 'requests in the dialog out of order, and with a gap of a thousand', async () => {
  const { leg } = await answered(await desk());
  expect((await leg.send('INFO', { cseq: 1_500 }).answer).status).toBe(200);
  expect((await leg.send('INFO', { cseq: 1_499 }).answer).status).toBe(500);
  expect((await leg.send('INFO', { cseq: 1_501 }).answer).status).toBe(200);
  return 'the gap is taken, the old number gets 500, the next is taken';
});
habit('RFC 3261 §15.1.2', 'BYE of a dialog that is over', async () => {
  const { leg, events } = await answered(await desk());
  expect((await leg.send('BYE').answer).status).toBe(200);
  await hasEnded(events);
  expect((await leg.send('BYE').answer).status).toBe(481);
  return '200, then 481';
});
habit('RFC 3515 §2.4.2', 'REFER to the desk, in a call and outside, with Target-Dialog', async () => {
  const there = await desk();
  const { leg, events } = await answered(there);
  const lines = ['Refer-To: <sip:0085212345678@contrary.test>', 'Contact: <sip:a@192.0.2.1>'];
  expect((await leg.send('REFER', { lines }).answer).status).toBe(603);
  expect(
    (await ask(there, 'REFER', [...lines, `Target-Dialog: ${leg.callId};local-tag=a;remote-tag=b`])).status,
  ).toBe(603);
  expect(there.exchange.heard.some(({ method }) => method === 'INVITE')).toBe(false);
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return '603 both times: nobody but the agent makes it dial';
});
