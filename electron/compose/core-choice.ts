import { readFileSync } from 'node:fs';
import { readClientIdentity, privateKeyOf } from '#electron/core/client-identity.ts';
import { readAuthority } from '#electron/core/address.ts';
import { createCoreClient, type CoreClient } from '#electron/core/client.ts';
import { blockedLogin, fixedLogin, type CoreLogin } from '#electron/core/login.ts';
import { createOAuthLogin } from '#electron/core/oauth-login.ts';
import type { TlsTrust } from '#electron/core/tls-fetch.ts';
import type { Log } from '#electron/log/log.ts';
import type { SecretBox } from '#electron/secrets/ports.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SecretName } from '#shared/settings/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Where the sandbox core answers, when it runs. */
export interface SandboxCoreAddress {
  readonly coreUrl: string;
  readonly coreToken: string;
}

/** A secret by its name; null: not set, or not open yet. */
export type SecretOf = (name: SecretName) => string | null;

export const secretOf =
  (secrets: Pick<SecretBox, 'get' | 'unlocked'>): SecretOf =>
  (name) =>
    secrets.unlocked() ? secrets.get(name) : null;

interface ChoiceDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly secret: SecretOf;
}

/** The bank's gateway when one is configured, else the sandbox core inside the program. */
export function chooseCore(
  values: SettingValues,
  sandbox: SandboxCoreAddress | null,
  deps: ChoiceDeps,
): Result<CoreClient> {
  if (values['core.mode'] === 'configured') return configuredCore(values, deps);
  // Port 9 (discard) answers nobody: a sandbox that did not start is shown as a core that is down, not hidden.
  const { coreUrl, coreToken } = sandbox ?? { coreUrl: 'http://127.0.0.1:9', coreToken: '' };
  return createCoreClient(
    { baseUrl: coreUrl, caFile: null, sandbox: true },
    { ...deps, login: fixedLogin(() => coreToken) },
  );
}

/** A certificate or key that cannot be used stops no start: the core is shown as refused with the remedy, and holds wait. */
function configuredCore(values: SettingValues, deps: ChoiceDeps): Result<CoreClient> {
  const caFile = values['core.caFile'] === '' ? null : values['core.caFile'];
  const found = readClientIdentity(values['core.clientCertFile'], deps.secret('core.clientKey'));
  const authority = caFile === null ? null : readAuthority(caFile);
  const identity = found.ok ? found.identity : undefined;
  const trust: TlsTrust = { ca: authority?.ok === true ? authority.value : undefined, identity };
  if (!found.ok) deps.log.error('client certificate cannot be used', { problem: found.problem });
  return createCoreClient(
    { baseUrl: values['core.url'], caFile, sandbox: false, identity },
    { ...deps, login: found.ok ? loginOf(values, trust, deps) : blockedLogin(found.problem) },
  );
}

function loginOf(values: SettingValues, trust: TlsTrust, { clock, log, secret }: ChoiceDeps): CoreLogin {
  if (values['core.login'] === 'token') return fixedLogin(() => secret('core.token'));
  return createOAuthLogin(
    {
      tokenUrl: values['core.oauth.tokenUrl'],
      clientId: values['core.oauth.clientId'],
      scope: values['core.oauth.scope'],
      auth: values['core.oauth.clientAuth'],
    },
    { clock, log, trust, secret: () => secret('core.oauthSecret') },
  );
}

/** The key file that a policy names is read once; what is kept is the key store's copy, and the file can go. */
export function takeInClientKey(
  values: SettingValues,
  secrets: Pick<SecretBox, 'get' | 'set'>,
  log: Log,
): void {
  const file = values['core.clientKeyFile'];
  if (file === '') return;
  let pem: string | null;
  try {
    pem = privateKeyOf(readFileSync(file, 'utf8'));
  } catch {
    // Taken in before and removed since.
    if (secrets.get('core.clientKey') === null) log.error('client key file cannot be read', {});
    return;
  }
  if (pem === null) return log.error('client key file holds no usable key', {});
  if (secrets.get('core.clientKey') === pem) return;
  secrets.set('core.clientKey', pem);
  log.info('client key taken into the key store', {});
}
