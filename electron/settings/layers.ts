import { checkSetting, checkTogether } from '#shared/settings/check-setting.ts';
import { settingsStateSchema, type SettingsState } from '#shared/settings/contract.ts';
import {
  policyOnlyKeys,
  settingDefaults,
  settingKeys,
  settingValuesSchema,
  type SettingKey,
  type SettingValues,
} from '#shared/settings/values.ts';
import type { Policy } from './load-policy.ts';

/** Usable values of the person, by key. */
export type OwnValues = Partial<Record<SettingKey, unknown>>;
export type SetAside = SettingsState['setAside'];

/** Sorts what lies on the disk into usable values and those that are refused. */
export function readOwn(
  stored: Readonly<Record<string, unknown>>,
  policy: Policy | null,
): { own: OwnValues; setAside: SetAside } {
  const own: OwnValues = {};
  const setAside: SetAside = [];
  for (const [name, raw] of Object.entries(stored)) {
    const key = settingKeys.find((known) => known === name);
    const checked = key ? checkSetting(key, raw) : null;
    if (!key) setAside.push({ key: name.slice(0, 100), reason: 'unknownKey' });
    else if (policyOnlyKeys.has(key)) setAside.push({ key, reason: 'policyOnly' });
    else if (checked?.ok) own[key] = checked.value;
    else if (checked) setAside.push({ key, reason: checked.problem.reason });
  }
  for (const key of settingKeys) {
    const clash = key in own ? checkTogether(key, inForce(own, policy)) : null;
    if (!clash) continue;
    delete own[key];
    setAside.push({ key, reason: clash.reason });
  }
  return { own, setAside };
}

/** Defaults, over them the person's values, over them the administrator's. */
export const inForce = (own: OwnValues, policy: Policy | null): SettingValues =>
  settingValuesSchema.parse({ ...settingDefaults, ...own, ...policy?.values });

export const isLocked = (key: SettingKey, policy: Policy | null): boolean =>
  policy !== null && key in policy.values;

/** Nobody at the desk may set it, whether the policy names it or not. */
export const isClosed = (key: SettingKey, policy: Policy | null): boolean =>
  policyOnlyKeys.has(key) || isLocked(key, policy);

export function sourcesOf(own: OwnValues, policy: Policy | null): SettingsState['sources'] {
  const of = (key: SettingKey) =>
    policy !== null && key in policy.values ? 'policy' : key in own ? 'user' : 'default';
  return settingsStateSchema.shape.sources.parse(
    Object.fromEntries(settingKeys.map((key) => [key, of(key)])),
  );
}
