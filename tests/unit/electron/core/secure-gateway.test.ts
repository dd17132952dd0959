import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { checkCore } from '#electron/compose/checks.ts';
import { chooseCore, takeInClientKey, type SecretOf } from '#electron/compose/core-choice.ts';
import type { CoreClient } from '#electron/core/client.ts';
import { createOAuthLogin } from '#electron/core/oauth-login.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { codeOf, problemOfCode } from '#electron/core/tls-problem.ts';
import { silentLog } from '#electron/log/log.ts';
import { settingDefaults, type SettingValues } from '#shared/settings/values.ts';
import { makeCertificates, type Certificates } from '#tests/support/certificates.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';
import {
  startSecureGateway,
  type SecureGateway,
  type SecureGatewayOptions,
} from '#tests/support/secure-gateway.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const clientId = 'guardline 3107';
const secret = 'Shi:Jian%Ping+An';
let bank: Certificates;
let stranger: Certificates;
let seat: { readonly certFile: string; readonly key: string };
const undo: (() => unknown)[] = [];

beforeAll(() => {
  bank = makeCertificates(testFolder(), '127.0.0.1');
  stranger = makeCertificates(testFolder(), '127.0.0.1');
  seat = bank.client('seat-3107');
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
afterAll(() => vi.restoreAllMocks());

async function gateway(
  more: Partial<SecureGatewayOptions> = {},
): Promise<{ core: SandboxCore; front: SecureGateway }> {
  const core = await startSandbox();
  const front = await startSecureGateway({ core, certificates: bank, clientId, secret, ...more });
  undo.push(core.dispose, front.dispose);
  return { core, front };
}

const policy = (front: SecureGateway, more: Partial<SettingValues> = {}): SettingValues => ({
  ...settingDefaults,
  'core.mode': 'configured',
  'core.url': front.url,
  'core.caFile': bank.caFile,
  'core.clientCertFile': seat.certFile,
  'core.login': 'oauth2',
  'core.oauth.tokenUrl': front.tokenUrl,
  'core.oauth.clientId': clientId,
  'core.oauth.scope': 'holds cases',
  ...more,
});

const secrets =
  (more: Partial<Record<string, string | null>> = {}): SecretOf =>
  (name) => {
    const all: Partial<Record<string, string | null>> = {
      'core.clientKey': seat.key,
      'core.oauthSecret': secret,
      ...more,
    };
    return all[name] ?? null;
  };

const with_ = (secret: SecretOf) => ({ clock: systemClock, log: silentLog, secret });

function client(values: SettingValues, secret: SecretOf = secrets()): CoreClient {
  const chosen = chooseCore(values, null, with_(secret));
  if (!chosen.ok) throw new Error(chosen.error.code);
  undo.push(chosen.value.dispose);
  return chosen.value;
}

const hold = {
  control: 'cardHold',
  cardId: 'card-jia-1',
  callId: 'call-1',
  askedAt: '2026-11-21T06:31:58.000Z',
  askedBy: { personId: 'p-1', name: '林晓晴' },
} as const;

const askCode = async (values: SettingValues, secret: SecretOf = secrets()) =>
  (await checkCore(values, with_(secret))).code;

describe('client certificate and client credentials, against a real HTTPS gateway', () => {
  it.each(['basic', 'post', 'tls'] as const)(
    'log in by %s, and one token serves every request',
    async (auth) => {
      const { front } = await gateway();
      const desk = client(policy(front, { 'core.oauth.clientAuth': auth }));
      const found = await Promise.all(['cust-jia', 'cust-jia', 'cust-jia'].map((id) => desk.customer(id)));
      expect(found.every(({ ok }) => ok)).toBe(true);
      expect(front.issued()).toBe(1);
      expect(front.lastProof()).toMatchObject({
        by: auth,
        clientId,
        scope: 'holds cases',
        certificate: 'seat-3107',
      });
    },
  );

  it('a hold is placed once, and a token the core no longer takes is renewed once under it', async () => {
    const { core, front } = await gateway();
    const desk = client(policy(front));
    expect((await desk.customer('cust-jia')).ok).toBe(true);
    front.revoke();
    const answer = await desk.placeHold('key-1', hold);
    expect(answer).toMatchObject({ kind: 'receipt' });
    expect(core.holdsOn('card-jia-1')).toBe(1);
    expect({ issued: front.issued(), refused: front.seen.refused }).toEqual({ issued: 2, refused: 1 });
  });

  it('requests turned away together ask for one token together', async () => {
    const { front } = await gateway();
    const desk = client(policy(front));
    await desk.customer('cust-jia');
    front.revoke();
    const all = await Promise.all(Array.from({ length: 6 }, () => desk.customer('cust-jia')));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(front.issued()).toBe(2);
  });

  it('a core that goes on refusing is asked twice, not for ever', async () => {
    const { front } = await gateway();
    const desk = client(policy(front, { 'core.login': 'token' }), secrets({ 'core.token': 'wrong' }));
    expect(await desk.customer('cust-jia')).toMatchObject({
      ok: false,
      error: { code: 'core/unauthorized' },
    });
    expect(front.seen).toEqual({ passed: 0, refused: 1 });
    const renewing = client(policy(front));
    await renewing.customer('cust-jia');
    const revoking = setInterval(front.revoke, 0);
    undo.push(() => clearInterval(revoking));
    const before = front.seen.refused;
    const answer = await renewing.customer('cust-jia');
    expect(front.seen.refused - before).toBeLessThanOrEqual(2);
    expect(answer.ok || answer.error.code === 'core/unauthorized').toBe(true);
  });

  it('the stream of cases comes through it too', async () => {
    const { front } = await gateway();
    const desk = client(policy(front));
    const states: string[] = [];
    undo.push(desk.caseFeed.state.subscribe(({ state }) => states.push(state)));
    undo.push(desk.caseFeed.start({ all: () => undefined, one: () => undefined }));
    await vi.waitFor(() => expect(states).toContain('live'));
  });
});

describe('what is wrong is said with its remedy', () => {
  it.each([
    ['no certificate given', { 'core.clientCertFile': '' }, {}, 'clientCertificateRefused'],
    ['no key in the store', {}, { 'core.clientKey': null }, 'clientKeyMissing'],
    ['a key of another certificate', {}, { 'core.clientKey': 'other' }, 'clientKeyWrong'],
    [
      'a certificate file that is not there',
      { 'core.clientCertFile': '/not/there.pem' },
      {},
      'clientCertificateUnreadable',
    ],
    [
      'a certificate of another authority',
      { 'core.clientCertFile': 'stranger' },
      { 'core.clientKey': 'stranger' },
      'hungUp',
    ],
    ['a gateway of another authority', { 'core.caFile': 'stranger' }, {}, 'tokenCertificate'],
    [
      'a gateway of another authority, fixed token',
      { 'core.caFile': 'stranger', 'core.login': 'token' },
      {},
      'certificateUntrusted',
    ],
    ['a wrong client secret', {}, { 'core.oauthSecret': 'no' }, 'tokenRefused'],
    ['no client secret', {}, { 'core.oauthSecret': null }, 'tokenSecretMissing'],
    [
      'a token endpoint that is not there',
      { 'core.oauth.tokenUrl': 'https://127.0.0.1:9/token' },
      {},
      'tokenUnreachable',
    ],
    ['no client id', { 'core.oauth.clientId': '' }, {}, 'incomplete'],
  ] as const)('%s', async (_what, values, given, code) => {
    const { front } = await gateway();
    const other = stranger.client('nobody');
    const own = bank.client('another-seat');
    const at: Record<string, string> = {
      stranger: 'core.caFile' in values ? stranger.caFile : other.certFile,
    };
    const filled = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, at[value] ?? value]),
    );
    const keys: Record<string, string> = { stranger: other.key, other: own.key };
    const secretsGiven = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, value === null ? null : (keys[value] ?? value)]),
    );
    expect(await askCode(policy(front, filled), secrets(secretsGiven))).toBe(code);
  });

  it('and a hold asked meanwhile never leaves the machine', async () => {
    const { core, front } = await gateway();
    const desk = client(policy(front), secrets({ 'core.clientKey': null }));
    expect(await desk.placeHold('key-1', hold)).toMatchObject({
      kind: 'trouble',
      code: 'unauthorized',
      beforeWire: true,
      params: { detail: 'clientKeyMissing' },
    });
    expect(core.holdsOn('card-jia-1')).toBe(0);
    await desk.checkNow();
    expect(desk.health.get()).toMatchObject({ state: 'refused', problem: 'clientKeyMissing' });
  });
});

