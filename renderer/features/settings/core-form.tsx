import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ModeNote } from './mode-note.tsx';
import { SecretSetting } from './secret-field.tsx';
import { ChoiceSetting, ListSetting, NumberSetting, TextSetting } from './setting-fields.tsx';
import { useValue } from './use-setting.ts';

/** Which core, how the desk proves itself to it, and search by meaning, which rests on the same trust. */
export function CoreForm() {
  const { t } = useI18n();
  const sandbox = useValue('core.mode') === 'sandbox';
  return (
    <>
      <ChoiceSetting
        settingKey="core.mode"
        options={(['sandbox', 'configured'] as const).map((value) => ({
          value,
          label: t(`settings.option.core.${value}`),
        }))}
      />
      {sandbox ? <ModeNote>{t('settings.mode.coreSandbox')}</ModeNote> : null}
      <TextSetting settingKey="core.url" />
      <TextSetting settingKey="core.caFile" />
      <NumberSetting settingKey="core.bulkParallel" min={1} max={64} unit="cards" />
      <ChoiceSetting
        settingKey="core.login"
        options={(['token', 'oauth2'] as const).map((value) => ({
          value,
          label: t(`settings.option.login.${value}`),
        }))}
      />
      <SecretSetting name="core.token" />
      <ListSetting settingKey="core.linkHosts" />
      <TokenEndpoint />
      <Section title={t('settings.part.clientCertificate')}>
        <div className="setting-rows">
          <TextSetting settingKey="core.clientCertFile" />
          <TextSetting settingKey="core.clientKeyFile" />
          <SecretSetting name="core.clientKey" />
        </div>
      </Section>
      <Section title={t('settings.part.content')}>
        <div className="setting-rows">
          <TextSetting settingKey="content.url" />
          <NumberSetting settingKey="content.minutes" min={1} max={1440} unit="minutes" />
          <SecretSetting name="content.token" />
        </div>
      </Section>
      <Section title={t('settings.part.meaning')}>
        <div className="setting-rows">
          <TextSetting settingKey="knowledge.embeddings.url" />
          <TextSetting settingKey="knowledge.embeddings.model" />
        </div>
      </Section>
    </>
  );
}

function TokenEndpoint() {
  const { t } = useI18n();
  return (
    <Section title={t('settings.part.oauth')}>
      <div className="setting-rows">
        <TextSetting settingKey="core.oauth.tokenUrl" />
        <div className="setting-pair">
          <TextSetting settingKey="core.oauth.clientId" />
          <TextSetting settingKey="core.oauth.scope" />
        </div>
        <ChoiceSetting
          settingKey="core.oauth.clientAuth"
          options={(['basic', 'post', 'tls'] as const).map((value) => ({
            value,
            label: t(`settings.option.clientAuth.${value}`),
          }))}
        />
        <SecretSetting name="core.oauthSecret" />
      </div>
    </Section>
  );
}
