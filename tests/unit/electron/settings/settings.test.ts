import { privateKeyOf } from '#electron/core/client-identity.ts';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createSecretBox } from '#electron/secrets/secret-box.ts';
import { checkCertificateFile } from '#electron/settings/check-certificate.ts';
import type { Policy } from '#electron/settings/load-policy.ts';
import type { openSettingsFile as OpenSettingsFile } from '#electron/settings/settings-file.ts';
import { createSettingsHandlers } from '#electron/settings/settings-handlers.ts';
import { createSettings } from '#electron/settings/settings.ts';
import { settingsStateSchema } from '#shared/settings/contract.ts';
import { testFolder } from '#tests/support/test-folder.ts';

// Outside Electron its package would try to fetch the program; a path that is never run keeps it from that.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/not/run/here';
const { openSettingsFile }: { openSettingsFile: typeof OpenSettingsFile } =
  await import('#electron/settings/settings-file.ts');

const fileIn = (folder: string) => join(folder, 'settings.json');

function start(
  folder: string,
  more: { policy?: Policy; restartKeys?: readonly ('core.mode' | 'theme')[] } = {},
) {
  const secrets = createSecretBox({ folder, clock: { now: () => 0 }, log: silentLog });
  const settings = createSettings({
    file: openSettingsFile({ folder, now: () => 1234 }),
    policy: more.policy ?? null,
    secrets,
    checkCertificate: checkCertificateFile,
    isPrivateKey: (pem) => privateKeyOf(pem) !== null,
    restartKeys: more.restartKeys ?? [],
    log: silentLog,
  });
  return { settings, secrets };
}

test('a first start has the defaults, and its state fits the contract', () => {
  const { settings } = start(testFolder());
  const state = settings.state.get();
  expect(settingsStateSchema.parse(state)).toEqual(state);
  expect(state.values['seat.wrapUpSeconds']).toBe(90);
  expect(state).toMatchObject({
    locked: [],
    setAside: [],
    missing: [],
    restartNeeded: false,
    policyFile: null,
  });
});

test('a change is published, on disk, and there after a restart', () => {
  const folder = testFolder();
  const { settings } = start(folder);
  const seen: string[] = [];
  settings.values.subscribe((values) => seen.push(values.theme));
  expect(settings.set('theme', 'dark')).toEqual({ ok: true, value: {} });
  expect(seen).toEqual(['dark']);
  expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toEqual({ theme: 'dark' });
  const later = start(folder).settings.state.get();
  expect(later.values.theme).toBe('dark');
  expect(later.sources).toMatchObject({ theme: 'user', language: 'default' });
});

test('a wrong value changes nothing and says why', () => {
  const { settings } = start(testFolder());
  const before = settings.state.get();
  expect(settings.set('seat.wrapUpSeconds', 9000)).toEqual({
    ok: false,
    error: {
      code: 'settings/invalid',
      params: { key: 'seat.wrapUpSeconds', reason: 'tooLarge', limit: 1800 },
      retry: 'no',
    },
  });
  expect(settings.set('exchange.headers.queue', 'X-CALL-ID')).toMatchObject({
    error: {
      params: { key: 'exchange.headers.queue', reason: 'headerUsedTwice', limit: 'exchange.headers.callId' },
    },
  });
  expect(settings.state.get()).toBe(before);
});

