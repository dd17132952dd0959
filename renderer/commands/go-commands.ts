import type { Key } from '#renderer/i18n/key.ts';
import { currentWorkspace, workspacesOf } from '#renderer/stores/select/workspace.ts';
import type { Desk, Place } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { IconName } from '#renderer/ui/icon-names.ts';
import type { DeskCommand } from './command.ts';

const atDesk = (state: DeskState): boolean => currentWorkspace(state) === 'desk';
const signedIn = (state: DeskState): boolean => state.access?.phase === 'signedIn';

/** `elsewhere`: the column at the same side of the other workspaces. */
const column = (place: Place, shortcut: string, key: Key, elsewhere: Place | null): DeskCommand => ({
  id: `go.${place}`,
  group: 'go',
  icon: 'column',
  shortcut,
  label: () => ({ key }),
  isEnabled: (state) => atDesk(state) || elsewhere !== null,
  hidden: true,
  run: (desk, state) => desk.focus(atDesk(state) ? place : (elsewhere ?? place)),
});

export const toCaller = column('caller', 'Ctrl+J', 'strip.toCaller', 'left');
export const toGuidance = column('guidance', 'Ctrl+K', 'strip.toGuidance', 'middle');
/** Lands in the search field. */
export const toAtHand = column('atHand', 'Ctrl+L', 'strip.toAtHand', 'right');
export const toNote: DeskCommand = { ...column('note', 'Alt+W', 'wrapUp.toNote', null), icon: 'note' };

const workspaceIcon = {
  desk: 'phone',
  cases: 'shield',
  floor: 'eye',
  incident: 'lock',
  training: 'flag',
  content: 'book',
  review: 'eye',
  settings: 'settings',
} as const satisfies Record<string, IconName>;

/** Ctrl 1 to Ctrl 7: the workspaces of the role. */
export const workspaceCommands: readonly DeskCommand[] = [1, 2, 3, 4, 5, 6, 7].map((place) => ({
  id: `go.workspace:${place}`,
  group: 'go',
  icon: 'column',
  shortcut: `Ctrl+${place}`,
  label: (state) => ({ key: `strip.workspace.${workspacesOf(state)[place - 1] ?? 'desk'}` }),
  isEnabled: (state) => {
    const workspace = workspacesOf(state)[place - 1];
    return workspace !== undefined && workspace !== currentWorkspace(state);
  },
  run: (desk, state) => {
    const workspace = workspacesOf(state)[place - 1];
    if (workspace) desk.setView({ workspace, overlay: null });
  },
}));

/** There and back. Also before anybody signs in: a wrong exchange must be mendable where it is noticed. */
export const toSettings: DeskCommand = {
  id: 'go.settings',
  group: 'go',
  icon: 'settings',
  shortcut: 'Ctrl+,',
  label: () => ({ key: 'strip.workspace.settings' }),
  isEnabled: (state) => state.access !== null && state.access.policyProblem === null,
  hidden: true,
  run: (desk, state) =>
    desk.setView({ workspace: state.view.workspace === 'settings' ? null : 'settings', overlay: null }),
};

export const iconOfWorkspace = (workspace: keyof typeof workspaceIcon): IconName => workspaceIcon[workspace];

export const palette: DeskCommand = {
  id: 'go.palette',
  group: 'go',
  icon: 'search',
  shortcut: 'Ctrl+P',
  label: () => ({ key: 'palette.title' }),
  isEnabled: signedIn,
  hidden: true,
  run: (desk, state) => toggle(desk, state),
};

function toggle(desk: Desk, state: DeskState): void {
  desk.setView({ overlay: state.view.overlay?.kind === 'palette' ? null : { kind: 'palette' } });
}

export const goCommands: readonly DeskCommand[] = [
  toCaller,
  toGuidance,
  toAtHand,
  toNote,
  ...workspaceCommands,
  toSettings,
  palette,
];
