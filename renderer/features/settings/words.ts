import type { AppError } from '#shared/errors/app-error.ts';
import type { RawSetting, SettingsState } from '#shared/settings/contract.ts';
import { settingSchemas, type SettingKey } from '#shared/settings/values.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { isSettingKey, settingLabel, settingProblem } from '#renderer/i18n/setting-words.ts';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';

/** The hint under a field, where there is something to say. */
export const noteOf = ({ maybe }: I18n, key: SettingKey): string | null => maybe(`settings.note.${key}`);

/** A refusal of `settings/set` as it stands beside the field; any other failure in the words of its code. */
export function refusalWords(i18n: I18n, key: SettingKey, error: AppError): string {
  if (error.code !== 'settings/invalid') return errorWords(i18n, error);
  const { reason, limit } = error.params;
  return settingProblem(i18n, key, limit === undefined ? { reason } : { reason, limit });
}

export type SetAside = SettingsState['setAside'][number];

/** A value of the file that was not taken: which, and why. */
export function setAsideWords(i18n: I18n, { key, reason }: SetAside): { name: string; why: string } {
  const why =
    isSettingKey(key) && reason !== 'unknownKey' && reason !== 'fileUnreadable'
      ? settingProblem(i18n, key, { reason, ...limitOf(key, reason) })
      : i18n.t(`settings.problem.${reason}`);
  return { name: isSettingKey(key) ? settingLabel(i18n, key) : key, why };
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
