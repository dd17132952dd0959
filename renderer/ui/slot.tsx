import type { DeskCommand } from '#renderer/commands/command.ts';
import { ariaShortcut, shortcutText } from '#renderer/commands/shortcut.ts';
import { useCommand } from '#renderer/commands/use-command.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';

interface SlotProps {
  readonly command: DeskCommand;
  readonly icon?: IconName;
  /** The wide first slot: forward. */
  readonly go?: boolean;
  /** The one filled slot of this state. */
  readonly primary?: boolean;
  /** On: muted, text open. */
  readonly pressed?: boolean;
  /** On in a way that must not be forgotten: held, muted. */
  readonly attention?: boolean;
}

/** A place in the call bar: icon, key, word. It goes grey, never away. */
export function Slot({
  command,
  icon,
  go = false,
  primary = false,
  pressed = false,
  attention = false,
}: SlotProps) {
  const { label, enabled, why, run } = useCommand(command);
  const classes = [
    'slot',
    go && 'slot-go',
    primary && 'primary',
    pressed && 'pressed',
    attention && 'attention',
  ];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      disabled={!enabled}
      title={why ?? undefined}
      aria-keyshortcuts={command.shortcut ? ariaShortcut(command.shortcut) : undefined}
      aria-pressed={pressed || attention ? true : undefined}
      aria-label={label}
      data-command={command.id}
      onClick={run}
    >
      <span className="slot-top">
        <Icon name={icon ?? command.icon} />
        {command.shortcut ? <span className="slot-key">{shortcutText(command.shortcut)}</span> : null}
      </span>
      {label}
    </button>
  );
}
