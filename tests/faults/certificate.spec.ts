import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import { makeCertificates } from '#tests/support/certificates.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { startTlsProxy } from '#tests/support/proxies.ts';
import { needPrograms } from '#tests/support/skip.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const lineNow = (desk: Desk): Promise<LineSnapshot> => desk.ask<LineSnapshot>('line/state');

test('wss: an unknown certificate, a wrong name and one that has expired are refused and said; with the authority’s file the desk registers', async () => {
  needPrograms(['openssl'], ['openssl']);
  const folder = mkdtempSync(join(tmpdir(), 'guardline-tls-'));
  const right = makeCertificates(folder, 'localhost');
  const other = makeCertificates(folder, 'elsewhere.example');
  const bank = await startBank();
  const proxy = await startTlsProxy(bank.floor.exchange.port, right);
  const misnamed = await startTlsProxy(bank.floor.exchange.port, other);
  const refused = async (desk: Desk, code: string): Promise<LineSnapshot> => {
    await expect.poll(async () => (await lineNow(desk)).problem?.code).toBe('certificate');
    await expect(desk.page.getByRole('contentinfo').getByTitle(t('strip.problem.certificate'))).toBeVisible();
    const line = await lineNow(desk);
    expect(line.problem?.detail).toBe(code);
    expect(line.lastConfirmedAt).toBeNull();
    expect(await desk.send('settings/check-exchange', {})).toMatchObject({ ok: true, value: { ok: false } });
    expect(bank.floor.exchange.isRegistered('1001')).toBe(false);
    return line;
  };

  const url = (port: number): string => `wss://localhost:${port}`;
  const unknown = await startDeskAt(bank, {
    registered: false,
    settings: { 'exchange.url': url(proxy.port) },
  });
  const first = await refused(unknown, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  await unknown.close();

  const wrongName = await startDeskAt(bank, {
    registered: false,
    settings: { 'exchange.url': url(misnamed.port), 'exchange.caFile': other.caFile },
  });
  const second = await refused(wrongName, 'ERR_TLS_CERT_ALTNAME_INVALID');
  // It tries again by itself, and meets one that was right until yesterday.
  misnamed.present(other.expired('localhost'));
  await expect
    .poll(async () => (await lineNow(wrongName)).problem?.detail, { timeout: 60_000 })
    .toBe('CERT_HAS_EXPIRED');
  const third = await refused(wrongName, 'CERT_HAS_EXPIRED');
  await wrongName.close();

  const trusted = await startDeskAt(bank, {
    settings: { 'exchange.url': url(proxy.port), 'exchange.caFile': right.caFile },
  });
  await isRegistered(trusted);
  expect(await trusted.send('settings/check-exchange', {})).toMatchObject({
    ok: true,
    value: { ok: true, code: 'reachable' },
  });
  bank.ring();
  await inState(trusted, 'ringing');
  const latencyMs = (await lineNow(trusted)).latencyMs;
  figure(
    'wss with a certificate nobody vouches for, with another’s name, with one that has expired',
    'refused and said; nothing registered',
    `${first.problem?.detail}; wrong name: ${second.problem?.detail}; expired: ${third.problem?.detail}; with the CA file registered in ${latencyMs} ms`,
  );
  await trusted.close();
  await proxy.dispose();
  await misnamed.dispose();
  await bank.dispose();
  rmSync(folder, { recursive: true, force: true });
});
