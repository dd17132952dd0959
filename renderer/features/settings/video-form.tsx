import { useEffect, useState } from 'react';
import { cameraPreviewId } from '#shared/media/picture-port.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { usePicture } from '#renderer/stores/use-picture.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { DeviceSetting } from './device-setting.tsx';
import { ChoiceSetting } from './setting-fields.tsx';
import { useValue } from './use-setting.ts';

/** Which camera, a look through it, and what becomes of a picture that a caller offers. */
export function VideoForm() {
  const { t } = useI18n();
  return (
    <>
      <Section title={t('settings.part.devices')}>
        <div className="setting-rows">
          <DeviceSetting settingKey="video.camera" kind="camera" />
          <ChoiceSetting
            settingKey="video.background"
            options={(['off', 'blur'] as const).map((value) => ({
              value,
              label: t(`settings.option.videoBackground.${value}`),
            }))}
          />
        </div>
        <CameraLook />
      </Section>
      <ChoiceSetting
        settingKey="video.incoming"
        options={(['take', 'ask'] as const).map((value) => ({
          value,
          label: t(`settings.option.videoIncoming.${value}`),
        }))}
      />
    </>
  );
}

function CameraLook() {
  const { t } = useI18n();
  const chosen = useValue('video.camera') ?? '';
  const [wanted, setWanted] = useState(false);
  return (
    <div className="camera-look">
      <Button icon="camera" onClick={() => setWanted(!wanted)}>
        {t(wanted ? 'settings.camera.stop' : 'settings.camera.preview')}
      </Button>
      {wanted ? <Look key={chosen} /> : null}
    </div>
  );
}

/** Opened with this part and closed with it; opened anew when another camera is chosen. */
function Look() {
  const { t } = useI18n();
  const desk = useDesk();
  const [camera, setCamera] = useState<'off' | 'ok' | 'none' | 'denied'>('off');
  useEffect(() => {
    let over = false;
    void desk.bridge.send('settings/preview-camera', { on: true }).then((result) => {
      if (!over) setCamera(result.ok ? result.value.camera : 'none');
    });
    return () => {
      over = true;
      void desk.bridge.send('settings/preview-camera', { on: false });
    };
  }, [desk]);
  const { canvas } = usePicture(cameraPreviewId, 'own', 320, 15);
  if (camera === 'none' || camera === 'denied')
    return <p className="xs bad">{t(`settings.camera.${camera}`)}</p>;
  return <canvas ref={canvas} className="picture" role="img" aria-label={t('settings.camera.alt')} />;
}
