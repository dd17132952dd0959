import type { ReactNode } from 'react';
import { roleSchema } from '#shared/seat/role.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { DeviceSetting } from './device-setting.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { SettingGroup } from './groups.ts';
import { ModeNote } from './mode-note.tsx';
import { CaptionsForm } from './captions-form.tsx';
import { CoreForm } from './core-form.tsx';
import { RecordingForm } from './recording-form.tsx';
import { SecretSetting } from './secret-field.tsx';
import { ChoiceSetting, ListSetting, NumberSetting, SwitchSetting, TextSetting } from './setting-fields.tsx';
import { useValue } from './use-setting.ts';
import { SoundPanel } from './sound-panel.tsx';
import { VideoForm } from './video-form.tsx';

/** The settings of one group. */
export const groupForms: Readonly<Record<SettingGroup, () => ReactNode>> = {
  look: LookForm,
  exchange: ExchangeForm,
  core: CoreForm,
  audio: AudioForm,
  video: VideoForm,
  recording: RecordingForm,
  captions: CaptionsForm,
  seat: SeatForm,
  care: CareForm,
};

function LookForm() {
  const { t } = useI18n();
  return (
    <>
      <ChoiceSetting
        settingKey="language"
        options={[
          { value: 'system', label: t('settings.option.language.system') },
          { value: 'zh-CN', label: <span lang="zh">简体中文</span> },
          { value: 'en-US', label: <span lang="en">English</span> },
        ]}
      />
      <ChoiceSetting
        settingKey="theme"
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`settings.option.theme.${value}`),
        }))}
      />
      <SwitchSetting settingKey="notifications.enabled" />
    </>
  );
}

function ExchangeForm() {
  const { t } = useI18n();
  const embedded = useValue('exchange.mode') === 'embedded';
  return (
    <>
      <ChoiceSetting
        settingKey="exchange.mode"
        options={(['embedded', 'configured'] as const).map((value) => ({
          value,
          label: t(`settings.option.exchange.${value}`),
        }))}
      />
      {embedded ? <ModeNote>{t('settings.mode.exchangeEmbedded')}</ModeNote> : null}
      <Section title={t('settings.part.account')}>
        <div className="setting-rows">
          <TextSetting settingKey="exchange.url" />
          <ListSetting settingKey="exchange.fallbackUrls" />
          <div className="setting-pair">
            <TextSetting settingKey="exchange.domain" />
            <TextSetting settingKey="exchange.user" />
          </div>
          <div className="setting-pair">
            <SecretSetting name="exchange.password" />
            <TextSetting settingKey="exchange.displayName" />
          </div>
          <TextSetting settingKey="exchange.caFile" />
          <div className="setting-pair">
            <TextSetting settingKey="exchange.clientCertFile" />
            <SecretSetting name="exchange.clientKey" />
          </div>
          <ChoiceSetting
            settingKey="seat.role"
            options={roleSchema.options.map((value) => ({ value, label: t(`common.role.${value}`) }))}
          />
        </div>
      </Section>
      <Section title={t('settings.part.network')}>
        <div className="setting-rows">
          <TextSetting settingKey="exchange.outboundProxy" />
          <ListSetting settingKey="exchange.stun" />
          <ListSetting settingKey="exchange.turn" />
          <div className="setting-pair">
            <TextSetting settingKey="exchange.turnUser" />
            <SecretSetting name="exchange.turnPassword" />
          </div>
        </div>
      </Section>
      <Section title={t('settings.part.calls')}>
        <div className="setting-rows">
          <ChoiceSetting
            settingKey="exchange.dtmf"
            options={(['rfc4733', 'info'] as const).map((value) => ({
              value,
              label: t(`settings.option.dtmf.${value}`),
            }))}
          />
          <SwitchSetting settingKey="exchange.autoAnswer" />
          <ChoiceSetting
            settingKey="exchange.takeover"
            options={(['auto', 'replaces', 'reinvite', 'off'] as const).map((value) => ({
              value,
              label: t(`settings.option.takeover.${value}`),
            }))}
          />
          <NumberSetting settingKey="exchange.takeoverSeconds" min={5} max={120} unit="seconds" />
          <ChoiceSetting
            settingKey="exchange.realTimeText"
            options={(['auto', 'off'] as const).map((value) => ({
              value,
              label: t(`settings.option.realTimeText.${value}`),
            }))}
          />
          <NumberSetting settingKey="exchange.textBytes" min={200} max={60_000} unit="bytes" />
          <div className="setting-pair">
            <TextSetting settingKey="exchange.codes.park" />
            <TextSetting settingKey="exchange.codes.pickUp" />
            <TextSetting settingKey="exchange.codes.echo" />
          </div>
          <ListSetting settingKey="exchange.directory" />
          <ListSetting settingKey="exchange.specialists" />
        </div>
      </Section>
      <Section title={t('settings.part.headers')}>
        <div className="setting-pair">
          <TextSetting settingKey="exchange.headers.customerId" />
          <TextSetting settingKey="exchange.headers.queue" />
          <TextSetting settingKey="exchange.headers.ivrVerified" />
          <TextSetting settingKey="exchange.headers.callId" />
          <TextSetting settingKey="exchange.headers.care" />
        </div>
      </Section>
    </>
  );
}

function AudioForm() {
  const { t } = useI18n();
  return (
    <>
      <Section title={t('settings.part.devices')}>
        <div className="setting-rows">
          <DeviceSetting settingKey="audio.microphone" kind="microphone" />
          <DeviceSetting settingKey="audio.speaker" kind="speaker" />
          <DeviceSetting settingKey="audio.ringer" kind="speaker" />
          <SoundPanel />
          <ChoiceSetting
            settingKey="audio.check"
            options={(['off', 'offer', 'require'] as const).map((value) => ({
              value,
              label: t(`settings.option.check.${value}`),
            }))}
          />
        </div>
      </Section>
      <Section title={t('settings.part.processing')}>
        <SwitchSetting settingKey="audio.noiseSuppression" />
        <SwitchSetting settingKey="audio.echoCancellation" />
        <SwitchSetting settingKey="audio.autoGain" />
        <SwitchSetting settingKey="audio.measures" />
      </Section>
    </>
  );
}

function SeatForm() {
  return (
    <div className="setting-pair">
      <NumberSetting settingKey="seat.wrapUpSeconds" min={5} max={1800} unit="seconds" />
      <NumberSetting settingKey="seat.ringTimeoutSeconds" min={5} max={300} unit="seconds" />
      <NumberSetting settingKey="seat.maxLines" min={1} max={4} unit="calls" />
      <SwitchSetting settingKey="seat.offerCases" />
    </div>
  );
}

function CareForm() {
  const { t } = useI18n();
  return (
    <div className="setting-pair">
      <NumberSetting settingKey="care.elderlyFrom" min={40} max={100} unit="years" />
      <NumberSetting
        settingKey="care.elderlyFromWomen"
        min={40}
        max={100}
        unit="years"
        placeholder={t('settings.same')}
      />
      <NumberSetting settingKey="care.calmPace" min={100} max={400} unit="syllables" />
      <ListSetting settingKey="care.leadSeats" />
    </div>
  );
}
