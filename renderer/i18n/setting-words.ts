import type { SettingProblem } from '#shared/settings/check-setting.ts';
import type { SettingKey } from '#shared/settings/values.ts';
import { zhTree } from './resources.ts';
import type { I18n } from './use-i18n.tsx';

/** By its words: the schemas of the settings are no part of the first screen. */
export const isSettingKey = (key: string): key is SettingKey =>
  typeof key.split('.').reduce<unknown>(partOf, zhTree.settings.label) === 'string';

const partOf = (tree: unknown, name: string): unknown =>
  typeof tree === 'object' && tree !== null && Object.hasOwn(tree, name)
    ? (tree as Readonly<Record<string, unknown>>)[name]
    : undefined;

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
