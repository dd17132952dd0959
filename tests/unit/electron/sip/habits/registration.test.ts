import { createHash } from 'node:crypto';
import { expect, vi } from 'vitest';
import { type Habit, grant } from '#tests/support/contrary/exchange.ts';
import { desk, habits, type DeskThere } from '#tests/support/contrary/habit.ts';
import { all, type Heard, one } from '#tests/support/contrary/message.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const habit = habits('1 registration');

/** Digest as RFC 7616 counts it, of its own. */
const hash = (algorithm: string, text: string): string =>
  createHash(algorithm === 'SHA-256' ? 'sha256' : algorithm === 'SHA-512-256' ? 'sha512-256' : 'md5')
    .update(text)
    .digest('hex');
const part = (credentials: string, name: string): string =>
  new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"?([^",]+)"?`).exec(credentials)?.[1] ?? '';

function isRight(request: Heard, header: string, password = 'right'): boolean {
  const given = one(request, header);
  const algorithm = part(given, 'algorithm') || 'MD5';
  const [realm, nonce, uri, cnonce, nc, qop] = ['realm', 'nonce', 'uri', 'cnonce', 'nc', 'qop'].map((name) =>
    part(given, name),
  );
  const ha1 = hash(algorithm, `3107:${realm}:${password}`);
  const body = qop === 'auth-int' ? `:${hash(algorithm, request.body)}` : '';
  const ha2 = hash(algorithm, `${request.method}:${uri}${body}`);
  const wanted = qop === '' ? `${ha1}:${nonce}:${ha2}` : `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`;
  return part(given, 'response') === hash(algorithm, wanted) && part(given, 'username') === '3107';
}

/** Challenges once with these, then lets in whoever answers rightly. */
const challenge =
  (challenges: readonly string[], status = 401): Habit =>
  (request) => {
    const [asks, answers] =
      status === 401 ? ['WWW-Authenticate', 'Authorization'] : ['Proxy-Authenticate', 'Proxy-Authorization'];
    return one(request, answers as string) !== '' && isRight(request, answers as string)
      ? grant(request)
      : { status, lines: challenges.map((value) => `${asks}: ${value}`) };
  };
const registersAfter = async (habitOf: Habit): Promise<DeskThere> =>
  desk({ before: (exchange) => exchange.habit('REGISTER', habitOf) });
const digest = (more: string): string => `Digest realm="desk.test", nonce="n1"${more}`;
const credentials = (there: DeskThere, name = 'Authorization'): string =>
  one(there.exchange.heard.findLast(({ method }) => method === 'REGISTER') as Heard, name);

