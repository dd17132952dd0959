import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import { processTree } from '#tests/support/desk-life.ts';
import { deskPage, passphrase } from '#tests/support/desk-app.ts';
import { deskHand } from '#tests/support/desk-hand.ts';
import { holdAnswers } from '#tests/support/held-answers.ts';
import { ordinaryUser, type OtherPlace, placeFor, placeOfOurOwn } from '#tests/support/other-user.ts';
import { skipLoudly } from '#tests/support/skip.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');

/** What the kernel says of a process. */
const status = (pid: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(`/proc/${pid}/status`, 'utf8')
      .split('\n')
      .map((line) => line.split(':\t') as [string, string]),
  );

/** Where a person without rights runs the program: here when that is who tests, else as somebody else. */
function somewhere(): OtherPlace {
  if (process.getuid?.() !== 0) return placeOfOurOwn();
  const user = ordinaryUser();
  if (user === null) return skipLoudly('there is no ordinary user to become, or no runuser');
  return placeFor(user);
}

test('as an ordinary user, with the real sandbox: the windows are locked in by the kernel and a call works', async () => {
  if (process.platform !== 'linux') skipLoudly('the kernel is asked through /proc');
  const place = somewhere();
  const policy = join(place.dataFolder, 'policy.yaml');
  writeFileSync(policy, '{}\n');
  chmodSync(policy, 0o644);

  const app = holdAnswers(
    await electron.launch({
      executablePath: place.executable,
      chromiumSandbox: true,
      args: [
        place.appFolder,
        `--user-data-dir=${place.dataFolder}`,
        `--policy-file=${policy}`,
        '--lang=zh-CN',
        '--use-fake-device-for-media-stream',
      ],
    }),
  );
  try {
    const page = await deskPage(app);
    // The hidden window follows the desk's first paint; a window without a process yet answers 0.
    await expect
      .poll(
        () =>
          app.evaluate(
            ({ webContents }) =>
              webContents.getAllWebContents().filter((one) => one.getOSProcessId() > 0).length,
          ),
        { timeout: 30_000 },
      )
      .toBe(2);
    const main = await app.evaluate(({ app: own, webContents }) => ({
      pid: process.pid,
      uid: process.getuid?.(),
      switches: ['no-sandbox', 'disable-setuid-sandbox', 'disable-seccomp-filter-sandbox'].filter((one) =>
        own.commandLine.hasSwitch(one),
      ),
      windows: webContents.getAllWebContents().map((one) => one.getOSProcessId()),
    }));
    expect(main).toMatchObject({ uid: place.uid, switches: [] });
    expect(new Set(main.windows).size).toBe(2);
    for (const pid of main.windows) {
      // 2: system calls are filtered (seccomp-bpf); no way back to rights; no right left.
      expect(status(pid), `window ${pid}`).toMatchObject({
        Seccomp: '2',
        NoNewPrivs: '1',
        CapEff: '0000000000000000',
      });
      expect(status(pid)['NSpid']?.split('\t').length, 'a process space of its own').toBeGreaterThan(1);
    }
    expect(status(main.pid)['Seccomp'], 'main itself is not: else the test would prove nothing').toBe('0');
    expect(processTree(main.pid).length).toBeGreaterThan(3);

    await page.getByLabel(t('access.choose.passphrase'), { exact: true }).fill(passphrase);
    await page.getByLabel(t('access.choose.again')).fill(passphrase);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: new RegExp(t('common.role.agent')) }).click();
    await expect(page.getByText(t('call.lineReady'))).toBeVisible({ timeout: 30_000 });
    await deskHand(page).press('F2');
    await expect(page.getByRole('button', { name: t('call.forward.answer') })).toBeEnabled({
      timeout: 30_000,
    });
    await deskHand(page).press('F2');
    await expect(page.getByText(t('call.state.active')).first()).toBeVisible({ timeout: 30_000 });
  } finally {
    await app.close();
    rmSync(place.folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