// As seen from Electron 33 (BoringSSL) and Node 20 (OpenSSL) against a gateway that asks for a certificate.
describe('the far end’s refusal is known by every name it has', () => {
  it.each([
    ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', ''],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', ''],
    [
      'EPROTO',
      'write EPROTO 31799938798048:error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE:../../third_party',
    ],
    [
      'EPROTO',
      'write EPROTO C086BFA19C7F0000:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/openssl',
    ],
  ])('%s %s', (code, message) => {
    const wrapped = Object.assign(new Error('fetch failed'), {
      cause: Object.assign(new Error(message), { code }),
    });
    expect(problemOfCode(codeOf(wrapped))).toBe('clientCertificateRefused');
  });

  it('and nothing else is taken for it', () => {
    expect(problemOfCode(codeOf(Object.assign(new Error('write EPROTO'), { code: 'EPROTO' })))).toBeNull();
    expect(problemOfCode('ECONNRESET')).toBe('hungUp');
  });
});

describe('the life of a token', () => {
  const trust = () => ({ ca: undefined, identity: undefined });
  async function login(expiresIn: number | undefined) {
    const { front } = await gateway(expiresIn === undefined ? {} : { expiresIn });
    const clock = createManualClock();
    const { readFileSync } = await import('node:fs');
    const made = createOAuthLogin(
      { tokenUrl: front.tokenUrl, clientId, scope: '', auth: 'basic' },
      {
        clock,
        log: silentLog,
        trust: {
          ...trust(),
          ca: readFileSync(bank.caFile, 'utf8'),
          identity: { cert: readFileSync(seat.certFile, 'utf8'), key: seat.key },
        },
        secret: () => secret,
      },
    );
    return { front, clock, made };
  }

  it('near its end the old one still goes out, while a new one is fetched', async () => {
    const { front, clock, made } = await login(100);
    expect(await made.token()).toEqual({ ok: true, token: 'token-1' });
    clock.advance(89_000);
    expect(made.token()).toEqual({ ok: true, token: 'token-1' });
    expect(front.issued()).toBe(1);
    clock.advance(2_000);
    // Not a promise: a hold pressed now does not wait.
    expect(made.token()).toEqual({ ok: true, token: 'token-1' });
    await vi.waitFor(() => expect(made.token()).toEqual({ ok: true, token: 'token-2' }));
    expect(front.issued()).toBe(2);
  });

  it('after its end nobody sends it, and all who wait ask once', async () => {
    const { front, clock, made } = await login(100);
    await made.token();
    clock.advance(101_000);
    expect(await Promise.all([made.token(), made.token(), made.token()])).toEqual(
      Array.from({ length: 3 }, () => ({ ok: true, token: 'token-2' })),
    );
    expect(front.issued()).toBe(2);
  });
});

describe('the key file that a policy names', () => {
  function store() {
    const kept = new Map<string, string>();
    return {
      kept,
      box: {
        get: (name: string) => kept.get(name) ?? null,
        set: (name: string, value: string) => void kept.set(name, value),
      },
    };
  }
  const values = (file: string): SettingValues => ({ ...settingDefaults, 'core.clientKeyFile': file });

  it('is taken into the key store once, and may be removed then', () => {
    const { kept, box } = store();
    const file = join(testFolder(), 'seat.key');
    writeFileSync(file, seat.key);
    takeInClientKey(values(file), box, silentLog);
    const taken = kept.get('core.clientKey');
    expect(taken?.replace(/\s/g, '')).toBe(seat.key.replace(/\s/g, ''));
    takeInClientKey(values(join(testFolder(), 'gone.key')), box, silentLog);
    expect(kept.get('core.clientKey')).toBe(taken);
  });

  it('changes nothing when it holds no key', () => {
    const { kept, box } = store();
    takeInClientKey(values(seat.certFile), box, silentLog);
    expect(kept.size).toBe(0);
  });
});
