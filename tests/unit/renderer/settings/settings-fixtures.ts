import type { SettingsState } from '#shared/settings/contract.ts';
import { settingDefaults, settingKeys, type SettingValues } from '#shared/settings/values.ts';

export const settingsState = (
  values: Partial<SettingValues> = {},
  more: Partial<SettingsState> = {},
): SettingsState => ({
  values: { ...settingDefaults, ...values },
  sources: Object.fromEntries(
    settingKeys.map((key) => [key, key in values ? 'user' : 'default']),
  ) as SettingsState['sources'],
  locked: [],
  setAside: [],
  missing: [],
  secrets: {
    'exchange.password': 'notSet',
    'exchange.clientKey': 'notSet',
    'exchange.turnPassword': 'notSet',
    'core.token': 'notSet',
    'content.token': 'notSet',
    'core.clientKey': 'notSet',
    'core.oauthSecret': 'notSet',
  },
  restartNeeded: false,
  policyFile: null,
  ...more,
});
