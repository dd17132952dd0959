import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passphrase, startDesk, unlock } from '#tests/support/desk-app.ts';
import type { Album } from './album.ts';

/** What a start can meet: a locked store, a damaged one, a policy that is wrong. */
export async function whenItStarts(album: Album): Promise<void> {
  const size = { width: 1366, height: 768 };
  const dataFolder = mkdtempSync(join(tmpdir(), 'guardline-screens-'));
  const first = await startDesk({ dataFolder });
  await unlock(first);
  await first.close({ keepData: true });
  const file = openSync(join(dataFolder, 'guardline.db'), 'r+');
  writeSync(file, Buffer.alloc(1024, 0x47), 0, 1024, 0);
  closeSync(file);

  const locked = await startDesk({ dataFolder, size });
  await album.step('unlock', async () => {
    await locked.page.locator('input[type=password]').waitFor();
    await album.take(locked, 'unlock');
  });
  await album.step('damaged-store', async () => {
    await locked.send('access/unlock', { passphrase });
    await locked.page.getByText('guardline.db').first().waitFor({ timeout: 20_000 });
    await album.take(locked, 'damaged-store');
  });
  await locked.close();

  const stopped = await startDesk({
    size,
    policy: 'exchange.mode: configured\nexchange.url: https://bank.example\n',
  });
  await album.step('policy-fault', async () => {
    await stopped.page.getByText('exchange.url').waitFor();
    await album.take(stopped, 'policy-fault');
  });
  await stopped.close();
}
