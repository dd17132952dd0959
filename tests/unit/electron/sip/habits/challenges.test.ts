import { expect } from 'vitest';
import { answered, desk, type DeskThere, dialled, habits, isUp } from '#tests/support/contrary/habit.ts';
import { sdp, sdpType, taken } from '#tests/support/contrary/leg.ts';
import { type Heard, one, sequenceOf } from '#tests/support/contrary/message.ts';
import type { Reply } from '#tests/support/contrary/exchange.ts';

const habit = habits('5 challenges');

/** Challenges every request of this method: a nonce that is new each time, as a proxy, then as the server behind it. */
function challengeAll({ exchange }: DeskThere, method: string, then: (request: Heard) => Reply | null): void {
  let nonce = 0;
  const used = new Set<string>();
  exchange.habit(method, (request) => {
    nonce += 1;
    const nonceOf = (header: string): string => /nonce="([^"]+)"/.exec(one(request, header))?.[1] ?? '';
    const isFresh = (header: string): boolean => nonceOf(header) !== '' && !used.has(nonceOf(header));
    if (!isFresh('Proxy-Authorization'))
      return {
        status: 407,
        lines: [`Proxy-Authenticate: Digest realm="edge", nonce="p${nonce}", algorithm=SHA-256, qop="auth"`],
      };
    if (!isFresh('Authorization'))
      return {
        status: 401,
        lines: [`WWW-Authenticate: Digest realm="desk.test", nonce="s${nonce}", qop="auth"`],
      };
    used.add(nonceOf('Proxy-Authorization'));
    used.add(nonceOf('Authorization'));
    return then(request);
  });
}
const numbers = ({ exchange }: DeskThere): number[] =>
  exchange.heard
    .filter(
      ({ method }) => method !== '' && method !== 'REGISTER' && method !== 'OPTIONS' && method !== 'ACK',
    )
    .map((request) => sequenceOf(request).number);
const rises = (list: readonly number[]): boolean =>
  list.every((number, at) => at === 0 || number > (list[at - 1] ?? 0));

habit('RFC 3261 §22', '407 and 401 to INVITE', async () => {
  const there = await desk();
  challengeAll(there, 'INVITE', () => null);
  const { events, exchange } = await dialled(there);
  const invite = await exchange.request('INVITE', 3);
  taken(exchange, invite, 'a').reply({ status: 200, body: sdp() });
  await isUp(events);
  expect(
    sequenceOf(
      await exchange.until(({ method, start }) => method === 'ACK' && start.includes('sip:a@'), 'ACK'),
    ).number,
  ).toBe(3);
  return 'three INVITEs with rising numbers, the last with both credentials; ACK carries its number';
});
habit(
  'RFC 3261 §22',
  '407 and 401 to a re-INVITE, INFO, MESSAGE, REFER and BYE of one call, one after the other',
  async () => {
    const there = await desk();
    const { call } = await answered(there);
    challengeAll(there, 'INVITE', () => ({
      status: 200,
      lines: ['Contact: <sip:contrary@192.0.2.7>', sdpType],
      body: sdp({ direction: 'recvonly' }),
    }));
    for (const method of ['INFO', 'MESSAGE', 'BYE']) challengeAll(there, method, () => ({ status: 200 }));
    challengeAll(there, 'REFER', () => ({ status: 202 }));
    expect(await call.setHold(true)).toMatchObject({ ok: true });
    expect(await call.sendDigits('1')).toMatchObject({ ok: true });
    expect(await call.sendText('a')).toMatchObject({ ok: true });
    void call.transfer({ number: '1002' }, () => undefined);
    await there.exchange.request('REFER', 3);
    expect(await call.sendText('b')).toMatchObject({ ok: true });
    await call.end();
    await there.exchange.request('BYE', 3);
    expect(rises(numbers(there))).toBe(true);
    return 'each goes through at the third try; the numbers of the dialog rise over all of them';
  },
);
habit('RFC 3261 §22', '407 and 401 to PRACK', async () => {
  const there = await desk();
  challengeAll(there, 'PRACK', () => ({ status: 200 }));
  const { leg, events, exchange } = await dialled(there);
  leg.reply({ status: 180, lines: ['Require: 100rel', 'RSeq: 1'] });
  const prack = await exchange.request('PRACK', 3);
  expect(one(prack, 'RAck')).toBe('1 1 INVITE');
  leg.reply({ status: 200, body: sdp() });
  await isUp(events);
  return 'goes through; the call comes up';
});
habit('RFC 3261 §22', '407 and 401 to MESSAGE outside of a call', async () => {
  const there = await desk();
  challengeAll(there, 'MESSAGE', () => ({ status: 202 }));
  expect(await there.line.sendText('1002', 'hello')).toMatchObject({ ok: true });
  return 'goes through; 202 is taken for an answer';
});
habit('RFC 3261 §22', '407 to the OPTIONS that asks whether it lives', async () => {
  const there = await desk();
  challengeAll(there, 'OPTIONS', () => ({ status: 200 }));
  there.line.woke(false);
  await there.exchange.request('OPTIONS', 3);
  await there.exchange.settled();
  expect(there.line.state.get().state).toBe('registered');
  return 'goes through';
});
habit('RFC 3261 §22.2', '407 to a re-INVITE again and again', async () => {
  const there = await desk();
  const { call, events } = await answered(there);
  there.exchange.habit('INVITE', (_request, nth) => ({
    status: 407,
    lines: [`Proxy-Authenticate: Digest realm="edge", nonce="n${nth}", qop="auth"`],
  }));
  expect(await call.setHold(true)).toMatchObject({ ok: false, error: { params: { status: 407 } } });
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return 'tried once; the hold is refused and said so, the call goes on';
});
