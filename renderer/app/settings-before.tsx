import { lazy, Suspense } from 'react';
import { StripNotice } from '#renderer/features/work-strip/strip-notice.tsx';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { toSettings } from '#renderer/commands/go-commands.ts';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { Brand } from '#renderer/ui/brand.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { LoadingPart } from '#renderer/ui/states.tsx';
import { ScreenFault } from './screen-fault.tsx';

const SettingsView = lazy(async () => ({
  default: (await import('#renderer/features/settings/settings-view.tsx')).SettingsView,
}));

/** The settings while nobody is signed in: a wrong exchange can be mended where it is noticed. */
export function SettingsBefore() {
  const { t } = useI18n();
  const desk = useDesk();
  return (
    <div className="app">
      <header className="settings-bar">
        <Brand />
        <h1 className="settings-before">{t('settings.before')}</h1>
        <span className="fill" />
        <Button
          kind="big"
          icon="leave"
          keys={toSettings.shortcut}
          onClick={() => desk.setView({ workspace: null })}
        >
          {t('settings.back')}
        </Button>
      </header>
      <div className="workspace">
        <ScreenFault>
          <Suspense fallback={<LoadingPart />}>
            <SettingsView />
          </Suspense>
        </ScreenFault>
      </div>
      <footer className="strip">
        <StripNotice />
      </footer>
    </div>
  );
}

/** The way there, in the corner of every screen before the desk but that of a wrong policy file. */
export function GateSettings() {
  return (
    <div className="gate-settings">
      <CommandButton command={toSettings} kind="quiet" withIcon />
    </div>
  );
}
