import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { ByPolicy } from './by-policy.tsx';
import { ListSetting, TextSetting } from './setting-fields.tsx';
import { useValue } from './use-setting.ts';

/** Where the recogniser is, and what the policy says of captions: shown, because nobody at the desk can change it. */
export function CaptionsForm() {
  const { t } = useI18n();
  const on = useValue('captions.mode') === 'on';
  const told = useValue('captions.tellCaller') === true;
  const lines = [
    t(on ? 'settings.captions.mode.on' : 'settings.captions.mode.off'),
    t(told ? 'settings.captions.tell.on' : 'settings.captions.tell.off'),
    t('settings.captions.keep'),
  ];
  return (
    <>
      <TextSetting settingKey="captions.url" />
      <TextSetting settingKey="captions.caFile" />
      <ListSetting settingKey="captions.hotwords" />
      <ByPolicy lines={lines} note={t('settings.captions.hint')} />
    </>
  );
}
