import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { contentServiceFetch } from '#electron/compose/content-service.ts';
import { settingDefaults } from '#shared/settings/values.ts';
import { testFolder } from '#tests/support/test-folder.ts';

test('an authority that cannot be read any more is nobody to trust: the service is not even asked', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('text');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const ask = (caFile: string) =>
    contentServiceFetch({
      clock: systemClock,
      values: () => ({ ...settingDefaults, 'core.caFile': caFile }),
      token: () => null,
    })({ url, etag: null, maxBytes: 1_000 });
  expect(await ask(join(testFolder(), 'gone.pem'))).toEqual({ kind: 'trouble', trouble: 'certificate' });
  expect(asked).toBe(0);
  expect(await ask('')).toMatchObject({ kind: 'text', text: 'text' });
  await new Promise((done) => server.close(done));
});
