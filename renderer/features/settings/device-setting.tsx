import type { Device } from '#shared/media/contract.ts';
import type { SettingKey } from '#shared/settings/values.ts';
import { settingLabel } from '#renderer/i18n/setting-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { SelectField } from '#renderer/ui/field.tsx';
import { LockedNote } from './setting-fields.tsx';
import { useSetting, useValue } from './use-setting.ts';
import { noteOf } from './words.ts';

interface DeviceSettingProps {
  readonly settingKey: Extract<
    SettingKey,
    'audio.microphone' | 'audio.speaker' | 'audio.ringer' | 'video.camera'
  >;
  readonly kind: Device['kind'];
}

/** Chromium's own names for whatever the system takes by default: our first choice already says that. */
const stands = new Set(['default', 'communications', '']);

/** One of the devices that are plugged in. A chosen one that is not there now stays chosen, and is said to be away. */
export function DeviceSetting({ settingKey, kind }: DeviceSettingProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const chosen = useValue(settingKey) ?? '';
  const { locked, wrong, save } = useSetting(settingKey);
  const devices = useTopic('media/state', (media) => media?.devices ?? null);
  const here = devices?.filter((device) => device.kind === kind && !stands.has(device.id)) ?? [];
  const hint = noteOf(i18n, settingKey);
  const isAway = chosen !== '' && !here.some((device) => device.id === chosen);
  return (
    <SelectField
      label={settingLabel(i18n, settingKey)}
      note={locked ? <LockedNote /> : isAway ? t('settings.device.away') : hint}
      wrong={wrong}
      data-setting={settingKey}
      disabled={locked}
      value={chosen}
      onChange={(event) => void save(event.target.value)}
    >
      <option value="">{t('settings.systemDefault')}</option>
      {here.map((device) => (
        <option key={device.id} value={device.id}>
          {device.label || t('settings.device.unnamed')}
        </option>
      ))}
      {isAway ? <option value={chosen}>{t('settings.device.notHere')}</option> : null}
    </SelectField>
  );
}
