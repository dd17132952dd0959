import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { chooseLine } from '#electron/compose/line-choice.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, LineConfig } from '#electron/sip/ports.ts';
import { samplePeople } from '#shared/access/people.ts';
import { settingDefaults } from '#shared/settings/values.ts';
import { type Certificates, makeCertificates } from '#tests/support/certificates.ts';
import { startTlsProxy } from '#tests/support/proxies.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { granted, startScriptedExchange } from '#tests/support/scripted-exchange.ts';

// An exchange that asks each seat for its certificate (mutual TLS), over wss with an authority of the bank's own.
let folder: string;
let server: Certificates;
let seat: Certificates;
const ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardline-mtls-'));
  server = makeCertificates(folder, 'localhost');
  seat = makeCertificates(folder, 'seat-3107');
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function open(client: LineConfig['client'] | undefined): Promise<Line> {
  const exchange = await startScriptedExchange({
    answer: (request) => ({ status: 200, headers: [granted(request, 300)] }),
  });
  const door = await startTlsProxy(exchange.port, {
    key: server.key,
    cert: server.cert,
    ca: readFileSync(seat.caFile),
    requestCert: true,
    rejectUnauthorized: true,
  });
  const line = createLine({
    clock: systemClock,
    log: silentLog,
    media: quietMedia(),
    random: () => 0.5,
    version: '0',
  });
  line.start({
    exchange: 'configured',
    urls: [`wss://localhost:${door.port}`],
    domain: 'desk.test',
    user: '3107',
    password: 'right',
    displayName: '',
    ca: readFileSync(server.caFile, 'utf8'),
    ...(client === undefined ? {} : { client }),
    instanceId: '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01',
    expiresSeconds: 300,
  });
  ends.push(
    () => line.stop(),
    () => door.dispose(),
    () => exchange.dispose(),
  );
  return line;
}

it('is let in with the seat’s certificate, and its via says wss', async () => {
  const line = await open({ cert: seat.cert, key: seat.key });
  await vi.waitFor(() => expect(line.state.get().state).toBe('registered'), 10_000);
});

it('without one it is refused, and said what is missing; with somebody else’s it is not let in either', async () => {
  const without = await open(undefined);
  await vi.waitFor(() => expect(without.state.get().problem?.code).toBe('clientCertificate'), 10_000);
  const stranger = makeCertificates(folder, 'stranger');
  const wrong = await open({ cert: stranger.cert, key: stranger.key });
  // Node's server breaks off without an alert here: all that can be said is that nobody answers.
  await vi.waitFor(() => expect(wrong.state.get().problem).not.toBeNull(), 10_000);
  expect([without, wrong].map((line) => line.state.get().lastConfirmedAt)).toEqual([null, null]);
});

it('the key comes out of the key store, also when a field of one line took its line ends', () => {
  const certFile = join(folder, 'seat-3107-server.pem');
  const values = {
    ...settingDefaults,
    'exchange.mode': 'configured' as const,
    'exchange.url': 'wss://pbx.test',
    'exchange.domain': 'pbx.test',
    'exchange.user': '3107',
    'exchange.clientCertFile': certFile,
  };
  const [person] = samplePeople;
  if (person === undefined) throw new Error('nobody there');
  const choose = (clientKey: string | null): LineConfig | null =>
    chooseLine(values, person, null, { password: () => 'x', clientKey: () => clientKey, instanceId: 'i' });
  expect(choose(seat.key.replaceAll('\n', ' '))?.client).toEqual({ cert: seat.cert, key: seat.key });
  expect(choose(null)?.client).toBeUndefined();
});
