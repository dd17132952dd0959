import type { SettingProblem } from '#shared/settings/check-setting.ts';
import { settingKeys, type SettingKey } from '#shared/settings/values.ts';
import type { I18n } from './use-i18n.tsx';

export const isSettingKey = (key: string): key is SettingKey => settingKeys.some((one) => one === key);

/** What a setting is called on the settings page. */
export const settingLabel = ({ t }: Pick<I18n, 't'>, key: SettingKey): string => t(`settings.label.${key}`);

const numberKeys: ReadonlySet<SettingKey> = new Set([
  'seat.wrapUpSeconds',
  'seat.ringTimeoutSeconds',
  'seat.maxLines',
  'care.elderlyFrom',
  'care.elderlyFromWomen',
]);

/** Why a value was refused, with its remedy. */
export function settingProblem(
  i18n: Pick<I18n, 't'>,
  key: SettingKey,
  { reason, limit }: SettingProblem,
): string {
  if (reason === 'wrongType' && numberKeys.has(key)) return i18n.t('settings.problem.notNumber');
  // Another setting is named by its words, not by its key.
  const named = typeof limit === 'string' && isSettingKey(limit) ? settingLabel(i18n, limit) : limit;
  return i18n.t(`settings.problem.${reason}`, named === undefined ? {} : { limit: named });
}
