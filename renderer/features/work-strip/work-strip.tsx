import { workspaceCommands, palette } from '#renderer/commands/go-commands.ts';
import { ariaShortcut } from '#renderer/commands/shortcut.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { casesWaiting } from '#renderer/stores/select/cases.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { currentWorkspace, workspacesOf } from '#renderer/stores/select/workspace.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { TimeNow } from '#renderer/ui/clock.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { helpUnanswered } from '#renderer/stores/select/help.ts';
import { HelpTitle } from './help-title.tsx';
import { CoreLink, LineLink } from './links.tsx';
import { StripNotice } from './strip-notice.tsx';

/** Workspaces, the one place for notices, the links and the clock. */
export function WorkStrip() {
  const { t } = useI18n();
  const desk = useDesk();
  return (
    <footer className="strip" aria-label={t('strip.label')}>
      <HelpTitle />
      <Tabs />
      <StripNotice />
      <LineLink />
      <CoreLink />
      <button
        type="button"
        className="strip-link"
        aria-keyshortcuts={ariaShortcut('Ctrl+P')}
        onClick={() => runCommand(desk, palette)}
      >
        <KeyCap keys="Ctrl+P" />
        <span className="word">{t('strip.commands')}</span>
      </button>
      <span className="strip-link" role="timer" aria-label={t('strip.clock')}>
        <TimeNow />
      </span>
    </footer>
  );
}

function Tabs() {
  const { t } = useI18n();
  const desk = useDesk();
  const workspaces = useDeskState(workspacesOf);
  const current = useDeskState(currentWorkspace);
  return (
    <nav className="strip-tabs" aria-label={t('strip.workspaces')}>
      <kbd className="key key-bare" aria-hidden="true">
        Ctrl
      </kbd>
      {workspaces.map((workspace, index) => (
        <button
          key={workspace}
          type="button"
          className="strip-tab"
          aria-current={workspace === current ? 'page' : undefined}
          aria-keyshortcuts={`Control+${index + 1}`}
          onClick={() => {
            const command = workspaceCommands[index];
            if (command) runCommand(desk, command);
          }}
        >
          <kbd className="key key-bare" aria-hidden="true">
            {index + 1}
          </kbd>
          <span className="word">{t(`strip.workspace.${workspace}`)}</span>
          {workspace === 'cases' ? <WaitingCases /> : null}
          {workspace === 'floor' ? <AskingHelp /> : null}
        </button>
      ))}
    </nav>
  );
}

/** How many seats wait for whoever leads. */
function AskingHelp() {
  const { t } = useI18n();
  const count = useDeskState(helpUnanswered);
  return count > 0 ? (
    <span className="tab-count" title={t('care.help.windowTitle', { count })}>
      {count}
    </span>
  ) : null;
}

/** How many wait for somebody; nothing while none does. */
function WaitingCases() {
  const waiting = useDeskState(casesWaiting);
  return waiting > 0 ? <span className="tab-count">{waiting}</span> : null;
}
