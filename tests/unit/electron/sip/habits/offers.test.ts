import { expect } from 'vitest';
import { answered, desk, dialled, habits, isUp, ringing } from '#tests/support/contrary/habit.ts';
import { sdp, sdpType } from '#tests/support/contrary/leg.ts';
import { forBrowser } from '#electron/sip/description.ts';

const habit = habits('7 offers');
const sections = (body: string): string[] => body.split('\r\n').filter((line) => line.startsWith('m='));

habit('RFC 3261 §14.1, RFC 3264 §5', 'INVITE without a description', async () => {
  const there = await desk();
  const { call, leg, events, media } = await ringing(there, { body: null });
  expect(await call.accept()).toMatchObject({ ok: true });
  const answer = await leg.invite.answer;
  expect(sections(answer.body)).toHaveLength(1);
  leg.learn(answer);
  leg.ack({ lines: [sdpType], body: sdp() });
  await there.exchange.settled();
  expect(media.asked).toEqual(['offer sendrecv', 'accept-answer']);
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return 'offers in its 200, reads the answer in the ACK';
});
habit('RFC 3725 §4', 're-INVITE without a description in a call, then our hold', async () => {
  const there = await desk();
  const { call, leg, media } = await answered(there);
  const answer = await leg.send('INVITE').answer;
  expect([answer.status, sections(answer.body).length]).toEqual([200, 1]);
  leg.ack({ lines: [sdpType], body: sdp({ version: 2 }) });
  await there.exchange.settled();
  there.exchange.habit('INVITE', () => ({
    status: 200,
    lines: ['Contact: <sip:a@192.0.2.7>', sdpType],
    body: sdp({ version: 3, direction: 'recvonly' }),
  }));
  expect(await call.setHold(true)).toMatchObject({ ok: true });
  expect(media.asked).toEqual([
    'answer sendrecv',
    'offer sendrecv',
    'accept-answer',
    'offer sendonly',
    'accept-answer',
  ]);
  return 'offers in its 200, reads the answer in the ACK; the hold afterwards goes through';
});
for (const [what, how, answers] of [
  ['sendonly', { direction: 'sendonly' }, 'answer recvonly'],
  ['inactive', { direction: 'inactive' }, 'answer inactive'],
  ['recvonly', { direction: 'recvonly' }, 'answer sendonly'],
  ['c=IN IP4 0.0.0.0 with a real port', { address: '0.0.0.0' }, 'answer recvonly'],
] as const)
  habit('RFC 3264 §8.4', `hold by ${what}, and back`, async () => {
    const there = await desk();
    const { leg, media, events } = await answered(there);
    await leg.send('INVITE', { lines: [sdpType], body: sdp({ version: 2, ...how }) }).answer;
    leg.ack();
    await leg.send('INVITE', { lines: [sdpType], body: sdp({ version: 3 }) }).answer;
    leg.ack();
    await there.exchange.settled();
    expect(media.asked).toEqual(['answer sendrecv', answers, 'answer sendrecv']);
    const isHold = what !== 'recvonly';
    expect(events.filter(({ kind }) => kind === 'heldByCaller')).toEqual(
      isHold
        ? [
            { kind: 'heldByCaller', held: true },
            { kind: 'heldByCaller', held: false },
          ]
        : [],
    );
    return isHold
      ? 'shown as held by the caller, answered so; back again'
      : 'only sends; not a hold of theirs';
  });
