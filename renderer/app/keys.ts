import type { Undo } from '#shared/lib/clock.ts';
import { commandByShortcut } from '#renderer/commands/registry.ts';
import { shortcutOf } from '#renderer/commands/shortcut.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import type { Desk } from '#renderer/stores/desk.ts';

/**
 * Every key of the desk, from anywhere in the window: the call keys work while one types, with an input method open, over a dialog.
 * A key held down counts once: nothing is answered, held or muted by repetition.
 */
export function listenForKeys(desk: Desk): Undo {
  const onKeyDown = (event: KeyboardEvent): void => {
    // Besides what else it closes: a question that an act on the call was answered with.
    if (event.key === 'Escape' && desk.view.getState().asking !== null) desk.setView({ asking: null });
    const shortcut = shortcutOf(event);
    const command = shortcut === null ? null : commandByShortcut(shortcut);
    if (!command) return;
    // Ours in any case: a call key that cannot act now must not scroll, print or reload instead.
    event.preventDefault();
    if (event.repeat) return;
    runCommand(desk, command);
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}
