import type { AppError } from '#shared/errors/app-error.ts';
import type { SettingProblem } from '#shared/settings/check-setting.ts';
import type { RawSetting, SettingsState } from '#shared/settings/contract.ts';
import { settingSchemas, type SettingKey } from '#shared/settings/values.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';
import { isSettingKey } from './groups.ts';

export const labelOf = ({ t }: I18n, key: SettingKey): string => t(`settings.label.${key}`);

/** The hint under a field, where there is something to say. */
export const noteOf = ({ maybe }: I18n, key: SettingKey): string | null => maybe(`settings.note.${key}`);

const numberKeys: ReadonlySet<SettingKey> = new Set([
  'seat.wrapUpSeconds',
  'seat.ringTimeoutSeconds',
  'care.elderlyFrom',
  'care.elderlyFromWomen',
]);

/** Why a value was refused, with its remedy. */
export function problemWords(i18n: I18n, key: SettingKey, { reason, limit }: SettingProblem): string {
  if (reason === 'wrongType' && numberKeys.has(key)) return i18n.t('settings.problem.notNumber');
  // The other header is named by its words, not by its key.
  const named = typeof limit === 'string' && isSettingKey(limit) ? labelOf(i18n, limit) : limit;
  return i18n.t(`settings.problem.${reason}`, named === undefined ? {} : { limit: named });
}

/** A refusal of `settings/set` as it stands beside the field; any other failure in the words of its code. */
export function refusalWords(i18n: I18n, key: SettingKey, error: AppError): string {
  if (error.code !== 'settings/invalid') return errorWords(i18n, error);
  const { reason, limit } = error.params;
  return problemWords(i18n, key, limit === undefined ? { reason } : { reason, limit });
}

export type SetAside = SettingsState['setAside'][number];

/** A value of the file that was not taken: which, and why. */
export function setAsideWords(i18n: I18n, { key, reason }: SetAside): { name: string; why: string } {
  const why =
    isSettingKey(key) && reason !== 'unknownKey' && reason !== 'fileUnreadable'
      ? problemWords(i18n, key, { reason, ...limitOf(key, reason) })
      : i18n.t(`settings.problem.${reason}`);
  return { name: isSettingKey(key) ? labelOf(i18n, key) : key, why };
}

/** The list of the file carries no bound: it is read from the setting's own check, where it has one. */
function limitOf(key: SettingKey, reason: SetAside['reason']): { limit?: number | string } {
  const schema: unknown = settingSchemas[key];
  if (typeof schema !== 'object' || schema === null) return {};
  const read = (name: 'minValue' | 'maxValue' | 'maxLength' | 'options'): unknown =>
    name in schema ? (schema as Readonly<Record<string, unknown>>)[name] : undefined;
  const bound =
    reason === 'tooSmall'
      ? read('minValue')
      : reason === 'tooLarge'
        ? read('maxValue')
        : reason === 'tooLong'
          ? read('maxLength')
          : reason === 'notOneOf'
            ? read('options')
            : undefined;
  if (Array.isArray(bound)) return { limit: bound.join(', ') };
  return typeof bound === 'number' ? { limit: bound } : {};
}

/** A value in force as one types it. Lists stand one a line; null is an empty field. */
export function textOf(value: RawSetting): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** What was typed, as it is sent. A text that is no whole number goes as it is, so that the check can say so. */
export function numberFrom(text: string): RawSetting {
  const typed = text.trim();
  if (typed === '') return null;
  return /^-?\d{1,9}$/.test(typed) ? Number(typed) : typed;
}

export const listFrom = (text: string): RawSetting =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Blanks around an address or a path come from pasting and are never meant. */
export const lineFrom = (text: string): RawSetting => text.trim();
