import type { ControlId } from '#shared/control/control-ids.ts';
import { controlRules } from '#shared/control/control-rules.ts';
import type { Role } from '#shared/seat/role.ts';
import type { ControlPolicy } from './ports.ts';

export interface PolicyDeps {
  /** Of whoever is signed in. */
  readonly role: () => Role | null;
  /** Controls that a seat without leading may use. */
  readonly agentControls: () => readonly ControlId[];
  /** Who takes a hold back at a desk. */
  readonly releaseRoles: () => readonly Role[];
}

/**
 * An agent holds, a team lead releases; both as the bank's policy says. A trainer calls as an agent does. What an agent may take
 * back (a limit, card-not-present) is taken back by everybody who may use it.
 */
export function createControlPolicy({ role, agentControls, releaseRoles }: PolicyDeps): ControlPolicy {
  const mayApply = (control: ControlId): boolean => {
    const who = role();
    return who === 'teamLead' || (who !== null && agentControls().includes(control));
  };
  return {
    mayApply,
    mayTakeBack(control) {
      if (controlRules[control].undoneBy === 'agent') return mayApply(control);
      const who = role();
      return who !== null && releaseRoles().includes(who);
    },
    who: (control, action) =>
      action === 'apply' || controlRules[control].undoneBy === 'agent' ? ['teamLead'] : [...releaseRoles()],
  };
}
