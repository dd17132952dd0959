import { useEffect, useLayoutEffect } from 'react';
import { resolveLanguage } from '#shared/i18n/language.ts';
import { I18nProvider } from '#renderer/i18n/use-i18n.tsx';
import type { Words } from '#renderer/i18n/words.ts';
import { Gate } from '#renderer/features/sign-in/gate.tsx';
import { useDesk, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { DeskScreen } from './desk-screen.tsx';
import { ScreenFault } from './screen-fault.tsx';
import { GateSettings, SettingsBefore } from './settings-before.tsx';

/** The window: language and theme by the settings, then the gate or the desk. */
export function App({ words }: { readonly words: Words }) {
  const chosen = useTopic('settings/state', (settings) => settings?.values.language ?? 'system');
  const theme = useTopic('settings/state', (settings) => settings?.values.theme ?? 'system');
  const signedIn = useTopic('access/state', (access) => access?.phase === 'signedIn');
  const language = resolveLanguage(chosen, navigator.languages);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  return (
    <I18nProvider words={words} language={language}>
      <ScreenFault>{signedIn ? <DeskScreen /> : <Before />}</ScreenFault>
      <SaveOnLeave />
    </I18nProvider>
  );
}

/** Before anybody is signed in: the gate, or the settings. */
function Before() {
  const settings = useView((view) => view.workspace === 'settings');
  const stopped = useTopic('access/state', (access) => (access?.policyProblem ?? null) !== null);
  if (settings && !stopped) return <SettingsBefore />;
  return (
    <>
      <Gate />
      {stopped ? null : <GateSettings />}
    </>
  );
}

/** What is typed goes to disk before the window goes. */
function SaveOnLeave() {
  const desk = useDesk();
  useEffect(() => {
    const leave = (): void => void desk.draft.flush();
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', leave);
    };
  }, [desk]);
  return null;
}
