import type { Role } from '#shared/seat/role.ts';
import type { DeskState } from '../desk-state.ts';
import type { Workspace } from '../view.ts';

/** What each role works in, in the order of Ctrl 1 to Ctrl 7. */
const byRole: Readonly<Record<Role, readonly Workspace[]>> = {
  agent: ['desk', 'cases', 'settings'],
  teamLead: ['floor', 'desk', 'cases', 'incident', 'content', 'settings', 'review'],
  // The trainer is the second person of a small floor.
  trainer: ['training', 'desk', 'cases', 'incident', 'content', 'settings', 'review'],
};
const none: readonly Workspace[] = [];

export const workspacesOf = (state: DeskState): readonly Workspace[] => {
  const role = state.access?.person?.role;
  return role ? byRole[role] : none;
};

/** The workspace on the screen: the chosen one if the role has it, otherwise the first of the role. */
export function currentWorkspace(state: DeskState): Workspace | null {
  const all = workspacesOf(state);
  const chosen = state.view.workspace;
  return chosen && all.includes(chosen) ? chosen : (all[0] ?? null);
}