habit('RFC 8840 §4.1.3', 'c=IN IP4 0.0.0.0 with port 9: addresses are among the candidates', async () => {
  const { media, events } = await answered(await desk(), { body: sdp({ address: '0.0.0.0', port: 9 }) });
  expect([media.asked, events.some(({ kind }) => kind === 'heldByCaller')]).toEqual([
    ['answer sendrecv'],
    false,
  ]);
  return 'no hold';
});
habit('RFC 3264 §8', 're-INVITE with the same description and version: it only asks', async () => {
  const there = await desk();
  const { leg, events } = await answered(there);
  const answer = await leg.send('INVITE', { lines: [sdpType], body: sdp() }).answer;
  leg.ack();
  await there.exchange.settled();
  expect([answer.status, sections(answer.body).length]).toEqual([200, 1]);
  expect(events.filter(({ kind }) => kind !== 'dialogMoved')).toEqual([{ kind: 'established' }]);
  return 'answered; nobody is told anything';
});
habit('RFC 3264 §5.1', 'two re-INVITEs at once', async () => {
  const there = await desk();
  const { leg } = await answered(there);
  const first = leg.send('INVITE', { lines: [sdpType], body: sdp({ version: 2 }) });
  const second = leg.send('INVITE', { lines: [sdpType], body: sdp({ version: 3 }) });
  expect((await second.answer).status).toBe(500);
  expect((await first.answer).status).toBe(200);
  return 'the second gets 500 with Retry-After, the first its answer';
});
habit(
  'RFC 3264 §8.2',
  'a picture that was refused stays in its place (port 0), before the voice',
  async () => {
    const before = 'm=video 0 RTP/AVP 31\r\n';
    const body = sdp().replace('m=audio', `${before}m=audio`);
    const { media } = await answered(await desk(), { body });
    expect(media.asked).toEqual(['answer sendrecv']);
    expect(sections(forBrowser(body))).toEqual([
      'm=video 0 RTP/AVP 31',
      'm=audio 40002 UDP/TLS/RTP/SAVPF 0 8 101',
    ]);
    return 'the voice is found; the order is kept';
  },
);
habit('RFC 3264 §6', 'two voices: one in clear RTP, then one with DTLS, then another with DTLS', async () => {
  const keyed = 'a=fingerprint:sha-256 AA\r\n';
  const voice = (port: number, profile: string, mid: string, more = ''): string =>
    `m=audio ${port} ${profile} 0\r\nc=IN IP4 192.0.2.7\r\na=mid:${mid}\r\n${more}`;
  const body =
    ['v=0', 'o=- 1 1 IN IP4 192.0.2.7', 's=-', 't=0 0', 'a=group:BUNDLE a b c', ''].join('\r\n') +
    voice(40_000, 'RTP/AVP', 'a') +
    voice(40_002, 'UDP/TLS/RTP/SAVPF', 'b', keyed) +
    voice(40_004, 'UDP/TLS/RTP/SAVPF', 'c', keyed);
  const given = forBrowser(body);
  expect(sections(given).map((line) => line.split(' ')[1])).toEqual(['0', '40002', '0']);
  expect(given).toContain('a=group:BUNDLE b\r\n');
  return 'the browser is given the one with keys, the others with port 0: it would play the last in its place (seen in Chromium)';
});
habit(
  'RFC 8866 §5, RFC 9143',
  'no line end after the last line; a section without a name among sections with names',
  async () => {
    const body =
      'v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=fingerprint:sha-256 AA\r\nm=image 0 udptl t38';
    expect(forBrowser(body).endsWith('m=image 0 udptl t38\r\na=mid:unnamed1\r\n')).toBe(true);
    return 'completed before the browser reads it: Chromium refuses both';
  },
);
habit('RFC 8866 §6', 'UPDATE with a description in a call: hold and back', async () => {
  const there = await desk();
  const { leg, media } = await answered(there);
  const held = await leg.send('UPDATE', {
    lines: [sdpType],
    body: sdp({ version: 2, direction: 'sendonly' }),
  }).answer;
  expect([held.status, held.body.includes('a=recvonly')]).toEqual([200, true]);
  expect((await leg.send('UPDATE', { lines: [sdpType], body: sdp({ version: 3 }) }).answer).status).toBe(200);
  expect(media.asked).toEqual(['answer sendrecv', 'answer recvonly', 'answer sendrecv']);
  return 'answered in its 200';
});
habit(
  'RFC 3261 §21.4.26',
  'an offer that the media window refuses: in the INVITE and in a re-INVITE',
  async () => {
    const there = await desk();
    const refuses = (): Promise<never> =>
      Promise.reject(new Error('Called with SDP without DTLS fingerprint'));
    const { leg, events } = await answered(there);
    Object.assign(there.media, { answer: refuses });
    expect((await leg.send('INVITE', { lines: [sdpType], body: sdp({ version: 2 }) }).answer).status).toBe(
      488,
    );
    leg.ack();
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    await leg.send('BYE').answer;
    const second = await ringing(there);
    expect(await second.call.accept()).toMatchObject({ ok: false, error: { code: 'call/media-failed' } });
    expect((await second.leg.invite.answer).status).toBeGreaterThanOrEqual(400);
    return 'the re-INVITE gets 488 and the call goes on as it was; the INVITE is refused and the agent told that no sound is possible';
  },
);
habit('RFC 3264 §6', '200 to our INVITE without a description', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 200 });
  await exchange.request('ACK');
  await exchange.request('BYE');
  await expect.poll(() => events.some(({ kind }) => kind === 'ended')).toBe(true);
  return 'ACK and BYE: there is no call without an answer';
});
habit(
  'RFC 3264 §8',
  'codecs changed by a re-INVITE; unknown ones first; telephone-event at another number',
  async () => {
    const there = await desk();
    const { leg, media } = await answered(there, {
      body: sdp({
        formats: '97 8 96',
        attributes: ['a=rtpmap:97 EVS/16000', 'a=rtpmap:96 telephone-event/8000'],
      }),
    });
    const body = sdp({
      version: 2,
      formats: '9 100',
      attributes: ['a=rtpmap:100 telephone-event/48000', 'a=ptime:20', 'a=maxptime:60'],
    });
    expect((await leg.send('INVITE', { lines: [sdpType], body }).answer).status).toBe(200);
    leg.ack();
    await there.exchange.settled();
    expect(media.asked).toHaveLength(2);
    return 'handed to the browser as it is (Chromium takes PCMA alone, G.722 first, telephone-event at 48000: tried)';
  },
);
habit(
  'RFC 3264 §6',
  'answers our offer with a section refused that has no name, though the voice has one',
  async () => {
    const there = await desk();
    const given: string[] = [];
    Object.assign(there.media, {
      acceptAnswer: async (_id: string, answer: string) => void given.push(answer),
    });
    const { leg, events } = await dialled(there);
    const body = `${sdp({ attributes: ['a=mid:0'] })}m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n`;
    leg.reply({ status: 200, body });
    await isUp(events);
    expect(given).toEqual([body]);
    return 'taken as it is: in an answer the names are ours (Asterisk answers so)';
  },
);
