import { createCoreClient, type CoreClient } from '#electron/core/client.ts';
import type { Log } from '#electron/log/log.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Where the sandbox core answers, when it runs. */
export interface SandboxCoreAddress {
  readonly coreUrl: string;
  readonly coreToken: string;
}

/** The bank's gateway when one is configured, else the sandbox core inside the program. */
export function chooseCore(
  values: SettingValues,
  sandbox: SandboxCoreAddress | null,
  deps: { readonly clock: Clock; readonly log: Log; readonly token: () => string | null },
): Result<CoreClient> {
  if (values['core.mode'] === 'configured') {
    const caFile = values['core.caFile'] === '' ? null : values['core.caFile'];
    return createCoreClient({ baseUrl: values['core.url'], caFile, sandbox: false }, deps);
  }
  // Port 9 (discard) answers nobody: a sandbox that did not start is shown as a core that is down, not hidden.
  const { coreUrl, coreToken } = sandbox ?? { coreUrl: 'http://127.0.0.1:9', coreToken: '' };
  return createCoreClient(
    { baseUrl: coreUrl, caFile: null, sandbox: true },
    { ...deps, token: () => coreToken },
  );
}
