import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#electron/clock/system-clock.ts';
import { createCoreClient, type CoreClient } from '#electron/core/client.ts';
import { fixedLogin } from '#electron/core/login.ts';
import type { CoreConfig } from '#electron/core/ports.ts';
import { parseSampleCustomers, type SampleCustomer } from '#electron/core/sandbox/customers-file.ts';
import { createSandboxCore, type SandboxCore } from '#electron/core/sandbox/server.ts';
import { silentLog } from '#electron/log/log.ts';
import { testFolder } from './test-folder.ts';

export const sandboxToken = 'test-token';

/** The customers that ship with the program. */
export function sampleCustomers(): readonly SampleCustomer[] {
  return parseSampleCustomers(
    readFileSync(new URL('../../assets/sandbox/customers.yaml', import.meta.url), 'utf8'),
  );
}

/** The real sandbox core on a free port. Pass `dataFile` to open the same core again. */
export function startSandbox(
  options: { readonly dataFile?: string; readonly port?: number } = {},
): Promise<SandboxCore> {
  return createSandboxCore({
    port: options.port ?? 0,
    host: '127.0.0.1',
    token: sandboxToken,
    dataFile: options.dataFile ?? join(testFolder(), 'core.jsonl'),
    customers: sampleCustomers(),
    clock: systemClock,
  });
}

/** The product's own client, with short times so that faults do not make a test slow. */
export function clientFor(
  baseUrl: string,
  options: Partial<CoreConfig> & { token?: string } = {},
): CoreClient {
  const { token = sandboxToken, ...config } = options;
  const client = createCoreClient(
    {
      baseUrl,
      caFile: null,
      sandbox: true,
      readTimeoutMs: 400,
      holdTimeoutMs: 400,
      healthEveryMs: 60_000,
      ...config,
    },
    { clock: systemClock, log: silentLog, login: fixedLogin(() => token) },
  );
  if (!client.ok) throw new Error(client.error.code);
  return client.value;
}
