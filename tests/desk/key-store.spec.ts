import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startDesk } from '#tests/support/desk-app.ts';
import { signInAs } from '#tests/support/hands.ts';
import { needPrograms, skipLoudly } from '#tests/support/skip.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');

/** Starts a program in a session of its own with an open keyring, as a desktop gives every person one. */
function inKeyringSession(folder: string, electron: string): string {
  const [home, runtime] = [join(folder, 'home'), join(folder, 'run')];
  mkdirSync(home);
  mkdirSync(runtime, { mode: 0o700 });
  const inner = join(folder, 'inner');
  const outer = join(folder, 'electron-in-session');
  const open = 'eval "$(printf keyring | gnome-keyring-daemon --unlock --components=secrets)"';
  writeFileSync(inner, `#!/bin/sh\n${open}\nexec "${electron}" "$@"\n`, { mode: 0o755 });
  const settings = `HOME="${home}" XDG_RUNTIME_DIR="${runtime}" XDG_DATA_HOME="${home}/.local/share"`;
  writeFileSync(outer, `#!/bin/sh\nexec env ${settings} dbus-run-session -- "${inner}" "$@"\n`, {
    mode: 0o755,
  });
  return outer;
}

test('with a key store of the system nobody is asked for a passphrase, and the data opens again', async () => {
  if (process.platform !== 'linux') skipLoudly('the key store of this test is that of a Linux desktop');
  needPrograms(['dbus-run-session', 'gnome-keyring-daemon'], ['dbus', 'gnome-keyring', 'libsecret-1-0']);
  const folder = mkdtempSync(join(tmpdir(), 'guardline-keyring-'));
  const executable = inKeyringSession(folder, process.env.ELECTRON_BIN ?? '');
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const options = { dataFolder, executable, switches: ['--password-store=gnome-libsecret'] };
  try {
    const first = await startDesk(options);
    await expect(first.page.getByRole('heading', { name: t('access.signIn.title') })).toBeVisible({
      timeout: 30_000,
    });
    await expect(first.page.getByText(t('access.checks.storeOs'))).toBeVisible();
    expect(await first.ask('access/state')).toMatchObject({
      keyStore: { kind: 'os', backend: 'gnome_libsecret' },
    });
    await signInAs(first.page, 'agent');
    await first.send('settings/set-secret', { name: 'core.token', value: 'Zhimakaimen-9913' });
    await first.close({ keepData: true });

    const key: unknown = JSON.parse(readFileSync(join(dataFolder, 'key.json'), 'utf8'));
    expect(key).toMatchObject({ guard: { kind: 'os', backend: 'gnome_libsecret' } });

    const second = await startDesk(options);
    await expect(second.page.getByRole('heading', { name: t('access.signIn.title') })).toBeVisible({
      timeout: 30_000,
    });
    expect(await second.ask('settings/state')).toMatchObject({ secrets: { 'core.token': 'set' } });
    await second.close({ keepData: true });

    // Without the keyring the same data is not given away, and not thrown away.
    const third = await startDesk({ dataFolder });
    await expect(third.page.getByText(t('access.damage.reason.keyStoreGone'))).toBeVisible({
      timeout: 30_000,
    });
    await third.close({ keepData: true });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
