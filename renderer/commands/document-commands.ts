import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskCommand } from './command.ts';

/** What kind of document the caller holds, how its number is built, what can be done with it on the telephone. */
export const showDocuments: DeskCommand = {
  id: 'caller.documents',
  group: 'caller',
  icon: 'doc',
  shortcut: 'Alt+Shift+E',
  label: () => ({ key: 'caller.documents' }),
  isEnabled: (state) => currentWorkspace(state) === 'desk',
  run: (desk) => desk.setView({ overlay: { kind: 'documents' } }),
};

export const documentCommands: readonly DeskCommand[] = [showDocuments];
