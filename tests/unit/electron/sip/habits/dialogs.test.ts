import { expect, vi } from 'vitest';
import { answered, desk, dialled, habits, hasEnded, isUp, ringing } from '#tests/support/contrary/habit.ts';
import { deskContact, sdp, sdpType, taken } from '#tests/support/contrary/leg.ts';
import { all, one, sequenceOf } from '#tests/support/contrary/message.ts';

const habit = habits('4 dialogs');
const keys = (name: string): readonly string[] => [
  `a=fingerprint:sha-256 ${name}`,
  `a=ice-ufrag:${name}`,
  `a=ice-pwd:${name}-password`,
];
const reliable = (sequence: number): string[] => ['Require: 100rel', `RSeq: ${sequence}`];

habit('RFC 3261 §13.2.2.4', 'two telephones ring, the second answers', async () => {
  const there = await desk();
  const { leg, events, exchange, call } = await dialled(there);
  const second = taken(exchange, await exchange.request('INVITE'), 'second');
  leg.reply({ status: 180 });
  second.reply({ status: 180 });
  second.reply({ status: 200, body: sdp() });
  await isUp(events);
  expect((await exchange.request('ACK')).start).toContain('sip:second@');
  await call.end();
  expect((await exchange.request('BYE')).start).toContain('sip:second@');
  return 'talks to the second; its ACK and BYE go there';
});
habit('RFC 3261 §13.2.2.4', 'one that was never heard of answers', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 180 });
  taken(exchange, await exchange.request('INVITE'), 'third').reply({ status: 200, body: sdp() });
  await isUp(events);
  expect((await exchange.request('ACK')).start).toContain('sip:third@');
  return 'talks to that one';
});
habit('RFC 3261 §13.2.2.4', 'a second telephone answers after the first', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 200, body: sdp() });
  await isUp(events);
  taken(exchange, await exchange.request('INVITE'), 'late').reply({ status: 200, body: sdp() });
  await exchange.until(
    ({ method, start }) => method === 'ACK' && start.includes('sip:late@'),
    'ACK of the second',
  );
  await exchange.until(
    ({ method, start }) => method === 'BYE' && start.includes('sip:late@'),
    'BYE of the second',
  );
  await exchange.settled();
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return 'ACK and BYE to the second, the first goes on';
});
habit(
  'RFC 3960, RFC 3261 §13.2.2.4',
  'the first rings with sound (183), the second answers with keys of its own',
  async () => {
    const { leg, events, exchange, media } = await dialled(await desk());
    leg.reply({ status: 183, body: sdp({ attributes: keys('ONE') }) });
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'earlyMedia' }));
    const second = taken(exchange, await exchange.request('INVITE'), 'second');
    second.reply({ status: 200, body: sdp({ attributes: keys('TWO') }) });
    await isUp(events);
    const again = await exchange.request('INVITE', 2);
    expect(again.start).toContain('sip:second@');
    expect(media.asked).toContain('renew');
    exchange.reply(again, {
      status: 200,
      lines: ['Contact: <sip:second@192.0.2.7>', sdpType],
      body: sdp({ version: 2, attributes: keys('TWO') }),
    });
    await exchange.request('ACK', 2);
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    return 'plays the first, talks to the second: a new peer connection is offered to it at once (a peer connection takes one answer)';
  },
);
habit('RFC 7315 §4, RFC 6228', '199 of one that gave up, while the other rings', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 180 });
  leg.reply({ status: 199, lines: ['Reason: SIP;cause=486'] });
  const second = taken(exchange, await exchange.request('INVITE'), 'second');
  second.reply({ status: 200, body: sdp() });
  await isUp(events);
  expect(events.filter(({ kind }) => kind === 'progress')).toEqual([{ kind: 'progress', status: 180 }]);
  return 'goes on ringing; the other is talked to';
});
habit('RFC 3960 §3', '180, 183 with a description, 180 again, 200 with the same', async () => {
  const { leg, events, media } = await dialled(await desk());
  leg.reply({ status: 180 });
  leg.reply({ status: 183, body: sdp() });
  leg.reply({ status: 180 });
  await vi.waitFor(() => expect(events.filter(({ kind }) => kind === 'progress').length).toBe(3));
  // The same, counted on (o=).
  leg.reply({ status: 200, body: sdp({ version: 2 }) });
  await isUp(events);
  expect(media.asked.filter((one_) => one_ === 'accept-answer')).toHaveLength(1);
  expect(media.asked).not.toContain('renew');
  return 'one answer, early; nothing is renewed';
});
habit(
  'RFC 6337 §2.1',
  '183 with a description, then 200 of the same telephone with another address',
  async () => {
    const { leg, events, exchange } = await dialled(await desk());
    leg.reply({ status: 183, body: sdp({ attributes: keys('ONE') }) });
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'earlyMedia' }));
    leg.reply({ status: 200, body: sdp({ attributes: keys('ONE'), port: 50_000 }) });
    await isUp(events);
    await exchange.request('INVITE', 2);
    return 'agrees anew by a re-INVITE with the same keys';
  },
);
habit('RFC 3960 §3', '183 with a description that no browser takes, then 200 with a good one', async () => {
  const there = await desk();
  let turn = 0;
  const accept = there.media.acceptAnswer;
  Object.assign(there.media, {
    acceptAnswer: (id: string, answer: string) =>
      (turn += 1) === 1 ? Promise.reject(new Error('no DTLS')) : accept(id, answer),
  });
  const { leg, events } = await dialled(there);
  leg.reply({ status: 183, body: sdp() });
  leg.reply({ status: 180 });
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'progress', status: 180 }));
  leg.reply({ status: 200, body: sdp({ port: 50_000 }) });
  await isUp(events);
  expect([turn, events.some(({ kind }) => kind === 'earlyMedia')]).toEqual([2, false]);
  return 'rings without the sound; the answer is taken';
});
habit(
  'RFC 3262 §4',
  'two reliable provisional answers, the first without a description, the second with',
  async () => {
    const { leg, events, exchange } = await dialled(await desk());
    leg.reply({ status: 180, lines: reliable(7) });
    const first = await exchange.request('PRACK');
    leg.reply({ status: 183, lines: reliable(8), body: sdp() });
    const second = await exchange.request('PRACK', 2);
    expect([one(first, 'RAck'), one(second, 'RAck')]).toEqual(['7 1 INVITE', '8 1 INVITE']);
    expect(sequenceOf(second).number).toBe(sequenceOf(first).number + 1);
    leg.reply({ status: 200 });
    await isUp(events);
    return 'PRACK for both, in order; 200 without a description is taken, since the answer was reliable';
  },
);
habit('RFC 3262 §4', 'a reliable 180 lost its PRACK and is said again; one out of order comes', async () => {
  const { leg, exchange, events } = await dialled(await desk());
  leg.reply({ status: 180, lines: reliable(7) });
  await exchange.request('PRACK');
  leg.reply({ status: 180, lines: reliable(7) });
  leg.reply({ status: 183, lines: reliable(11) });
  leg.reply({ status: 200, body: sdp() });
  await isUp(events);
  expect(exchange.heard.filter(({ method }) => method === 'PRACK')).toHaveLength(1);
  return 'the repeated and the early one get no second PRACK; the call comes up';
});
habit('RFC 3262 §3', 'INVITE requires 100rel (and says in Supported that it knows it)', async () => {
  const { leg, exchange, call, media } = await ringing(await desk(), {
    lines: ['Supported: 100rel, timer', 'Require: 100rel'],
  });
  const ring180 = await exchange.until(({ status }) => status === 180, '180');
  expect([one(ring180, 'Require'), ring180.body]).toEqual(['100rel', '']);
  expect(media.asked).toEqual([]);
  const again = await exchange.until((message) => message.status === 180 && message !== ring180, '180 again');
  expect(one(again, 'RSeq')).toBe(one(ring180, 'RSeq'));
  leg.learn(again);
  expect((await leg.send('PRACK', { lines: [`RAck: ${one(again, 'RSeq')} 1 INVITE`] }).answer).status).toBe(
    200,
  );
  expect(await call.accept()).toMatchObject({ ok: true });
  leg.ack();
  return 'rings reliably, says it again until the PRACK; the microphone stays shut until the answer';
});
habit('RFC 3261 §15.1.2', 'the caller hangs up with BYE while it rings', async () => {
  const { leg, exchange, events } = await ringing(await desk());
  leg.learn(await exchange.until(({ status }) => status === 180, '180'));
  expect((await leg.send('BYE').answer).status).toBe(200);
  expect((await leg.invite.answer).status).toBe(487);
  expect((await hasEnded(events)).end).toEqual({ by: 'caller', reason: 'cancelled', status: null });
  return '200 to the BYE, 487 to the INVITE; it stops ringing as a call that was given up';
});
habit('RFC 3261 §13.3.1', 'INVITE with Expires: 1, not answered', async () => {
  const { leg, events } = await ringing(await desk(), { lines: ['Expires: 1'] });
  expect((await leg.invite.answer).status).toBe(487);
  expect((await hasEnded(events)).end.reason).not.toBe('lineLost');
  return '487 after a second; a call that was given up, not a lost line';
});
habit('RFC 3261 §13.3.1.4', 'our 200 is not acknowledged at first', async () => {
  const { leg, call, exchange, events } = await ringing(await desk());
  await call.accept();
  const first = await leg.invite.answer;
  const isAgain = (message: typeof first): boolean =>
    message !== first && message.status === 200 && one(message, 'CSeq') === '1 INVITE';
  expect(one(await exchange.until(isAgain, '200 again'), 'To')).toBe(one(first, 'To'));
  leg.learn(first);
  leg.ack();
  await exchange.settled();
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return 'says it again until the ACK';
});
habit('RFC 3261 §15', 'the agent hangs up before the ACK has come', async () => {
  const { leg, call, events, exchange } = await ringing(await desk());
  await call.accept();
  leg.learn(await leg.invite.answer);
  await call.end();
  await hasEnded(events);
  expect(exchange.heard.some(({ method }) => method === 'BYE')).toBe(false);
  leg.ack();
  await exchange.request('BYE');
  return 'the agent is free at once; the BYE goes out with the ACK, not before';
});
habit('RFC 3261 §13.2.2.4', '200 is said again, as if our ACK were lost', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 200, body: sdp() });
  await isUp(events);
  leg.reply({ status: 200, body: sdp() });
  await exchange.request('ACK', 2);
  return 'ACK again';
});
habit(
  'RFC 3261 §12.2.1.2',
  'the Contact of the far end changes: by its re-INVITE, by UPDATE, by its 200 to ours',
  async () => {
    const there = await desk();
    const { leg, call, exchange } = await answered(there);
    const where = async (nth: number): Promise<string> => (await exchange.request('INFO', nth)).start;
    await leg.send('INVITE', {
      lines: ['Contact: <sip:moved1@192.0.2.8>', sdpType],
      body: sdp({ version: 2 }),
    }).answer;
    leg.ack();
    await call.sendDigits('1');
    expect(await where(1)).toContain('sip:moved1@192.0.2.8');
    await leg.send('UPDATE', { lines: ['m: <sip:moved2@192.0.2.8>'] }).answer;
    await call.sendDigits('2');
    expect(await where(2)).toContain('sip:moved2@192.0.2.8');
    exchange.habit('INVITE', () => ({
      status: 200,
      lines: ['Contact: <sip:moved3@192.0.2.8>', sdpType],
      body: sdp({ version: 3, direction: 'recvonly' }),
    }));
    expect(await call.setHold(true)).toMatchObject({ ok: true });
    await call.sendDigits('3');
    expect(await where(3)).toContain('sip:moved3@192.0.2.8');
    return 'the next request goes there, each time';
  },
);
habit('RFC 3261 §12.2.1.2', 'the Contact of the 200 is another than that of the 180', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 180, lines: ['Contact: <sip:ringing@192.0.2.7>', 'Record-Route: <sip:a.test;lr>'] });
  leg.reply({
    status: 200,
    lines: ['Contact: <sip:talking@192.0.2.7>', 'Record-Route: <sip:b.test;lr>'],
    body: sdp(),
  });
  await isUp(events);
  const ack = await exchange.request('ACK');
  expect([ack.start, all(ack, 'Route')]).toEqual(['ACK sip:talking@192.0.2.7 SIP/2.0', ['<sip:b.test;lr>']]);
  return 'ACK goes where the 200 says, by its route';
});
for (const [status, lines, reason] of [
  [302, ['Contact: <sip:0085212345678@contrary.test>'], 'redirected'],
  [300, ['Contact: <sip:a@contrary.test>, <sip:b@contrary.test>'], 'redirected'],
  [380, ['Contact: <sip:a@contrary.test>'], 'redirected'],
  [403, [], 'refused'],
  [404, [], 'notFound'],
  [410, [], 'refused'],
  [480, [], 'noAnswer'],
  [484, [], 'notFound'],
  [485, ['Contact: <sip:a@contrary.test>'], 'refused'],
  [486, [], 'busy'],
  [488, ['Warning: 304 contrary.test "Media type not available"'], 'refused'],
  [500, [], 'refused'],
  [503, ['Retry-After: 60'], 'refused'],
  [600, [], 'busy'],
  [603, ['Reason: Q.850;cause=21;text="Call Rejected"'], 'declined'],
  [606, [], 'refused'],
] as const)
  habit(
    'RFC 3261 §21',
    `answers our INVITE with ${status}${lines.length > 0 ? ` and ${String(lines[0]).split(':')[0]}` : ''}`,
    async () => {
      const { leg, events, exchange } = await dialled(await desk());
      leg.reply({ status, lines: [...lines] });
      expect((await hasEnded(events)).end).toMatchObject({ reason, status });
      await exchange.request('ACK');
      await exchange.settled();
      expect(exchange.heard.filter(({ method }) => method === 'INVITE')).toHaveLength(1);
      return `ends as “${reason}”, acknowledged${reason === 'redirected' ? '; nobody else is rung' : ''}`;
    },
  );
