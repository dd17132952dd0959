import { workspaceCommands } from '#renderer/commands/go-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { workspacesOf } from '#renderer/stores/select/workspace.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';

/** The trainer's own seat is the trainee's: one key there, one key back. */
export function ToDesk() {
  const { t } = useI18n();
  const desk = useDesk();
  const index = useDeskState((state) => workspacesOf(state).indexOf('desk'));
  const command = workspaceCommands[index];
  if (!command) return null;
  return (
    <Button keys={command.shortcut} onClick={() => void runCommand(desk, command)}>
      {t('training.toDesk')}
    </Button>
  );
}
