import type { SettingsState } from '#shared/settings/contract.ts';
import { settingKeys, type SettingKey } from '#shared/settings/values.ts';
import { isSettingKey } from '#renderer/i18n/setting-words.ts';
import type { SettingDraftMap } from '#renderer/stores/setting-drafts.ts';
import type { IconName } from '#renderer/ui/icon-names.ts';

/** In the order of the list on the left. */
export const settingGroups = [
  'look',
  'exchange',
  'core',
  'audio',
  'video',
  'recording',
  'captions',
  'seat',
  'care',
] as const;
export type SettingGroup = (typeof settingGroups)[number];

export const groupIcon: Readonly<Record<SettingGroup, IconName>> = {
  look: 'eye',
  exchange: 'phone',
  core: 'building',
  audio: 'headset',
  video: 'video',
  recording: 'record',
  captions: 'captions',
  seat: 'user',
  care: 'elderly',
};

/** The group a setting stands in. The role belongs to the exchange: it holds only on the bank's own. */
export function groupOf(key: SettingKey): SettingGroup {
  if (key === 'language' || key === 'theme' || key === 'notifications.enabled') return 'look';
  if (key === 'seat.role') return 'exchange';
  // The bank's own services stand together.
  if (key.startsWith('knowledge.')) return 'core';
  const first = key.split('.')[0];
  return settingGroups.find((group) => group === first) ?? 'look';
}

/** Groups in which something has to be looked at: a value is needed, one of the file was not taken, one typed was refused. */
export function groupsToMend(
  { missing, setAside }: SettingsState,
  drafts: SettingDraftMap,
): ReadonlySet<SettingGroup> {
  const aside = setAside.flatMap(({ key }) => (isSettingKey(key) ? [key] : []));
  const refused = settingKeys.filter((key) => drafts[key]?.phase === 'refused');
  return new Set([...missing, ...aside, ...refused].map(groupOf));
}