for (const [reason, end] of [
  ['Q.850;cause=16;text="Terminated"', { by: 'caller', reason: 'cancelled' }],
  ['SIP;cause=200;text="Call completed elsewhere"', { by: 'exchange', reason: 'answeredElsewhere' }],
  ['SIP ;cause=200 ;text="x", Q.850;cause=26', { by: 'exchange', reason: 'answeredElsewhere' }],
] as const)
  habit('RFC 3326 §2', `CANCEL with Reason: ${reason}`, async () => {
    const talk = await ringing(await desk());
    talk.exchange.say(
      [
        `CANCEL ${deskContact(talk.exchange)} SIP/2.0`,
        `Via: SIP/2.0/WS contrary.test;branch=${talk.leg.invite.branch}`,
        `From: "Caller" <sip:13900000001@contrary.test>;tag=${talk.leg.ourTag}`,
        'To: <sip:3107@desk.test>',
        `Call-ID: ${talk.leg.callId}`,
        'CSeq: 1 CANCEL',
        `Reason: ${reason}`,
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
    expect((await talk.leg.invite.answer).status).toBe(487);
    expect((await hasEnded(talk.events)).end).toMatchObject(end);
    return end.reason === 'cancelled' ? 'a missed call' : 'answered elsewhere, no missed call';
  });
for (const reason of [
  'Q.850;cause=16',
  'Q.850;cause=17;text="User busy"',
  'SIP;cause=200;text="Call completed elsewhere"',
])
  habit('RFC 3326 §2', `BYE with Reason: ${reason}`, async () => {
    const { leg, events } = await answered(await desk());
    expect((await leg.send('BYE', { lines: [`Reason: ${reason}`] }).answer).status).toBe(200);
    expect((await hasEnded(events)).end).toMatchObject({ by: 'caller', reason: 'hungUp' });
    return 'the far end hung up';
  });
habit('RFC 3311 §5.2', 'UPDATE before our answer: a refresh, then one with an offer', async () => {
  const { leg, exchange } = await ringing(await desk());
  leg.learn(await exchange.until(({ status }) => status === 180, '180'));
  expect((await leg.send('UPDATE').answer).status).toBe(200);
  const offered = await leg.send('UPDATE', { lines: [sdpType], body: sdp({ version: 2 }) }).answer;
  expect([offered.status, one(offered, 'Retry-After')]).toEqual([500, '3']);
  return '200, then 500 with Retry-After: its first offer is not answered yet';
});
habit(
  'RFC 3311 §5.2',
  'UPDATE with an offer before its 200, after a reliable answer and before one',
  async () => {
    const { leg, exchange, events, media } = await dialled(await desk());
    leg.reply({ status: 183, body: sdp() });
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'earlyMedia' }));
    expect((await leg.send('UPDATE', { lines: [sdpType], body: sdp({ version: 2 }) }).answer).status).toBe(
      491,
    );
    leg.reply({ status: 183, lines: reliable(3), body: sdp() });
    await exchange.request('PRACK');
    const answer = await leg.send('UPDATE', { lines: [sdpType], body: sdp({ version: 3 }) }).answer;
    expect([answer.status, answer.body.includes('m=audio')]).toEqual([200, true]);
    leg.reply({ status: 200 });
    await isUp(events);
    await exchange.settled();
    expect(media.asked.slice(1)).toEqual(['accept-answer', 'answer sendrecv']);
    return '491 while the answer is not final, then an answer of ours; the 200 changes nothing any more';
  },
);