test('a certificate file is opened when it is named', () => {
  const folder = testFolder();
  const { settings } = start(folder);
  const pem = join(folder, 'ca.pem');
  expect(settings.set('exchange.caFile', pem)).toMatchObject({
    error: { params: { reason: 'fileNotReadable' } },
  });
  writeFileSync(pem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  expect(settings.set('exchange.caFile', pem)).toMatchObject({
    error: { params: { reason: 'fileNotCertificate' } },
  });
  writeFileSync(pem, 'not a certificate');
  expect(settings.set('exchange.caFile', pem)).toMatchObject({
    error: { params: { reason: 'fileNotCertificate' } },
  });
  writeFileSync(pem, certificate);
  expect(settings.set('exchange.caFile', pem)).toMatchObject({ ok: true });
});

test('the policy wins, is locked, and leaves what the person had chosen on disk', () => {
  const folder = testFolder();
  start(folder).settings.set('theme', 'dark');
  const policy = {
    file: '/etc/guardline/policy.yaml',
    values: { theme: 'light', 'exchange.mode': 'configured' },
  } as const;
  const { settings } = start(folder, { policy });
  expect(settings.state.get()).toMatchObject({
    values: { theme: 'light' },
    locked: ['theme', 'exchange.mode'],
    sources: { theme: 'policy' },
    missing: ['exchange.url', 'exchange.domain', 'exchange.user'],
    policyFile: '/etc/guardline/policy.yaml',
  });
  expect(settings.set('theme', 'dark')).toMatchObject({
    error: { code: 'settings/locked', params: { key: 'theme' } },
  });
  expect(settings.reset('theme')).toMatchObject({ error: { code: 'settings/locked' } });
  expect(start(folder).settings.values.get().theme).toBe('dark');
});

test('a wrong value in the file is listed, kept there, and gone once the key is set anew', () => {
  const folder = testFolder();
  writeFileSync(fileIn(folder), JSON.stringify({ theme: 'sepia', 'seat.wrapUpSeconds': 120, fromLater: 1 }));
  const { settings } = start(folder);
  expect(settings.state.get()).toMatchObject({
    values: { theme: 'system', 'seat.wrapUpSeconds': 120 },
    setAside: [
      { key: 'theme', reason: 'notOneOf' },
      { key: 'fromLater', reason: 'unknownKey' },
    ],
  });
  settings.set('language', 'en-US');
  expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toMatchObject({ theme: 'sepia', fromLater: 1 });
  settings.set('theme', 'dark');
  expect(settings.state.get().setAside).toEqual([{ key: 'fromLater', reason: 'unknownKey' }]);
  expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toMatchObject({ theme: 'dark' });
});

test.each(['{"theme":', '[]', '7', ''])(
  'a file that is no settings file (%j) is kept aside, not emptied',
  (content) => {
    const folder = testFolder();
    writeFileSync(fileIn(folder), content);
    const { settings } = start(folder);
    expect(settings.state.get().setAside).toEqual([
      { key: 'settings-damaged-1234.json', reason: 'fileUnreadable' },
    ]);
    expect(readFileSync(join(folder, 'settings-damaged-1234.json'), 'utf8')).toBe(content);
    expect(settings.set('theme', 'dark').ok).toBe(true);
  },
);

test('a disk that refuses is said, and the old value holds', () => {
  const folder = testFolder();
  const { settings } = start(folder);
  settings.set('theme', 'dark');
  rmSync(fileIn(folder));
  mkdirSync(fileIn(folder));
  writeFileSync(join(fileIn(folder), 'x'), '');
  expect(settings.set('theme', 'light')).toMatchObject({
    ok: false,
    error: { code: 'settings/not-saved', params: { key: 'theme' }, retry: 'later' },
  });
  expect(settings.values.get().theme).toBe('dark');
  expect(settings.state.get().values.theme).toBe('dark');
});

test('reset goes back to the default', () => {
  const folder = testFolder();
  const { settings } = start(folder);
  settings.set('seat.wrapUpSeconds', 60);
  expect(settings.reset('seat.wrapUpSeconds')).toMatchObject({ ok: true });
  expect(settings.state.get()).toMatchObject({
    values: { 'seat.wrapUpSeconds': 90 },
    sources: { 'seat.wrapUpSeconds': 'default' },
  });
});

test('what takes hold only at the next start is said, until it is changed back', () => {
  const { settings } = start(testFolder(), { restartKeys: ['core.mode'] });
  settings.set('theme', 'dark');
  expect(settings.state.get().restartNeeded).toBe(false);
  settings.set('core.mode', 'configured');
  expect(settings.state.get()).toMatchObject({ restartNeeded: true, missing: ['core.url'] });
  settings.set('core.mode', 'sandbox');
  expect(settings.state.get().restartNeeded).toBe(false);
});

test('a secret shows as set and never as itself', () => {
  const folder = testFolder();
  const { settings, secrets } = start(folder);
  expect(settings.setSecret('exchange.password', 'hunter2')).toMatchObject({
    error: { code: 'settings/secrets-locked' },
  });
  secrets.unlock(new Uint8Array(32));
  expect(settings.setSecret('exchange.password', 'hunter2')).toEqual({ ok: true, value: {} });
  expect(settings.state.get().secrets['exchange.password']).toBe('set');
  expect(settings.setSecret('core.token', 'x'.repeat(501))).toMatchObject({
    error: { code: 'settings/secret-too-long' },
  });
  for (const name of readdirSync(folder))
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain('hunter2');
  expect(JSON.stringify(settings.state.get())).not.toContain('hunter2');
});

test('the handlers answer the contract', async () => {
  const { settings } = start(testFolder());
  const outcome = { ok: false, code: 'refused', detail: 'ECONNREFUSED', tookMs: 3 } as const;
  const handlers = createSettingsHandlers({
    previewCamera: async () => 'none',
    settings,
    checkExchange: () => Promise.resolve(outcome),
    checkCaptions: () => Promise.resolve({ ...outcome, code: 'notRecogniser' }),
    checkCore: () => Promise.resolve({ ...outcome, ok: true, code: 'reachable' }),
  });
  expect(await handlers['settings/set']({ key: 'theme', value: 'dark' })).toEqual({ ok: true, value: {} });
  expect(await handlers['settings/reset']({ key: 'theme' })).toEqual({ ok: true, value: {} });
  expect(await handlers['settings/set-secret']({ name: 'core.token', value: 'x' })).toMatchObject({
    ok: false,
  });
  expect(await handlers['settings/check-exchange']({})).toEqual({ ok: true, value: outcome });
  expect(await handlers['settings/check-captions']({})).toMatchObject({ value: { code: 'notRecogniser' } });
  expect(await handlers['settings/check-core']({})).toMatchObject({ value: { code: 'reachable' } });
});

/** A self-signed authority made for this test; its key was thrown away. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBnTCCAUOgAwIBAgIUKg7YF2s1XBjW1BcbKtPzb8KaBbowCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYR3VhcmRsaW5lIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMTIy
MjgxOVoYDzIxMjYxMDI4MjIyODE5WjAjMSEwHwYDVQQDDBhHdWFyZGxpbmUgdGVz
dCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARRMdHl0P9gBZh6
JaoSSttEErVcoG+mpnWWuZa/Vc7g2fM6pa6g0om3auGn04+i5/cNPe7nMWKI6d6y
J9+dzOOqo1MwUTAdBgNVHQ4EFgQUhbW2YLnc9mGgQF5eeuqscQYXou8wHwYDVR0j
BBgwFoAUhbW2YLnc9mGgQF5eeuqscQYXou8wDwYDVR0TAQH/BAUwAwEB/zAKBggq
hkjOPQQDAgNIADBFAiEAj5v0+S92ZoNBp7D1k++qD3zmOm6glqUScOOdGouEy1IC
IBEsoxFJpLwcjt45IPMHCd13J5bwCxvJRByzoAsZZbtY
-----END CERTIFICATE-----
`;
