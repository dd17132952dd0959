import type { ReactNode } from 'react';
import type { DeskCommand } from '#renderer/commands/command.ts';
import { useCommand } from '#renderer/commands/use-command.ts';
import { Button, type ButtonKind } from './button.tsx';

interface CommandButtonProps {
  readonly command: DeskCommand;
  readonly kind?: ButtonKind;
  readonly withIcon?: boolean;
  readonly flush?: boolean;
  /** Another word than the command's own, where the place already says the rest. */
  readonly children?: ReactNode;
}

/** The button of a command: its word, its key, grey with the reason when it cannot be done now. */
export function CommandButton({
  command,
  kind = 'plain',
  withIcon = false,
  flush = false,
  children,
}: CommandButtonProps) {
  const { label, enabled, why, run } = useCommand(command);
  return (
    <Button
      kind={kind}
      keys={command.shortcut}
      flush={flush}
      disabled={!enabled}
      title={why ?? undefined}
      onClick={run}
      {...(withIcon ? { icon: command.icon } : {})}
    >
      {children ?? label}
    </Button>
  );
}
