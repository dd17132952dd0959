import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { answerChallenge, parseDigest } from '#electron/training/sip/digest.ts';
import {
  formatMessage,
  header,
  headerList,
  parseMessage,
  type Header,
  type SipMessage,
} from '#electron/training/sip/message.ts';
import {
  secretOf,
  startTestExchange,
  testDomain,
  until,
  type TestExchange,
} from '#tests/support/embedded-exchange.ts';

describe('registration at the embedded exchange', () => {
  let lab: TestExchange;
  const sockets: WebSocket[] = [];

  beforeEach(async () => {
    lab = await startTestExchange();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await lab.dispose();
  });

  async function peer() {
    const socket = new WebSocket(lab.exchange.url, 'sip');
    sockets.push(socket);
    const got: string[] = [];
    socket.on('message', (data) => got.push(String(data as Buffer)));
    await new Promise((resolve) => socket.once('open', resolve));
    let cseq = 0;
    const request = async (
      method: string,
      uri: string,
      headers: readonly Header[],
      user = '1001',
    ): Promise<SipMessage> => {
      const from = got.length;
      socket.send(
        formatMessage({
          start: { kind: 'request', method, uri },
          headers: [
            ['Via', `SIP/2.0/WS me.invalid;branch=z9hG4bK${method}${++cseq}`],
            ['From', `<sip:${user}@${testDomain}>;tag=t`],
            ['To', `<sip:${user}@${testDomain}>`],
            ['Call-ID', 'reg'],
            ['CSeq', `${cseq} ${method}`],
            ['Max-Forwards', '70'],
            ...headers,
          ],
          body: '',
        }),
      );
      await until(() => got.length > from, `an answer to ${method}`);
      return parseMessage(got[from]!)!;
    };
    const register = async (
      contact: string,
      secret = secretOf('1001'),
      username = '1001',
    ): Promise<SipMessage> => {
      const uri = `sip:${testDomain}`;
      const challenged = await request('REGISTER', uri, [['Contact', contact]]);
      const challenge = header(challenged, 'www-authenticate') ?? '';
      const answer = answerChallenge(challenge, { method: 'REGISTER', uri }, { username, secret }, 'c0ffee')!;
      return request('REGISTER', uri, [
        ['Contact', contact],
        ['Authorization', answer],
      ]);
    };
    return { socket, got, request, register };
  }
  const statusOf = (message: SipMessage): number =>
    message.start.kind === 'response' ? message.start.status : 0;

  it('challenges, then believes the right answer', async () => {
    const me = await peer();
    const first = await me.request('REGISTER', `sip:${testDomain}`, [['Contact', '<sip:1001@me.invalid>']]);
    expect(statusOf(first)).toBe(401);
    expect(parseDigest(header(first, 'www-authenticate')!)).toMatchObject({
      realm: testDomain,
      qop: 'auth',
      algorithm: 'MD5',
    });
    const second = await me.register('<sip:1001@me.invalid;transport=ws>;expires=120');
    expect(statusOf(second)).toBe(200);
    expect(headerList(second, 'contact')).toEqual(['<sip:1001@me.invalid;transport=ws>;expires=120']);
    expect(lab.exchange.stats().registered).toEqual(['1001']);
    expect(lab.events.map((event) => event.kind)).toEqual(['reachable', 'bound']);
  });

  it('refuses a wrong secret, another name, and an unknown user alike', async () => {
    const me = await peer();
    expect(statusOf(await me.register('<sip:1001@me.invalid>', 'wrong'))).toBe(403);
    expect(statusOf(await me.register('<sip:1001@me.invalid>', secretOf('1002'), '1002'))).toBe(403);
    expect(statusOf(await me.register('<sip:1001@me.invalid>', 'x', 'nobody'))).toBe(403);
    expect(lab.exchange.stats().registered).toEqual([]);
  });

  it('does not take a digest made for another request', async () => {
    const me = await peer();
    const uri = `sip:${testDomain}`;
    const challenge = header(await me.request('REGISTER', uri, []), 'www-authenticate')!;
    const stolen = answerChallenge(
      challenge,
      { method: 'REGISTER', uri: 'sip:else' },
      { username: '1001', secret: secretOf('1001') },
      'c',
    )!;
    expect(statusOf(await me.request('REGISTER', uri, [['Authorization', stolen]]))).toBe(403);
  });

  it('forgets a user on Expires 0, on Contact *, and when the socket goes', async () => {
    const me = await peer();
    await me.register('<sip:1001@me.invalid>');
    await me.register('<sip:1001@me.invalid>;expires=0');
    expect(lab.exchange.isRegistered('1001')).toBe(false);
    await me.register('<sip:1001@me.invalid>');
    await me.register('*');
    expect(lab.exchange.isRegistered('1001')).toBe(false);
    await me.register('<sip:1001@me.invalid>');
    expect(lab.exchange.isRegistered('1001')).toBe(true);
    me.socket.terminate();
    await until(() => !lab.exchange.isRegistered('1001'), 'the socket to be gone');
    expect(lab.events.at(-1)).toMatchObject({ kind: 'reachable', user: '1001', reachable: false });
  });

  it('answers OPTIONS and keep-alives, and says what it cannot do', async () => {
    const me = await peer();
    const options = await me.request('OPTIONS', `sip:${testDomain}`, []);
    expect(statusOf(options)).toBe(200);
    expect(header(options, 'allow')).toContain('MESSAGE');
    expect(statusOf(await me.request('PUBLISH', `sip:${testDomain}`, []))).toBe(405);
    expect(statusOf(await me.request('BYE', `sip:${testDomain}`, []))).toBe(481);
    const before = me.got.length;
    me.socket.send('\r\n\r\n');
    await until(() => me.got.length > before, 'the pong');
    expect(me.got.at(-1)).toBe('\r\n');
  });

  it('lets nobody call without a password', async () => {
    const me = await peer();
    const answer = await me.request('INVITE', `sip:queue-general@${testDomain}`, [
      ['Contact', '<sip:1001@me.invalid>'],
    ]);
    expect(statusOf(answer)).toBe(407);
    expect(header(answer, 'proxy-authenticate')).toContain(`realm="${testDomain}"`);
  });

  it('lets no web page in, and only the sip subprotocol', async () => {
    const refused = (protocol: string, origin?: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(lab.exchange.url, protocol, origin === undefined ? {} : { origin });
        socket.once('error', (error) => resolve(error.message));
        socket.once('open', () => resolve('open'));
      });
    expect(await refused('sip', 'https://evil.example')).toContain('401');
    expect(await refused('chat')).toContain('401');
    expect(await refused('sip')).toBe('open');
  });
});