habit('RFC 7616 §3.3', '401 with qop="auth"', async () => {
  const there = await registersAfter(challenge([digest(', qop="auth", algorithm=MD5')]));
  expect(part(credentials(there), 'nc')).toBe('00000001');
  return 'answered with qop=auth, nc and cnonce; registered';
});
habit('RFC 3261 §22.4', '401 without qop and without algorithm', async () => {
  const there = await registersAfter(challenge([digest('')]));
  expect(part(credentials(there), 'qop')).toBe('');
  return 'answered in the old form; registered';
});
habit('RFC 7616 §3.3', '401 with qop="auth-int,auth"', async () => {
  const there = await registersAfter(challenge([digest(', qop="auth-int,auth"')]));
  expect(part(credentials(there), 'qop')).toBe('auth');
  return 'took auth; registered';
});
habit('RFC 7616 §3.4.3', '401 with qop="auth-int" alone', async () => {
  const there = await registersAfter(challenge([digest(', qop="auth-int"')]));
  expect(part(credentials(there), 'qop')).toBe('auth-int');
  return 'the body is in the hash; registered';
});
habit('RFC 8760 §2.6', '401 with algorithm SHA-256', async () => {
  const there = await registersAfter(challenge([digest(', qop="auth", algorithm=SHA-256')]));
  expect(part(credentials(there), 'response')).toHaveLength(64);
  return 'answered with SHA-256; registered';
});
habit('RFC 8760 §2.6', '401 with algorithm SHA-512-256', async () => {
  await registersAfter(challenge([digest(', qop="auth", algorithm=SHA-512-256')]));
  return 'answered with SHA-512-256; registered';
});
habit('RFC 8760 §2.4', '401 with three challenges: one unknown, SHA-256, MD5, in this order', async () => {
  const there = await registersAfter(
    challenge([
      digest(', qop="auth", algorithm=AKAv1-MD5'),
      digest(', qop="auth", algorithm=SHA-256'),
      digest(', qop="auth", algorithm=MD5'),
    ]),
  );
  expect(part(credentials(there), 'algorithm')).toBe('SHA-256');
  return 'answered the topmost that it can: SHA-256';
});
habit(
  'RFC 3261 §7.3.1',
  '401 with two challenges in one line, a scheme that is none of SIP beside Digest',
  async () => {
    await registersAfter(challenge([`Negotiate, ${digest(', qop="auth", algorithm=MD5, opaque="a,b"')}`]));
    return 'found the Digest; registered';
  },
);
habit('RFC 7616 §3.3', '401 with algorithm=md5 in small letters, quoted, and names in capitals', async () => {
  await registersAfter(challenge(['DIGEST REALM="desk.test",NONCE="n1",ALGORITHM="md5",QOP="auth"']));
  return 'registered';
});
habit('RFC 7616 §3.3', '401 with an algorithm nobody here knows, alone', async () => {
  const there = await desk({
    outside: true,
    before: (exchange) => exchange.habit('REGISTER', challenge([digest(', algorithm=AKAv2-MD5')])),
  });
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('refused'));
  expect(there.line.state.get().problem).toMatchObject({ code: 'digestUnsupported', detail: 'AKAv2-MD5' });
  return 'not answered; the line says which algorithm is asked for';
});
habit('RFC 7616 §3.3', 'a second 401 with stale=true and a new nonce', async () => {
  let turn = 0;
  const there = await registersAfter((request) => {
    turn += 1;
    if (turn < 4)
      return {
        status: 401,
        lines: [
          `WWW-Authenticate: Digest realm="desk.test", nonce="n${turn}", qop="auth"${turn > 1 ? ', stale=TRUE' : ''}`,
        ],
      };
    return isRight(request, 'Authorization') ? grant(request) : { status: 403 };
  });
  expect(part(credentials(there), 'nonce')).toBe('n3');
  expect(part(credentials(there), 'nc')).toBe('00000001');
  return 'answered with the newest nonce, counted from 1; registered';
});
habit(
  'RFC 7616 §3.5',
  'the 200 names the next nonce (Authentication-Info), and an old one is refused for good',
  async () => {
    const clock = createManualClock();
    let next = 'n1';
    const there = await desk({
      clock,
      before: (exchange) =>
        exchange.habit('REGISTER', (request) => {
          const given = one(request, 'Authorization');
          if (given === '') return { status: 401, lines: [`WWW-Authenticate: ${digest(', qop="auth"')}`] };
          if (part(given, 'nonce') !== next || !isRight(request, 'Authorization')) return { status: 403 };
          next = `n${Number(next.slice(1)) + 1}`;
          const granted = grant(request, 60);
          return {
            ...granted,
            lines: [...(granted.lines ?? []), `Authentication-Info: nextnonce="${next}", qop=auth`],
          };
        }),
    });
    const before = there.exchange.heard.filter(({ method }) => method === 'REGISTER').length;
    clock.advance(50_000);
    await there.exchange.request('REGISTER', before + 1);
    await there.exchange.settled();
    expect(there.line.state.get()).toMatchObject({ state: 'registered', problem: null });
    return 'the refresh carries the next nonce; registered without another challenge';
  },
);
habit('RFC 3261 §22.3', '407 of a proxy, then 401 of the registrar behind it, two realms', async () => {
  const there = await registersAfter((request) => {
    if (one(request, 'Proxy-Authorization') === '')
      return { status: 407, lines: ['Proxy-Authenticate: Digest realm="edge", nonce="p1", qop="auth"'] };
    if (one(request, 'Authorization') === '')
      return { status: 401, lines: [`WWW-Authenticate: ${digest(', qop="auth"')}`] };
    return isRight(request, 'Authorization') && isRight(request, 'Proxy-Authorization')
      ? grant(request)
      : { status: 403 };
  });
  expect(part(credentials(there, 'Proxy-Authorization'), 'realm')).toBe('edge');
  return 'both are answered in one REGISTER; registered';
});
habit('RFC 3261 §22.2', 'the same challenge again: the password is wrong', async () => {
  const there = await desk({
    outside: true,
    before: (exchange) =>
      exchange.habit('REGISTER', (_request, nth) => ({
        status: 401,
        lines: [`WWW-Authenticate: Digest realm="desk.test", nonce="n${nth}", qop="auth"`],
      })),
  });
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('refused'));
  expect(there.exchange.heard).toHaveLength(2);
  return 'tried once, then said that the exchange refuses the password';
});
habit(
  'RFC 3261 §10.3',
  '200 with the contacts of three devices, ours in the middle, parameters in another order, in compact form',
  async () => {
    const clock = createManualClock();
    const there = await desk({
      clock,
      before: (exchange) =>
        exchange.habit('REGISTER', (request) => {
          const [, uri = ''] = /<([^>]+)>/.exec(one(request, 'Contact')) ?? [];
          return {
            status: 200,
            lines: [
              `m: <sip:other@192.0.2.1>;expires=3000, "me" <${uri}>;q=0.5;expires=90;received="sip:192.0.2.9";reg-id=1;+sip.instance="<urn:uuid:5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01>"`,
              'm: sip:third@192.0.2.2;expires=7',
              'P-Associated-URI: <sip:3107@desk.test>, <tel:+861013107>',
              'Path: <sip:edge.test;lr>',
              'Require: outbound',
            ],
          };
        }),
    });
    const { validUntil } = there.line.state.get();
    expect((validUntil ?? 0) - clock.now()).toBe(90_000);
    return 'read its own life (90 s) and nobody else’s';
  },
);
habit('RFC 3261 §10.2.4', '200 with a list that has not our contact', async () => {
  const there = await desk({
    outside: true,
    before: (exchange) =>
      exchange.habit('REGISTER', () => ({
        status: 200,
        lines: ['Contact: <sip:other@192.0.2.1>;expires=300'],
      })),
  });
  await vi.waitFor(() => expect(there.line.state.get().problem?.code).toBe('notBound'));
  return 'not registered, and says so';
});
habit('RFC 3261 §10.2.8', '423 with Min-Expires', async () => {
  const there = await registersAfter((request) =>
    one(request, 'Contact').includes('expires=300')
      ? { status: 423, lines: ['Min-Expires: 900'] }
      : grant(request, 900),
  );
  expect(one(await there.exchange.request('REGISTER', 2), 'Contact')).toContain('expires=900');
  return 'asked for 900 s; registered';
});
habit('RFC 3261 §21.5.4', '503 with Retry-After', async () => {
  const clock = createManualClock();
  const there = await desk({
    clock,
    outside: true,
    before: (exchange) =>
      exchange.habit('REGISTER', (request, nth) =>
        nth === 1 ? { status: 503, lines: ['Retry-After: 120 (busy);duration=60'] } : grant(request),
      ),
  });
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('waiting'));
  expect((there.line.state.get().nextTryAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(120_000);
  clock.advance(121_000);
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('registered'));
  return 'waits the two minutes, shows when it tries again, and is registered then';
});
for (const status of [301, 302])
  habit('RFC 3261 §21.3', `${status} to REGISTER with another address`, async () => {
    const there = await desk({
      outside: true,
      before: (exchange) =>
        exchange.habit('REGISTER', () => ({ status, lines: ['Contact: <sip:elsewhere.test;transport=ws>'] })),
    });
    await vi.waitFor(() => expect(there.line.state.get().state).toBe('waiting'));
    expect(there.line.state.get().problem).toMatchObject({ code: 'exchangeError', status });
    return 'not followed: where the bank’s exchanges are is the settings’ word; said with its status';
  });
