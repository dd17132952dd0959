import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { ByPolicy } from './by-policy.tsx';
import { SwitchSetting } from './setting-fields.tsx';
import { useValue } from './use-setting.ts';

/** The trainer's choice, and what the policy says: shown, because nobody at the desk can change it. */
export function RecordingForm() {
  const { t } = useI18n();
  const production = useValue('recording.production') === true;
  const agents = useValue('recording.agentsListen') === true;
  const files = useValue('recording.export') === true;
  const days = useValue('recording.keepDays') ?? 0;
  const lines = [
    t(production ? 'settings.recording.production.on' : 'settings.recording.production.off'),
    t('settings.recording.keep', { days }),
    t(agents ? 'settings.recording.agents.on' : 'settings.recording.agents.off'),
    t(files ? 'settings.recording.export.on' : 'settings.recording.export.off'),
  ];
  return (
    <>
      <SwitchSetting settingKey="recording.training" />
      <ByPolicy lines={lines} note={t('settings.recording.who')} />
    </>
  );
}
