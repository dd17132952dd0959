import type { Result } from '#shared/errors/result.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { RawSetting, SecretName, SettingsState } from '#shared/settings/contract.ts';
import type { SettingReason } from '#shared/settings/errors.ts';
import type { SettingKey, SettingValues } from '#shared/settings/values.ts';

/** The settings in force, and the only way to change them. */
export interface Settings {
  readonly state: Source<SettingsState>;
  /** Only the values; replaced when one of them changes. */
  readonly values: Source<SettingValues>;
  set(key: SettingKey, raw: RawSetting): Result<Record<string, never>>;
  /** Back to the default. */
  reset(key: SettingKey): Result<Record<string, never>>;
  setSecret(name: SecretName, value: string): Result<Record<string, never>>;
  dispose(): void;
}

/** What a person has chosen, on disk. `values` holds what was read, unchecked. */
export interface SettingsFile {
  /** Name of the file the unreadable one is kept under, when there was one. */
  readonly keptAs: string | null;
  read(): Readonly<Record<string, unknown>>;
  /** Replaces the whole; atomic. Throws when the disk refuses. */
  write(values: Readonly<Record<string, unknown>>): void;
}

/** Whether a certificate file can be used; null when it can. */
export type CertificateCheck = (
  path: string,
) => Extract<SettingReason, 'fileNotReadable' | 'fileNotCertificate'> | null;
