import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

/** A command as a button needs it. */
export interface BoundCommand {
  readonly label: string;
  readonly enabled: boolean;
  /** Why not, in words; null while enabled or where the screen already says it. */
  readonly why: string | null;
  readonly run: () => void;
}

export function labelOf(command: DeskCommand, state: DeskState, { t, pick }: I18n): string {
  const label = command.label(state);
  return t(label.key, 'text' in label ? { ...label.params, name: pick(label.text) } : label.params);
}

/** Binds a command to the desk; renders only when its label or its being enabled changes. */
export function useCommand(command: DeskCommand): BoundCommand {
  const desk = useDesk();
  const i18n = useI18n();
  const label = useDeskState((state) => labelOf(command, state, i18n));
  const enabled = useDeskState(command.isEnabled);
  const whyKey = useDeskState((state) =>
    command.isEnabled(state) ? null : (command.whyDisabled?.(state) ?? null),
  );
  return {
    label,
    enabled,
    why: whyKey ? i18n.t(whyKey) : null,
    run: () => runCommand(desk, command),
  };
}

/** Runs it if the state of this very moment allows it: a key may come a moment after the state has changed. */
export function runCommand(desk: Parameters<DeskCommand['run']>[0], command: DeskCommand): boolean {
  const state = desk.state();
  if (!command.isEnabled(state)) return false;
  void command.run(desk, state);
  return true;
}
