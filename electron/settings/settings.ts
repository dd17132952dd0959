import { errorFields, type Log } from '#electron/log/log.ts';
import type { SecretBox } from '#electron/secrets/ports.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import {
  checkSetting,
  checkTogether,
  missingSettings,
  type SettingProblem,
} from '#shared/settings/check-setting.ts';
import type { SecretName, SettingsState } from '#shared/settings/contract.ts';
import {
  settingDefaults,
  settingKeys,
  type SettingKey,
  type SettingValues,
} from '#shared/settings/values.ts';
import { inForce, isClosed, isLocked, readOwn, sourcesOf } from './layers.ts';
import type { Policy } from './load-policy.ts';
import type { CertificateCheck, Settings, SettingsFile } from './ports.ts';

export interface SettingsDeps {
  readonly file: SettingsFile;
  readonly policy: Policy | null;
  readonly secrets: Pick<SecretBox, 'status' | 'unlocked' | 'set'>;
  readonly checkCertificate: CertificateCheck;
  readonly isPrivateKey: (pem: string) => boolean;
  /** Keys whose change takes hold only at the next start. */
  readonly restartKeys?: readonly SettingKey[];
  readonly log: Log;
}

type Done = Result<Record<string, never>>;
/** A PEM key of 4096 bits takes about 3,300 characters. */
const longestSecret = (name: SecretName): number => (name.endsWith('.clientKey') ? 4000 : 500);

const certificateKeys = [
  'exchange.caFile',
  'exchange.clientCertFile',
  'core.caFile',
  'core.clientCertFile',
  'captions.caFile',
] as const;
const isCertificateKey = (key: SettingKey): key is (typeof certificateKeys)[number] =>
  certificateKeys.some((one) => one === key);

/**
 * The settings in force: default, then the person's, then the administrator's. A value on the disk that fails its check is
 * listed in `setAside`, the default holds, and the file keeps it until the key is set anew.
 */
export function createSettings(deps: SettingsDeps): Settings {
  const { file, policy, secrets, log } = deps;
  let stored = { ...file.read() };
  let { own, setAside } = readOwn(stored, policy);
  for (const { key, reason } of setAside) log.warn('setting on disk refused', { settingName: key, reason });
  if (file.keptAs !== null) setAside = [{ key: file.keptAs, reason: 'fileUnreadable' }, ...setAside];

  const atStart = inForce(own, policy);
  const values = createPublisher(atStart);
  const state = createPublisher(snapshot());
  const undo = secrets.status.subscribe(() => state.set(snapshot()));

  function snapshot(): SettingsState {
    const now = values.get();
    return {
      values: now,
      sources: sourcesOf(own, policy),
      locked: settingKeys.filter((key) => isLocked(key, policy)),
      setAside: setAside.slice(0, 100),
      missing: [...missingSettings(now)],
      secrets: secrets.status.get(),
      restartNeeded: (deps.restartKeys ?? []).some((key) => !same(now[key], atStart[key])),
      policyFile: policy?.file ?? null,
    };
  }

  /** On disk first; only then in force. `value` undefined: back to the default. */
  function keep(key: SettingKey, value: unknown): Done {
    const [nextStored, nextOwn] = [without(stored, key), without(own, key)];
    if (value !== undefined) nextStored[key] = nextOwn[key] = value;
    try {
      file.write(nextStored);
    } catch (error) {
      return notSaved(log, key, error);
    }
    [stored, own] = [nextStored, nextOwn];
    setAside = setAside.filter((entry) => entry.key !== key);
    values.set(inForce(own, policy));
    state.set(snapshot());
    return ok({});
  }

  return {
    state,
    values,
    set(key, raw) {
      if (isClosed(key, policy)) return fail(appError('settings/locked', { key }));
      const checked = checkSetting(key, raw);
      if (!checked.ok) return invalid(key, checked.problem);
      const problem = problemAround(deps, key, { ...values.get(), [key]: checked.value });
      return problem ? invalid(key, problem) : keep(key, checked.value);
    },
    reset(key) {
      if (isClosed(key, policy)) return fail(appError('settings/locked', { key }));
      const problem = problemAround(deps, key, { ...values.get(), [key]: settingDefaults[key] });
      return problem ? invalid(key, problem) : keep(key, undefined);
    },
    setSecret: (name, value) => keepSecret(deps, name, value),
    dispose: undo,
  };
}

/** What only the other values or the disk can show. `values` already holds the new one. */
function problemAround(deps: SettingsDeps, key: SettingKey, values: SettingValues): SettingProblem | null {
  const path = isCertificateKey(key) ? values[key] : '';
  const reason = path === '' ? null : deps.checkCertificate(path);
  return reason ? { reason } : checkTogether(key, values);
}

function keepSecret({ secrets, log, isPrivateKey }: SettingsDeps, name: SecretName, value: string): Done {
  if (!secrets.unlocked()) return fail(appError('settings/secrets-locked', {}));
  const max = longestSecret(name);
  if (value.length > max) return fail(appError('settings/secret-too-long', { max }));
  if (name === 'core.clientKey' && value !== '' && !isPrivateKey(value))
    return fail(appError('settings/not-a-key', {}));
  try {
    secrets.set(name, value);
    return ok({});
  } catch (error) {
    return notSaved(log, name, error);
  }
}

function notSaved(log: Log, key: string, error: unknown): Done {
  log.error('setting not saved', { settingName: key, ...errorFields(error) });
  const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return fail(appError('settings/not-saved', { key, detail }, 'later'));
}

function invalid(key: SettingKey, { reason, limit }: SettingProblem): Done {
  return fail(appError('settings/invalid', { key, reason, ...(limit === undefined ? {} : { limit }) }));
}

function without(values: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
