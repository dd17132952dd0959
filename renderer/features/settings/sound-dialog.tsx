import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { DeviceSetting } from './device-setting.tsx';
import { SoundPanel } from './sound-panel.tsx';

/** Before the shift: which devices, and whether a caller would hear well. */
export function SoundDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const wanted = useTopic('media/sound-check', (check) => check?.wanted ?? 'no');
  const good = useTopic('media/sound-check', (check) => check?.voice?.verdict === 'good');
  return (
    <Dialog
      title={t('settings.sound.title')}
      onClose={onClose}
      foot={
        <>
          <Button kind={good ? 'primary' : 'plain'} keys={good ? 'Enter' : null} onClick={onClose}>
            {t('settings.sound.done')}
          </Button>
          <span className="fill" />
          {wanted === 'offer' ? (
            <Button
              kind="quiet"
              onClick={() => void desk.send('media/check-sound', { act: 'skip' }).then(onClose)}
            >
              {t('settings.sound.skip')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack sound-dialog">
        {wanted === 'require' && !good ? <p className="xs ink-2">{t('settings.sound.required')}</p> : null}
        <DeviceSetting settingKey="audio.microphone" kind="microphone" />
        <div className="setting-pair">
          <DeviceSetting settingKey="audio.speaker" kind="speaker" />
          <DeviceSetting settingKey="audio.ringer" kind="speaker" />
        </div>
        <SoundPanel primary={!good} opens />
      </div>
    </Dialog>
  );
}