habit('RFC 3261 §21.4.4', '403', async () => {
  const there = await desk({
    outside: true,
    before: (exchange) => exchange.habit('REGISTER', () => ({ status: 403, reason: 'No Licence' })),
  });
  await vi.waitFor(() => expect(there.line.state.get().state).toBe('refused'));
  expect(there.line.state.get().problem).toMatchObject({
    code: 'forbidden',
    status: 403,
    detail: 'No Licence',
  });
  return 'refused, with the exchange’s own words';
});
habit('RFC 5627 §4.2', '200 with pub-gruu and temp-gruu', async () => {
  const there = await registersAfter((request) => ({
    status: 200,
    lines: all(request, 'Contact').map(
      (value) =>
        `Contact: ${value};pub-gruu="sip:3107@desk.test;gr=urn:uuid:5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01";temp-gruu="sip:tgruu.7hs==jd7vnzga5w7fajsc7-ajd6fabz0f8g5@desk.test;gr"`,
    ),
  }));
  there.line.dial('1002');
  expect(one(await there.exchange.request('INVITE'), 'Contact')).toContain(
    '<sip:3107@desk.test;gr=urn:uuid:',
  );
  return 'later requests carry the public GRUU as their Contact';
});
habit('RFC 3608 §5', '200 with two Service-Routes', async () => {
  const there = await registersAfter((request) => {
    const granted = grant(request);
    return {
      ...granted,
      lines: [...(granted.lines ?? []), 'Service-Route: <sip:edge.test;transport=ws;lr>, <sip:home.test;lr>'],
    };
  });
  there.line.dial('1002');
  expect(all(await there.exchange.request('INVITE'), 'Route').join(', ')).toBe(
    '<sip:edge.test;transport=ws;lr>, <sip:home.test;lr>',
  );
  return 'INVITE goes by both, in this order';
});
