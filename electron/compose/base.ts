import { type App, safeStorage } from 'electron';
import { privateKeyOf } from '#electron/core/client-identity.ts';
import type { FileLog } from '#electron/log/file-log.ts';
import { createKeyKeeper } from '#electron/secrets/key-keeper.ts';
import type { KeyKeeper, SecretBox } from '#electron/secrets/ports.ts';
import { createSecretBox } from '#electron/secrets/secret-box.ts';
import { createSystemKeyStore } from '#electron/secrets/system-key-store.ts';
import { checkCertificateFile } from '#electron/settings/check-certificate.ts';
import { findPolicy } from '#electron/settings/load-policy.ts';
import type { Settings } from '#electron/settings/ports.ts';
import { openSettingsFile } from '#electron/settings/settings-file.ts';
import { createSettings } from '#electron/settings/settings.ts';
import type { PolicyProblem } from '#shared/access/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { FirstWindow } from './first-window.ts';
import type { Places } from './places.ts';

/** What stands before anything else: where things lie, the log, the settings in force, the guardians of secrets. */
export interface Base {
  readonly clock: Clock;
  readonly log: FileLog;
  readonly places: Places;
  readonly settings: Settings;
  readonly secrets: SecretBox;
  readonly keys: KeyKeeper;
  readonly policyProblem: PolicyProblem | null;
}

/** After the app is ready (the system's key store is asked). */
export function composeBase(app: App, argv: readonly string[], first: FirstWindow): Base {
  const { clock, places, log } = first;
  const place = { platform: process.platform, env: process.env, argv, packaged: app.isPackaged };
  const policy = findPolicy(place, checkCertificateFile);
  const secrets = createSecretBox({ folder: places.data, clock, log });
  const settings = createSettings({
    file: openSettingsFile({ folder: places.data, now: clock.now }),
    policy: policy.kind === 'policy' ? policy.policy : null,
    secrets,
    checkCertificate: checkCertificateFile,
    isPrivateKey: (pem) => privateKeyOf(pem) !== null,
    // The rooms on the store are built on one core; the line follows its settings at once.
    restartKeys: [
      'core.mode',
      'core.url',
      'core.caFile',
      'core.clientCertFile',
      'core.clientKeyFile',
      'core.login',
      'core.oauth.tokenUrl',
      'core.oauth.clientId',
      'core.oauth.scope',
      'core.oauth.clientAuth',
      'knowledge.embeddings.url',
      'knowledge.embeddings.model',
    ],
    log,
  });
  const keys = createKeyKeeper({
    folder: places.data,
    system: createSystemKeyStore(safeStorage, process.platform),
  });
  return {
    clock,
    log,
    places,
    settings,
    secrets,
    keys,
    policyProblem: policy.kind === 'problem' ? policy.problem : null,
  };
}
